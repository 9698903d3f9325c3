/**
 * Images whose second number counts like a major version: programs or data of one line may not work with the next. Sources: PEP 387, the
 * migration guides of PHP (php.net/manual/appendices), Ruby's version policy, the release notes of MySQL and MariaDB.
 */
const MINOR_COUNTS = /(?:^|\/)(?:python|pypy|php|ruby|mysql|mariadb|percona)$/;

/** Whether the second number of an image's version counts like a major version. `name`: the familiar name. */
export const minorCounts = (name: string): boolean => MINOR_COUNTS.test(name);
