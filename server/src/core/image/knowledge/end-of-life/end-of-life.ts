/** Finds images that no longer get security updates. */
import type { Day } from '../../../text/day.ts';
import type { ImageReference } from '../../reference.ts';
import { DISTRO_LABEL, endedRelease, replacedDistroTag } from '../distro/distro-releases.ts';
import { publicName } from '../publisher/names.ts';
import {
  DEBIAN_CODENAMES,
  type DistroName,
  readTag,
  type TagParts,
  UBUNTU_CODENAMES,
  versionLines,
} from '../tag/tags.ts';
import { LANGUAGE_LINES } from './end-of-life-languages.ts';
import type { EndOfLife, ReleaseLines } from './end-of-life-lines.ts';
import { RETIRED } from './end-of-life-retired.ts';
import { SERVICE_LINES } from './end-of-life-services.ts';
import { mavenEnd, openjdkEnd } from './openjdk.ts';

const LINES = new Map(
  [...LANGUAGE_LINES, ...SERVICE_LINES].flatMap((row) => row.images.map((name) => [name, row] as const)),
);

/** Images that contain only a distribution. */
const DISTRO_IMAGES: ReadonlyMap<string, DistroName> = new Map([
  ['debian', 'debian'],
  ['ubuntu', 'ubuntu'],
  ['alpine', 'alpine'],
  ['fedora', 'fedora'],
  ['amazonlinux', 'amazon'],
  ['public.ecr.aws/amazonlinux/amazonlinux', 'amazon'],
  ['oraclelinux', 'oracle'],
]);

/** Publishers whose tags name the distribution, besides the official images. */
const NAMES_DISTRO = /^(?:[^/]+$|(?:nvidia|bitnami|phusion|jenkins|mcr\.microsoft\.com\/dotnet)\/)/;

/**
 * The end of life of an image's release line, or of the distribution in its tag, if it came by `today`. Otherwise `undefined`, and
 * also when unknown. Tags without a version have an end only for images that are discontinued with all their tags.
 */
export function endOfLife(ref: ImageReference, today: Day): EndOfLife | undefined {
  const found = findEnd(ref, today);
  return found !== undefined && found.since <= today ? found : undefined;
}

function findEnd(ref: ImageReference, today: Day): EndOfLife | undefined {
  const name = publicName(ref);
  const tag = readTag(ref.tag);
  if (name === 'openjdk') return openjdkEnd(tag);
  return (
    (name === 'maven' ? mavenEnd(tag) : undefined) ??
    retiredEnd(name, ref) ??
    distroImageEnd(name, tag, today) ??
    lineEnd(name, tag, today) ??
    distroInTagEnd(name, tag, today) ??
    distroInNameEnd(name, ref, today)
  );
}

const since = (line: string, day: string, replacement: EndOfLife['replacement']): EndOfLife => ({
  line,
  since: day,
  ...(replacement === undefined ? {} : { replacement }),
  why: `${line} has had no security updates since ${day}`,
});

function retiredEnd(name: string, ref: ImageReference): EndOfLife | undefined {
  const row = RETIRED.find(({ image }) =>
    image.endsWith('/*') ? name.startsWith(image.slice(0, -1)) : image === name,
  );
  if (row === undefined) return undefined;
  const rest = row.image.endsWith('/*') ? name.slice(row.image.length - 1) : '';
  const tag = row.tag === 'same' ? ref.tag : row.tag;
  return {
    line: name,
    since: row.since,
    ...(row.to === undefined ? {} : { replacement: { image: row.to + rest, ...(tag === undefined ? {} : { tag }) } }),
    why: `${row.why} (${row.since})`,
  };
}

function distroImageEnd(name: string, tag: TagParts, today: Day): EndOfLife | undefined {
  const distro = DISTRO_IMAGES.get(name);
  if (distro === undefined) return undefined;
  const written = tag.distro?.name === distro ? tag.distro.release : tag.version;
  const ended = written === undefined ? undefined : endedRelease(distro, written, today);
  if (ended === undefined) return undefined;
  const replacement = replacedDistroTag(distro, tag);
  return since(
    `${DISTRO_LABEL[distro]} ${ended.release}`,
    ended.day,
    replacement === undefined ? undefined : { tag: replacement },
  );
}

