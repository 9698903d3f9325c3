/** Options with which a program of an image no longer starts since a version. */
import type { ImageReference } from '../reference.ts';
import type { Evidence } from './evidence.ts';
import { publicName } from './publisher/names.ts';
import { compareVersions, readTag } from './tag/tags.ts';

interface Row extends Evidence {
  readonly image: RegExp;
  /** The first version without them. */
  readonly since: string;
  /** With `-` in place of `_`. */
  readonly options: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    image: /^(?:mysql|mysql\/mysql-server|(?:ghcr\.io\/)?bitnami(?:legacy)?\/mysql)$/,
    since: '8.4',
    options: [
      ...['admin-ssl', 'avoid-temporal-upgrade', 'binlog-transaction-dependency-tracking'],
      ...['default-authentication-plugin', 'have-openssl', 'have-ssl', 'authentication-fido-rp-id'],
    ],
    source: 'dev.mysql.com/doc/mysqld-version-reference/en/optvar-changes-8-4.html',
    asOf: '2026-11-30',
  },
];

/** Whether a word of a command is an option that the program of `next` does not know. `--loose-name` is one only where it is known. */
export function hasRemovedOption(next: ImageReference, words: readonly string[]): boolean {
  const { version } = readTag(next.tag);
  if (version === undefined) return false;
  const removed = ROWS.filter((row) => row.image.test(publicName(next)) && compareVersions(version, row.since) >= 0);
  return removed.some(({ options }) =>
    words.some((word) => {
      const name = /^--([\w-]+)/.exec(word)?.[1]?.replaceAll('_', '-');
      return name !== undefined && options.includes(name);
    }),
  );
}
