/** The project that a file of the workspace belongs to, by the names that its repository and its package managers' files give. */
import { posix } from '../text/paths.ts';
import type { WorkspaceIndex } from './index.ts';

/** The owner and the name of a repository (`acme`, `shop`). */
export interface ProjectName {
  readonly owner: string;
  readonly name: string;
  /** What says so, for messages: 'the Git remote', '`go.mod`'. */
  readonly source: string;
}

/** Files that name the repository of their project, and the field: its only group that matches holds a URL or a path that ends in owner and name. */
const FIELDS: readonly (readonly [file: string, field: RegExp])[] = [
  ['go.mod', /^module[ \t]+((?:github|gitlab)\.com\/\S{3,200})/m],
  ['package.json', /"repository"\s*:\s*(?:\{[^{}]*"url"\s*:\s*)?"([^"\n]{3,200})"/],
  ['composer.json', /^\s*\{[^{}]*"name"\s*:\s*"([\w.-]+\/[\w.-]+)"/],
  [
    'pyproject.toml',
    /^[ \t]*"?(?:repository|source|source code|homepage)"?[ \t]*=[ \t]*"(https:\/\/(?:github|gitlab)\.com\/[^"\n]{3,200})"/im,
  ],
  ['Cargo.toml', /^repository[ \t]*=[ \t]*"(https:\/\/(?:github|gitlab)\.com\/[^"\n]{3,200})"/m],
  // The badge of its own builds, and how to fetch it.
  [
    'README.md',
    /https:\/\/(github\.com\/[\w.-]{1,100}\/[\w.-]{1,100})\/(?:actions\/workflows|workflows)\/[^\s)]{1,200}\/badge|^[ \t]*(?:\$[ \t]*)?git clone (?:-\S+ (?:\d+ )?)*(https:\/\/(?:github|gitlab)\.com\/[^\s"'`]{3,200}|git@(?:github|gitlab)\.com:[^\s"'`]{3,200})/m,
  ],
];

/** Characters of the longest file that is read. */
const MOST_CHARACTERS = 200_000;

/** The names for the file at `path`: the Git remotes, then those in the folders above it, the nearest first. They may differ. */
export function projectNames(path: string, index: WorkspaceIndex): readonly ProjectName[] {
  const remotes = (index.repository?.remotes ?? []).map((one) => ({ ...one, source: 'the Git remote' }));
  const folders = [posix.dirname(path)];
  while (folders.at(-1) !== '') folders.push(posix.dirname(folders.at(-1)!));
  return [
    ...remotes,
    ...folders.flatMap((folder) =>
      FIELDS.flatMap(([file, field]) => {
        const at = posix.join(folder, file);
        const text = index.text(at);
        const groups = text === undefined || text.length > MOST_CHARACTERS ? null : field.exec(text);
        const written = groups?.slice(1).find((group) => group !== undefined);
        const found = written === undefined ? undefined : ownerAndName(written);
        return found ? [{ ...found, source: `\`${at}\`` }] : [];
      }),
    ),
  ];
}

/**
 * Owner and name in the URL or path of a repository: `https://github.com/acme/shop.git`, `git@host:acme/shop`, `github:acme/shop`, `acme/shop`,
 * `github.com/acme/shop/v2`. `undefined` for a path on this machine. Credentials in a URL are left out.
 */
export function ownerAndName(url: string): Pick<ProjectName, 'owner' | 'name'> | undefined {
  if (/^(?:file:|\.{0,2}\/|[A-Za-z]:[\\/])/.test(url)) return undefined;
  const path = url
    .replace(/^(?:git\+)?[a-z]+:\/\/[^/]*\//, '')
    .replace(/^[^/@\s]*@[^/:\s]+:/, '')
    .replace(/^(?:github|gitlab|bitbucket):/, '')
    .replace(/^(?:github|gitlab)\.com\//, '');
  const [owner, name] = path
    .replace(/[#?].*$/, '')
    .replace(/\.git$/, '')
    .split('/')
    .filter((part) => part !== '');
  return owner !== undefined && name !== undefined && NAME.test(owner) && NAME.test(name)
    ? { owner: owner.toLowerCase(), name: name.toLowerCase() }
    : undefined;
}

const NAME = /^[\w.-]{1,100}$/;
