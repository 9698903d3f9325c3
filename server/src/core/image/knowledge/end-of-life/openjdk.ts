/** Replacements for the discontinued `openjdk` image, and for Maven's images that are built on it. */

import type { TagParts } from '../tag/tags.ts';
import type { EndOfLife } from './end-of-life-lines.ts';

/** The deprecation notice on Docker Hub, July 2022: only early-access builds are still published. */
const SINCE = '2022-07-31';
const WHY = 'the `openjdk` images are discontinued and no longer rebuilt (2022-07)';

/** The long-term release that replaces a Java version. Eclipse Temurin has a JDK and a JRE of each, on Ubuntu and Alpine. */
function longTerm(version: string | undefined): string | undefined {
  const major = Number((version ?? '21').split('.')[0]);
  return major > 21 ? undefined : major > 17 ? '21' : major > 11 ? '17' : major > 8 ? '11' : '8';
}

/** The end of life of an `openjdk` tag; `undefined` for early-access builds. */
export function openjdkEnd(tag: TagParts): EndOfLife | undefined {
  const java = longTerm(tag.version);
  if (java === undefined || tag.words.some((word) => word === 'ea' || word.includes('ea+'))) return undefined;
  const kind = tag.words.includes('jre') ? 'jre' : 'jdk';
  const base = { line: 'openjdk', since: SINCE, why: WHY };
  if (tag.distro?.name === 'windows') return base;
  const alpine = tag.distro?.name === 'alpine' ? '-alpine' : '';
  return { ...base, replacement: { image: 'eclipse-temurin', tag: `${java}-${kind}${alpine}` } };
}

/** The end of life of a Maven tag that is built on openjdk: `3-jdk-8`, `3.8-openjdk-17-slim`. */
export function mavenEnd(tag: TagParts): EndOfLife | undefined {
  const at = tag.words.findIndex((word) => word === 'jdk' || word === 'openjdk' || word === 'adoptopenjdk');
  if (at < 0) return undefined;
  const version = /^\d+/.exec(tag.words[at + 1] ?? '')?.[0];
  const java = version === undefined ? undefined : longTerm(version);
  const base = { line: 'maven on openjdk', since: SINCE, why: WHY };
  if (java === undefined || tag.distro?.name === 'windows') return base;
  const alpine = tag.distro?.name === 'alpine' ? '-alpine' : '';
  return { ...base, replacement: { tag: `3.9-eclipse-temurin-${java}${alpine}` } };
}
