/** Dependencies of a project that do not build or run with later versions of its language. */
import type { Evidence } from './evidence.ts';

export interface LostDependency extends Evidence {
  /** The names of the images. */
  readonly image: RegExp;
  /** The file that names the dependency, and the whole name there. */
  readonly file: string;
  readonly name: RegExp;
  /** The last major version of the language for a major version of the dependency; `undefined`: it has no such limit. */
  last(major: number): number | undefined;
  /** What to do instead: a clause that begins with a verb. */
  readonly instead: string;
  /** Where the project or the build holds this, the change has been made already. */
  readonly unless?: RegExp;
}

/** The last Node.js of each major version of node-sass. */
const NODE_SASS: Readonly<Record<number, number>> = { 3: 7, 4: 14, 5: 15, 6: 16, 7: 17, 8: 19, 9: 20 };

/** webpack 4 hashes with MD4, which OpenSSL 3 in Node.js 17 refuses. */
const MD4 = {
  image: /^node$/,
  file: 'package.json',
  instead: 'update it, or build with `NODE_OPTIONS=--openssl-legacy-provider`',
  unless: /openssl-legacy-provider/,
  source: 'https://github.com/webpack/webpack/issues/17805',
  asOf: '2023-11-14',
} as const;

const before =
  (first: number) =>
  (major: number): number | undefined =>
    major < first ? 16 : undefined;

export const LOST_DEPENDENCIES: readonly LostDependency[] = [
  {
    image: /^node$/,
    file: 'package.json',
    name: /^node-sass$/,
    last: (major) => NODE_SASS[major],
    instead: 'move to `sass`',
    source: 'https://github.com/sass/node-sass/releases',
    asOf: '2026-11-29',
  },
  { ...MD4, name: /^webpack$/, last: before(5) },
  {
    ...MD4,
    name: /^react-scripts$/,
    last: before(5),
    source: 'https://github.com/facebook/create-react-app/releases/tag/v5.0.0',
    asOf: '2021-12-14',
  },
  {
    ...MD4,
    name: /^@vue\/cli-service$/,
    last: before(5),
    source: 'https://cli.vuejs.org/migrations/migrate-from-v4',
    asOf: '2026-11-29',
  },
];
