/** Tags that change their image over time, and concrete tags in their place. */
import type { ImageReference } from '../../reference.ts';
import { publicName } from '../publisher/names.ts';
import { SUGGESTED_TAGS } from './suggested-tags.ts';
import { DEBIAN_CODENAMES, readTag, UBUNTU_CODENAMES } from './tags.ts';

export type TagKind = 'none' | 'latest' | 'floating' | 'version';

/** Words for the newest supported release. A concrete tag names the same image today. */
const NEWEST_WORDS: ReadonlySet<string> = new Set('latest lts stable mainline current'.split(' '));

/** Words for a branch, a channel or an environment. */
const CHANNEL_WORDS: ReadonlySet<string> = new Set(
  (
    'edge nightly main master trunk dev devel develop development testing unstable sid experimental rolling rawhide head canary ' +
    'next snapshot release prod production staging beta alpha preview insiders daily weekly tip labs'
  ).split(' '),
);

/** Images whose versions are release names: distributions, and images that contain only a distribution. */
const DISTRO_NAMED: ReadonlySet<string> = new Set(
  'debian ubuntu buildpack-deps bitnami/minideb phusion/baseimage mcr.microsoft.com/devcontainers/base'.split(' '),
);

/** Node.js names its long-term lines (`node:iron`). */
const NODE_LINES: ReadonlySet<string> = new Set(
  'argon boron carbon dubnium erbium fermium gallium hydrogen iron jod krypton'.split(' '),
);

/**
 * The kind of a reference's tag. `floating`: a channel (`edge`, `lts-slim`), or only a variant or distribution without a version
 * (`node:alpine`). Takes the whole reference, because `bookworm` is a version of `debian` but not of `node`. Ignores a digest. Words that
 * are no known channel or variant (`acme-prod-build`, a commit) count as versions.
 */
export function tagKind(ref: ImageReference): TagKind {
  if (ref.tag === undefined) return 'none';
  if (ref.tag === 'latest') return 'latest';
  const { words, version, distro } = readTag(ref.tag);
  const name = publicName(ref);
  const first = words[0]!;
  if (version !== undefined)
    return words.slice(1).some((word) => word === 'snapshot' || word === 'latest') ? 'floating' : 'version';
  if (NEWEST_WORDS.has(first) || CHANNEL_WORDS.has(first)) return words.slice(1).some(isBuild) ? 'version' : 'floating';
  // Distroless repositories have the release in their name, and no version tags (`static-debian12:nonroot`).
  if (/^gcr\.io\/distroless\/.+-debian\d+$/.test(name) && !words.includes('latest')) return 'version';
  const codename = DEBIAN_CODENAMES.has(first) || UBUNTU_CODENAMES.has(first);
  // Copies in a company's registry keep the name: `registry.acme.test/library/ubuntu`.
  if (codename && (DISTRO_NAMED.has(name) || /\/(?:debian|ubuntu)$/.test(name))) return 'version';
  if (name === 'node' && NODE_LINES.has(first)) return 'version';
  if (words.some(isBuild)) return 'version';
  const variants = SUGGESTED_TAGS.get(name)?.variants?.split(' ') ?? [];
  const onlyVariant = words.every((word, at) => {
    const inDistro = distro !== undefined && at >= distro.at && at < distro.at + distro.count;
    return inDistro || VARIANT_WORDS.has(word) || variants.includes(word);
  });
  return onlyVariant || words.at(-1) === 'latest' ? 'floating' : 'version';
}

/** Words for how an image was built, not for the version of its software. */
const VARIANT_WORDS: ReadonlySet<string> = new Set(
  'slim alpine apache fpm cli zts jdk jre perl full minimal tiny debug nonroot management dind rootless enterprise community'.split(
    ' ',
  ),
);

/** Whether a word of a tag is a date, a build number, a version or a commit: `edge-20230901`, `nightly-1a2b3c4`, `jdk-21.0.2`. */
const isBuild = (word: string): boolean => /^(?:\d{4,}|v?\d+\.\d[\w.]*|(?=.*\d)[0-9a-f]{7,40})$/.test(word);

/**
 * A concrete tag to write instead of no tag, `latest`, or another name of the newest release. Keeps the variant. `undefined` for channels
 * such as `edge`: they name another release. The data of databases may need a migration, so the edit is not safe.
 */
export function suggestedTag(ref: ImageReference): string | undefined {
  if (tagKind(ref) === 'version' || (ref.tag === undefined && ref.digest !== undefined)) return undefined;
  const row = SUGGESTED_TAGS.get(publicName(ref));
  if (row === undefined) return undefined;
  // The suggested tag may be of the older of two supported lines.
  if (ref.tag?.startsWith('mainline')) return undefined;
  const words = readTag(ref.tag).words.filter((word) => !NEWEST_WORDS.has(word));
  if (words.length === 0) return row.tag;
  const variant = words.join('-');
  return row.variants?.split(' ').includes(variant) === true ? `${row.tag}-${variant}` : undefined;
}
