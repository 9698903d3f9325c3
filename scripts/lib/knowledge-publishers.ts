/** The table of publishers' namespaces, from all three files. */
import { COMMUNITY_REGISTRIES, namespaceOf } from '../../server/src/core/image/knowledge/publisher/registries.ts';
import type { OfficialData } from './knowledge-official.ts';
import type { ProductData } from './knowledge-products.ts';
import { HEAD, quoted, sourceLine } from './knowledge-table.ts';
import type { UserData } from './knowledge-users.ts';

/** Namespaces with an image of a product in the data that are not the product's own: an image there says nothing about their others. */
const NOT_THE_PROJECTS: ReadonlyMap<string, string> = new Map([
  ['docker.io/bbriggs', 'one person’s build of UnrealIRCd, which publishes no image'],
  ['docker.io/fehrenbacher', 'one person’s build of Concrete CMS'],
  ['docker.io/networkboot', 'a build of ISC’s dhcpd by others'],
  ['docker.io/rapidfort', 'copies of other projects’ images with parts taken out'],
  ['ghcr.io/cdalvaro', 'one person’s build of Salt'],
]);

/** The letters of the kinds of source: see publishers.ts. */
type Letter = 'p' | 'd' | 'n';

export function publisherTable(products: ProductData, official: OfficialData, users: UserData): string {
  const found = new Map<string, Map<string, Set<Letter>>>(COMMUNITY_REGISTRIES.map((name) => [name, new Map()]));
  const add = (letter: Letter, images: readonly string[]): void => {
    for (const image of images) {
      const [registry, namespace] = namespaceOf(image) ?? [];
      if (registry === undefined || namespace === undefined || NOT_THE_PROJECTS.has(`${registry}/${namespace}`))
        continue;
      const namespaces = found.get(registry)!;
      namespaces.set(namespace, (namespaces.get(namespace) ?? new Set()).add(letter));
    }
  };
  // What is `mapped` to a product is a statement of ours, and no source.
  for (const { images } of Object.values(products.products)) add('p', images ?? []);
  add('d', Object.keys(users.others));
  for (const { notice } of Object.values(official.images)) add('n', notice?.to ?? []);
  return [
    HEAD,
    ...[products.source, ...official.source].map(sourceLine),
    '// Source: the Dockerfiles of the repositories that image-users.generated.ts names',
    '',
    '/** Namespaces by registry, with the kinds of their sources: see publishers.ts. */',
    'export const PUBLISHERS = {',
    ...[...found].flatMap(([registry, namespaces]) => [
      `  ${quoted(registry)}: [`,
      ...[...namespaces]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([namespace, letters]) => `    ${quoted(`${namespace}:${[...letters].join('')}`)},`),
      '  ],',
    ]),
    '} as const;',
    '',
  ].join('\n');
}
