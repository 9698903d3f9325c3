/** Tags that change their image over time. */
import type { ImageReference } from '../../reference.ts';
import { publicName } from '../publisher/names.ts';
import { listedTags } from './listed-tags.ts';
import { CHANNEL_WORDS, isNamedLine, isRelease } from './named-lines.ts';
import { shapeOf } from './tag-shape.ts';
import { readTag } from './tags.ts';

export type TagKind = 'none' | 'latest' | 'floating' | 'version';

/**
 * The kind of a reference's tag. `floating`: a channel (`edge`, `lts-slim`), or only a variant or distribution without a version
 * (`node:alpine`). Takes the whole reference, because `bookworm` is a version of `debian` but not of `node`. Ignores a digest. Where the
 * image's tags are known, every name in their list that is no release floats. Else words that are no usual channel or variant
 * (`acme-prod-build`, a commit) count as versions.
 */
export function tagKind(ref: ImageReference): TagKind {
  if (ref.tag === undefined) return 'none';
  if (ref.tag === 'latest') return 'latest';
  const { words, version, distro } = readTag(ref.tag);
  const name = publicName(ref);
  if (version !== undefined)
    return words.slice(1).some((word) => word === 'snapshot' || word === 'latest') ? 'floating' : 'version';
  if (isRelease(name, ref.tag) || isNamedLine(name, ref.tag)) return 'version';
  const listed = listedTags(name);
  if (listed?.tags.has(ref.tag) || listed?.ended.has(ref.tag)) {
    const { slot, isDated } = shapeOf(ref.tag, []);
    return slot || isDated ? 'version' : 'floating';
  }
  const first = words[0]!;
  if (CHANNEL_WORDS.has(first)) return words.slice(1).some(isBuild) ? 'version' : 'floating';
  // Distroless repositories have the release in their name, also as copies elsewhere, and no version tags (`static-debian12:nonroot`).
  if (/\/distroless\/[^/]+-debian\d+$/.test(name) && !words.includes('latest')) return 'version';
  if (words.some(isBuild)) return 'version';
  const onlyVariant = words.every((word, at) => {
    const inDistro = distro !== undefined && at >= distro.at && at < distro.at + distro.count;
    return inDistro || VARIANT_WORDS.has(word);
  });
  return onlyVariant || words.at(-1) === 'latest' ? 'floating' : 'version';
}

/**
 * The version within which a floating tag changes, as written: `2.11.3` of `2.11.3-SNAPSHOT`, `2019` of `2019-latest`, `v2` of `stable-v2`.
 * `undefined` when it names none.
 */
export function floatingWithin(tag: string): string | undefined {
  const { distro } = readTag(tag);
  return tag
    .split('-')
    .find(
      (word, at) => /^v?\d+(?:\.\d+)*$/i.test(word) && !(distro && at >= distro.at && at < distro.at + distro.count),
    );
}

/** Words for how an image was built, not for the version of its software. */
const VARIANT_WORDS: ReadonlySet<string> = new Set(
  'slim alpine apache fpm cli zts jdk jre perl full minimal tiny debug nonroot management dind rootless enterprise community'.split(
    ' ',
  ),
);

/** Whether a word of a tag is a date, a build number, a version or a commit: `edge-20230901`, `nightly-1a2b3c4`, `jdk-21.0.2`. */
const isBuild = (word: string): boolean => /^(?:\d{4,}|v?\d+\.\d[\w.]*|(?=.*\d)[0-9a-f]{7,40})$/.test(word);
