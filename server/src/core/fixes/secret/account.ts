/** Which account of a program a password of a Compose file opens. */
import type { Service } from '../../domain/compose.ts';
import type { EnvVariable } from '../../domain/container.ts';
import type { Spot } from './spots.ts';

/** The variables with which images of databases make their first account: its password, its name, and its name where none is set. */
const FIRST: Readonly<Record<string, readonly [user: string | undefined, unset: string | undefined]>> = {
  MYSQL_ROOT_PASSWORD: [undefined, 'root'],
  MARIADB_ROOT_PASSWORD: [undefined, 'root'],
  MYSQL_PASSWORD: ['MYSQL_USER', undefined],
  MARIADB_PASSWORD: ['MARIADB_USER', undefined],
  POSTGRES_PASSWORD: ['POSTGRES_USER', 'postgres'],
  MONGO_INITDB_ROOT_PASSWORD: ['MONGO_INITDB_ROOT_USERNAME', undefined],
};
const PASSWORD = /_?(?:PASSWORD|PASSWD|PASS|PWD)$/i;
const USER = /^_?(?:USER|USERNAME|USER_NAME|LOGIN)$/i;

/** A password in the environment of a service. */
interface Password {
  readonly service: Service;
  readonly variable: EnvVariable;
}

/** The name of the account, from the image's own variables or from the one beside the password (`DB_USER`); `undefined` if it is not known. */
export function accountOf({ service, variable }: Password): string | undefined {
  const { env } = service.container;
  const first = FIRST[variable.name];
  if (first) return env.find(({ name }) => name === first[0])?.value ?? first[1];
  if (!PASSWORD.test(variable.name)) return undefined;
  const prefix = variable.name.replace(PASSWORD, '');
  return env.find(({ name }) => name.startsWith(prefix) && USER.test(name.slice(prefix.length)))?.value;
}

/** Whether the image makes its first account with the password. */
export const makesAccount = ({ name }: EnvVariable): boolean => Object.hasOwn(FIRST, name);

/** Whether a program logs in at the place with an account that one of `made` makes, under whatever names. The values are known to be equal. */
export function isLogin({ service, variable, whole }: Spot, made: readonly Password[]): boolean {
  const account = whole && variable ? accountOf({ service, variable }) : undefined;
  return account !== undefined && made.some((one) => makesAccount(one.variable) && accountOf(one) === account);
}