function lineEnd(name: string, tag: TagParts, today: Day): EndOfLife | undefined {
  const row = LINES.get(name);
  if (row === undefined || tag.version === undefined) return undefined;
  const line = versionLines(tag.version).find((candidate) => Object.hasOwn(row.ended, candidate));
  if (line === undefined || row.ended[line]! > today) return undefined;
  const next = row.next === undefined ? undefined : withVariant(row, row.next, tag, today);
  return since(`${row.label} ${line}`, row.ended[line]!, next === undefined ? undefined : { tag: next });
}

function distroInTagEnd(name: string, tag: TagParts, today: Day): EndOfLife | undefined {
  if (tag.distro?.release === undefined || !NAMES_DISTRO.test(name)) return undefined;
  const ended = endedRelease(tag.distro.name, tag.distro.release, today);
  if (ended === undefined) return undefined;
  const row = LINES.get(name);
  const line =
    row === undefined || tag.version === undefined ? undefined : tag.version.split('.').slice(0, row.width).join('.');
  const next = row === undefined || line === undefined ? undefined : withVariant(row, line, tag, today);
  return since(
    `${DISTRO_LABEL[tag.distro.name]} ${ended.release}`,
    ended.day,
    next === undefined ? undefined : { tag: next },
  );
}

/** `line` with the tag's variant, but without the release of an ended or numbered distribution; `undefined` if there is no such tag. */
function withVariant(row: ReleaseLines, line: string, tag: TagParts, today: Day): string | undefined {
  const first = tag.words[0]?.replace(/^v/, '') ?? '';
  // `3.14rc1` and the like are not release lines.
  if (first !== tag.version) return undefined;
  const distro = tag.distro;
  const whole = variantOf(tag.words.slice(1));
  if (distro === undefined || distro.release === undefined) return joined(row, line, whole);
  const before = tag.words.slice(1, distro.at);
  const after = tag.words.slice(distro.at + distro.count);
  const isCodename = [...DEBIAN_CODENAMES.keys(), ...UBUNTU_CODENAMES.keys()].includes(tag.words[distro.at]!);
  const kept =
    isCodename && endedRelease(distro.name, distro.release, today) === undefined ? joined(row, line, whole) : undefined;
  if (kept !== undefined) return kept;
  return joined(row, line, variantOf([...before, ...(distro.name === 'alpine' ? ['alpine'] : []), ...after]));
}

const variantOf = (words: readonly string[]): string => words.join('-');

const joined = (row: ReleaseLines, line: string, variant: string): string | undefined =>
  variant === '' || (variant === 'slim' && !row.variants.includes('slim'))
    ? line
    : row.variants.includes(variant)
      ? `${line}-${variant}`
      : undefined;

/** The end of images that have the release in their name: `gcr.io/distroless/base-debian10`, `ubi7/ubi`. */
function distroInNameEnd(name: string, ref: ImageReference, today: Day): EndOfLife | undefined {
  const distroless = /^(gcr\.io\/distroless\/.+-debian)(\d+)$/.exec(name);
  if (distroless) {
    const ended = endedRelease('debian', distroless[2]!, today);
    const replacement = { image: `${distroless[1]}12`, ...(ref.tag === undefined ? {} : { tag: ref.tag }) };
    return ended === undefined ? undefined : since(`Debian ${ended.release}`, ended.day, replacement);
  }
  const ubi =
    /^((?:registry\.access\.redhat\.com|registry\.redhat\.io|redhat)\/)ubi(\d+)(\/ubi(?:-minimal|-init)?)?$/.exec(name);
  const ended = ubi ? endedRelease('ubi', ubi[2]!, today) : undefined;
  if (!ubi || ended === undefined) return undefined;
  return since(`${DISTRO_LABEL.ubi} ${ended.release}`, ended.day, { image: `${ubi[1]}ubi9${ubi[3] ?? ''}` });
}
