/** Places beside an image that repeat its version: labels, variables, arguments. */
import type { ImageUse } from '../domain/image-use.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';
import { lineIndex } from '../text/lines.ts';
import type { YamlMap } from '../yaml/node.ts';
import { walk } from '../yaml/walk.ts';

const NAMES_VERSION = /version|tag$/i;

/** At most so many places are named. */
const MOST = 3;

/** A note on the places that repeat the tag of the old reference, if `next` has another one. */
export function repeatedVersionNotes(use: ImageUse, ctx: Context, next: ImageReference): string[] {
  const tag = use.reference?.tag;
  if (tag === undefined || tag === next.tag || !/\d\.\d/.test(tag)) return [];
  const places = use.container ? inObject(use, tag) : inDockerfile(use, ctx, tag);
  const shown = [...new Set(places)].slice(0, MOST).map((place) => `\`${place}\``);
  if (shown.length === 0) return [];
  return [`Change ${shown.join(' and ')} too: the old version is there once more`];
}

/** The same version, with or without a `v`, and without the variant: `2.1.2` for `v2.1.2-alpine`. */
function repeats(value: string, tag: string): boolean {
  const bare = (text: string): string => text.replace(/^v(?=\d)/, '');
  return value !== '' && (bare(value) === bare(tag) || bare(value) === bare(tag).split('-')[0]);
}

function inObject({ container }: ImageUse, tag: string): string[] {
  const root: YamlMap = container!.origin === 'kubernetes' ? container!.owner.object.node : container!.owner.node;
  const found = container!.env.flatMap(({ name, value = '' }) =>
    NAMES_VERSION.test(name) && repeats(value, tag) ? [`${name}=${value}`] : [],
  );
  walk(root, (node) => {
    if (node.type !== 'map') return;
    for (const { key, value } of node.entries)
      if (value?.type === 'scalar' && NAMES_VERSION.test(key) && key !== 'apiVersion' && repeats(value.text, tag))
        found.push(`${key}: ${value.text}`);
  });
  return found;
}

function inDockerfile({ at, raw }: ImageUse, { unit }: Context, tag: string): string[] {
  if (unit.kind !== 'dockerfile') return [];
  const lines = lineIndex(unit.text);
  const from = lines.position(at.start).line;
  return unit.dockerfile.instructions.flatMap(({ variables, labels, span }) => {
    const line = lines.position(span.start).line;
    const values = [
      ...variables.map(({ name, resolved }) => ({ name, value: resolved.text ?? '' })),
      ...labels.map(({ name, value }) => ({ name, value })),
    ];
    return values.flatMap(({ name, value }) =>
      // What the reference reads changes with it.
      line !== from && !raw.includes(name) && NAMES_VERSION.test(name) && repeats(value, tag)
        ? [`${name} (line ${line + 1})`]
        : [],
    );
  });
}
