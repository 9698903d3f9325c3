/** The Compose side of a build secret: grants it to the build, defines it at top level, and removes the argument. */

import { appendItem, deleteItem, deleteKey, setKey, type YamlInput } from '../../yaml/edit/edit.ts';
import { lens } from '../../yaml/lens.ts';
import { asMap, isNull, textOf } from '../../yaml/node.ts';
import { type EditStep, needed, ownEntry } from '../sequential-edits.ts';

/** A secret of a build. */
export interface BuildSecret {
  /** The id in the Dockerfile's mounts. */
  readonly id: string;
  /** Its name below the top-level `secrets`. */
  readonly source: string;
  /** The variable in the environment of `docker compose` that holds the secret. */
  readonly env: string;
}

/** Adds the secret to `build.secrets` of a service. A short `build: folder` is expanded first. */
export const granted =
  (service: string, { id, source }: BuildSecret): EditStep =>
  (unit) => {
    const found = ownEntry(unit, ['services', service, 'build']);
    const build = found?.entry.value;
    const item: YamlInput = source === id ? id : { source, target: id };
    if (build?.type === 'scalar') {
      if (build.templated || isNull(build)) return undefined;
      return needed(setKey(unit, found!.map, 'build', { context: build.text, secrets: [item] }));
    }
    if (build?.type !== 'map') return undefined;
    const list = ownEntry(unit, ['services', service, 'build', 'secrets'])?.entry.value;
    if (list === undefined && lens(build).get('secrets').node === undefined)
      return needed(setKey(unit, build, 'secrets', [item], { after: ['context', 'dockerfile', 'target', 'args'] }));
    if (list?.type !== 'seq') return undefined;
    const ids = lens(list)
      .items()
      .map((item) => item.text ?? item.get('target').text ?? item.get('source').text);
    return ids.includes(id) ? [] : needed(appendItem(unit, list, item));
  };

/** Removes an argument from `build.args`; possible only if it is written there directly. */
export const withoutArgument =
  (service: string, name: string): EditStep =>
  (unit) => {
    const args = ownEntry(unit, ['services', service, 'build', 'args'])?.entry.value;
    if (args?.type === 'map') return needed(deleteKey(unit, args, name, { prune: true }));
    if (args?.type !== 'seq') return undefined;
    const is = (written: string | undefined): boolean => written === name || written?.startsWith(`${name}=`) === true;
    const index = args.items.findIndex((item) => !item.alias && is(textOf(item.value)));
    return index < 0 ? undefined : needed(deleteItem(unit, args, index, { prune: true }));
  };

/** Defines the secret at top level, to be read from Compose's environment. */
export const defined =
  ({ source, env }: BuildSecret): EditStep =>
  (unit) => {
    const root = asMap(unit.root);
    if (!root) return undefined;
    const top = ownEntry(unit, ['secrets']);
    if (!top && lens(root).get('secrets').node) return undefined;
    const all = top?.entry.value;
    if (isNull(all)) return needed(setKey(unit, root, 'secrets', { [source]: { environment: env } }));
    if (all?.type !== 'map') return undefined;
    const there = lens(all).get(source);
    if (there.node) return there.get('environment').text === env ? [] : undefined;
    return needed(setKey(unit, all, source, { environment: env }));
  };
