/** The tags that an image has: from the list of official images, or from our additions. */
import { type OfficialImage, officialImage } from '../data/official.ts';
import { type Product, productById, productsOf } from '../data/products.ts';
import { unpackTags } from '../data/tag-sets.ts';
import { ADDED_TAGS, type AddedTags, RELEASE_IMAGES } from './additions.ts';
import { compareVersions } from './tags.ts';

/** Tags of an image; the fields are those of an official image. */
export type ListedTags = Pick<OfficialImage, 'tags' | 'newest' | 'versions' | 'unversioned' | 'ended' | 'notice'>;

const ADDED = new Map(ADDED_TAGS.flatMap((entry) => entry.images.map((image) => [image, entry] as const)));
const RELEASES = new Map(RELEASE_IMAGES.map(({ image, products }) => [image, products]));

const READ = new Map<AddedTags, ListedTags>();

/** The tags of an image, by its familiar name; `undefined` when unknown. */
export function listedTags(image: string): ListedTags | undefined {
  const added = ADDED.get(image);
  if (!added) return officialImage(image);
  const tags = READ.get(added) ?? addedTags(added, releasesOf(image));
  READ.set(added, tags);
  return tags;
}

/** The products whose releases the tags of an image name. */
export const releasesOf = (image: string): readonly Product[] =>
  RELEASES.get(image)?.map((id) => productById(id)!) ?? productsOf(image);

function addedTags(added: AddedTags, products: readonly Product[]): ListedTags {
  const cycles = products.flatMap((product) => product.cycles.filter(({ latest }) => latest !== undefined));
  const versions =
    'tags' in added
      ? unpackTags(added.tags).flatMap((tag) => /^v?(\d+(?:\.\d+)*)$/.exec(tag)?.[1] ?? [])
      : cycles.map(({ latest }) => latest!);
  const tags =
    'tags' in added
      ? unpackTags(added.tags)
      : cycles.flatMap((cycle) => {
          const version = cycle.latest!;
          const tag = added.form
            .replace('{version}', version)
            .replace('{line}', cycle.name)
            .replace('{minor}', version.split('.').slice(0, 2).join('.'));
          return [tag, ...split(added.variants).map((variant) => `${tag}-${variant}`)];
        });
  return {
    tags: new Set(['latest', ...tags, ...('names' in added ? split(added.names) : [])]),
    newest: versions.sort(compareVersions).at(-1),
    versions: new Map(),
    unversioned: new Set(),
    ended: new Map(),
  };
}

const split = (words: string | undefined): string[] => words?.split(' ') ?? [];
