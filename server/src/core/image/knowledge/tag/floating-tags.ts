/** Which tags move, and what to write instead. */
import type { ImageReference } from '../../reference.ts';
import { publicName } from '../publisher/names.ts';
import { SUGGESTED_TAGS } from './suggested-tags.ts';
import { DEBIAN_CODENAMES, readTag, UBUNTU_CODENAMES } from './tags.ts';

export type TagKind = 'none' | 'latest' | 'floating' | 'version';

/** The newest supported release: another concrete tag stands for the same thing today. */
const NEWEST_WORDS: ReadonlySet<string> = new Set('latest lts stable mainline current'.split(' '));

/** Tags that move on with a branch, a channel or an environment. */
const CHANNEL_WORDS: ReadonlySet<string> = new Set(
  (
    'edge nightly main master trunk dev devel develop development testing unstable sid experimental rolling rawhide head canary ' +
    'next snapshot release prod production staging beta alpha preview insiders daily weekly tip labs'
  ).split(' '),
);

/** Release names that are versions of a distribution's own image, and of images that are nothing more than one. */
const DISTRO_NAMED: ReadonlySet<string> = new Set(
  'debian ubuntu buildpack-deps bitnami/minideb phusion/baseimage mcr.microsoft.com/devcontainers/base'.split(' '),
);

/** Node.js names its long-term lines (`node:iron`). */
const NODE_LINES: ReadonlySet<string> = new Set(
  'argon boron carbon dubnium erbium fermium gallium hydrogen iron jod krypton'.split(' '),
);

/**
 * What kind of tag a reference has. `floating`: a channel (`edge`, `lts-slim`), or only a variant or distribution without a
 * version (`node:alpine`). Whole reference, since `bookworm` is a version of `debian` but none of `node`. A digest beside the
 * tag is not looked at. Words that are no known channel or variant (`acme-prod-build`, a commit) count as versions.
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
  // Its repositories are named after the release, and have no other tags (`static-debian12:nonroot`).
  if (/^gcr\.io\/distroless\/.+-debian\d+$/.test(name) && !words.includes('latest')) return 'version';
  const codename = DEBIAN_CODENAMES.has(first) || UBUNTU_CODENAMES.has(first);
  // Companies' copies keep the name: `registry.acme.test/library/ubuntu`.
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

/** Words that say how an image was built, not which version of the software it has. */
const VARIANT_WORDS: ReadonlySet<string> = new Set(
  'slim alpine apache fpm cli zts jdk jre perl full minimal tiny debug nonroot management dind rootless enterprise community'.split(
    ' ',
  ),
);

/** A date, a build number, a version or a commit inside a tag: `edge-20230901`, `nightly-1a2b3c4`, `jdk-21.0.2`. */
const isBuild = (word: string): boolean => /^(?:\d{4,}|v?\d+\.\d[\w.]*|(?=.*\d)[0-9a-f]{7,40})$/.test(word);

/**
 * A concrete tag to write instead of none, `latest`, or a tag that stands for the newest release; the variant is kept. Channels
 * such as `edge` get none, for they mean another release. For databases the data may need a migration: not a safe edit.
 */
export function suggestedTag(ref: ImageReference): string | undefined {
  if (tagKind(ref) === 'version' || (ref.tag === undefined && ref.digest !== undefined)) return undefined;
  const row = SUGGESTED_TAGS.get(publicName(ref));
  if (row === undefined) return undefined;
  // What is suggested may be the older of two lines that are kept up.
  if (ref.tag?.startsWith('mainline')) return undefined;
  const words = readTag(ref.tag).words.filter((word) => !NEWEST_WORDS.has(word));
  if (words.length === 0) return row.tag;
  const variant = words.join('-');
  return row.variants?.split(' ').includes(variant) === true ? `${row.tag}-${variant}` : undefined;
}
