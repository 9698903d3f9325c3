/**
 * Lets services start without an environment file. Source: Compose file reference, `env_file`, `required`: Docker Compose 2.24.0 or later.
 */
import { mayWrite } from '../../platform/platform.ts';
import { type Effect, inFile } from '../../rule/effect.ts';
import type { Change } from '../../rule/rule.ts';
import { posix } from '../../text/paths.ts';
import type { TextEdit } from '../../text/span.ts';
import { setKey, type YamlInput } from '../../yaml/edit/edit.ts';
import type { Found, Lens } from '../../yaml/lens.ts';
import { isShared } from '../../yaml/walk.ts';
import { sets } from '../effect.ts';
import type { Reader } from './env-readers.ts';

/** Adds `required: false` where the services name the file at a workspace path; `undefined` if one of them cannot be edited. */
export function optionalIn(readers: readonly Reader[], file: string): Change[] | undefined {
  const byUnit = new Map<Reader['unit'], TextEdit[]>();
  for (const reader of readers) {
    const edits = optional(reader, file);
    if (edits.length === 0) return undefined;
    const all = byUnit.get(reader.unit) ?? [];
    all.push(...edits);
    byUnit.set(reader.unit, all);
  }
  return [...byUnit].map(([unit, edits]) => ({ unit, edits }));
}

/** What `optionalIn` changes. */
export const optionalEffects = (readers: readonly Reader[]): Effect[] =>
  readers.flatMap(({ unit, service }) => inFile(unit.path, [sets(service.container, 'env_file')]));

function optional({ unit, service: { container } }: Reader, file: string): TextEdit[] {
  const files = container.lens.get('env_file');
  const { yaml } = unit;
  if (!mayWrite(container.platform, 'dotEnv') || isShared(yaml, container.node)) return [];
  const isMeant = (path: string | undefined): boolean =>
    path !== undefined && posix.join(posix.dirname(unit.path), path) === file;
  if (files.scalar)
    return isMeant(files.text) ? setKey(yaml, container.node, 'env_file', [withoutNeed(files.text!)]) : [];
  const { seq, node, via } = files;
  // The list is written anew, so a comment within it would be lost.
  if (!seq || !node || via || isShared(yaml, seq) || unit.text.slice(node.span.start, node.span.end).includes('#'))
    return [];
  const items = files.items();
  const named = items.filter((item) => isMeant(pathOf(item)));
  if (named.every((item) => item.map)) return named.flatMap((item) => setKey(yaml, item.map!, 'required', false));
  if (!items.every((item) => item.scalar)) return [];
  const list = items.map((item): YamlInput => (isMeant(item.text) ? withoutNeed(item.text!) : (item.text ?? '')));
  return setKey(yaml, container.node, 'env_file', list);
}

const withoutNeed = (path: string): YamlInput => ({ path, required: false });

const pathOf = (item: Found | Lens): string | undefined => item.text ?? item.get('path').text;
