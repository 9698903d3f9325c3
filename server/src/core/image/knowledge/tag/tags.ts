/** The parts of a tag: version, variant and distribution, as publishers of public images write them. */

import { memoByText } from '../../../text/memo-by-text.ts';
import { once } from '../data/once.ts';
import { productById } from '../data/products.ts';
import { UPCOMING_RELEASES } from './additions.ts';

export interface TagParts {
  /** The parts between dashes, in lower case. */
  readonly words: readonly string[];
  /** Leading digits and dots of the first word (`3.8.1`, `18.04`), without a `v`; undefined when it does not start with a version. */
  readonly version: string | undefined;
  readonly distro: TagDistro | undefined;
}

export interface TagDistro {
  readonly name: DistroName;
  /** `12`, `20.04`, `3.19`; undefined for a bare `alpine`. */
  readonly release: string | undefined;
  /** Index of the first word of the distribution, and the number of its words. */
  readonly at: number;
  readonly count: number;
}

export type DistroName =
  | 'debian'
  | 'ubuntu'
  | 'alpine'
  | 'centos'
  | 'rocky'
  | 'ubi'
  | 'fedora'
  | 'oracle'
  | 'amazon'
  | 'azure'
  | 'photon'
  | 'wolfi'
  | 'busybox'
  | 'windows';

/** Release numbers by code name, with releases that are still being prepared. */
function codenames(distribution: 'debian' | 'ubuntu'): ReadonlyMap<string, string> {
  const cycles = productById(distribution)!.cycles.flatMap(({ name, codename }) =>
    codename === undefined ? [] : [[codename, name] as const],
  );
  const upcoming = UPCOMING_RELEASES.filter((entry) => entry.distribution === distribution);
  return new Map([...cycles, ...upcoming.map(({ codename, release }) => [codename, release] as const)]);
}

/** Debian's releases by code name. Like the next one read at the first question, because it unpacks a table. */
const debianCodenames = once(() => codenames('debian'));

const ubuntuCodenames = once(() => codenames('ubuntu'));

/** Whether a word of a tag is the code name of a release of Debian or Ubuntu. */
export const isCodename = (word: string): boolean => debianCodenames().has(word) || ubuntuCodenames().has(word);

/** Words such as `alpine3.19`, `ubuntu20.04`, `centos7`, `ubi9`, `ol8`: name, then the release. */
const NAMED: readonly (readonly [RegExp, DistroName])[] = [
  [/^alpine(\d+\.\d+)?(?:\.\d+)?$/, 'alpine'],
  [/^ubuntu-?(\d\d\.\d\d)?$/, 'ubuntu'],
  [/^(?:debian|deb)(\d+)?$/, 'debian'],
  [/^centos(\d+)?$/, 'centos'],
  [/^rocky(?:linux)?(\d+)?$/, 'rocky'],
  [/^ubi(\d+)?$/, 'ubi'],
  [/^fedora(\d+)?$/, 'fedora'],
  [/^(?:oraclelinux|oracle|ol)(\d+)?$/, 'oracle'],
  [/^(?:amazonlinux|al(?=\d))(\d+)?$/, 'amazon'],
  [/^(?:azurelinux|mariner)(\d+\.\d+)?$/, 'azure'],
  [/^photon(\d+)?$/, 'photon'],
  [/^wolfi$/, 'wolfi'],
  [/^busybox$/, 'busybox'],
  [/^(?:nanoserver|windowsservercore|windows)(\d+|ltsc\d+)?$/, 'windows'],
];

/** Splits a tag into its parts. `undefined` (no tag) has no words. */
export const readTag = (tag: string | undefined): TagParts => partsOf(tag ?? '');

const partsOf = memoByText((tag): TagParts => {
  const words = tag === '' ? [] : tag.toLowerCase().split('-');
  return { words, version: leadingVersion(words[0]), distro: findDistro(words) };
});

function leadingVersion(word: string | undefined): string | undefined {
  // Six or more digits are a date or a build number; hexadecimal words are a commit.
  if (word === undefined || /^(?:\d{6,}|(?=[0-9a-f]*[a-f])[0-9a-f]{7,}$)/.test(word)) return undefined;
  return /^v?(\d+(?:\.\d+)*)/.exec(word)?.[1];
}

function findDistro(words: readonly string[]): TagDistro | undefined {
  for (let at = words.length - 1; at >= 0; at--) {
    const word = words[at]!;
    const debian = debianCodenames().get(word);
    if (debian !== undefined) return { name: 'debian', release: debian, at, count: 1 };
    const ubuntu = ubuntuCodenames().get(word);
    if (ubuntu !== undefined) return { name: 'ubuntu', release: ubuntu, at, count: 1 };
    for (const [pattern, name] of NAMED) {
      const match = pattern.exec(word);
      if (!match) continue;
      const next = words[at + 1];
      // `jdk-alpine-3.22`, but not `alpine-1.2`: the number may be the program's version.
      const release = name === 'alpine' ? /^3\.\d\d?$/ : /^\d+(?:\.\d+)?$/;
      const apart = match[1] === undefined && next !== undefined && release.test(next);
      return { name, release: match[1] ?? (apart ? next : undefined), at, count: apart ? 2 : 1 };
    }
  }
  return undefined;
}

/** Compares dotted numbers: negative when `a` is earlier. Missing parts count as 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `version` and its shorter forms, longest first: `3.8.1`, `3.8`, `3`. */
export function versionLines(version: string): string[] {
  const parts = version.split('.');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
}
