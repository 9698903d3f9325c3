/** Moves a secret from a ConfigMap to a Secret of the same name, and changes every reader. */

import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { KubernetesFileUnit, Unit } from '../../domain/unit.ts';
import type { Effect } from '../../rule/effect.ts';
import type { Change, Context, Fix } from '../../rule/rule.ts';
import { lineIndex } from '../../text/lines.ts';
import type { TextEdit } from '../../text/span.ts';
import { appendItem, deleteKey } from '../../yaml/edit/edit.ts';
import { type Found, lens } from '../../yaml/lens.ts';
import { textOf, type YamlEntry, type YamlUnit } from '../../yaml/node.ts';
import { isShared } from '../../yaml/walk.ts';
import { removes } from '../effect.ts';
import { otherPlaces } from './elsewhere.ts';
import { secretFixesFor } from './kubernetes.ts';

/**
 * No fix if some reader is unknown or cannot be changed: it mounts the ConfigMap as files, it is a template, another ConfigMap has the
 * name (an overlay's), or a folder was not read completely. `password`: the secret in the value.
 */
export function configMapFixes(
  ctx: Context,
  object: KubernetesObject,
  entry: YamlEntry,
  password: string,
  weak: boolean,
): Fix[] {
  const { unit, workspace } = ctx;
  const data = object.lens.get('data').map;
  const value = textOf(entry.value);
  if (unit.kind !== 'kubernetes' || !data || value === undefined || /[\r\n]/.test(value) || !workspace.complete)
    return [];
  if (unit.yaml.templated || object.partial || !object.nameKnown || !/^[\w.-]+$/.test(entry.key)) return [];
  // The password of a URL stands beside it as a key of its own, and would stay.
  if (password !== value && data.entries.some((other) => other !== entry && textOf(other.value) === password))
    return [];
  const removed = isShared(unit.yaml, data) ? [] : deleteKey(unit.yaml, data, entry.key, { prune: true });
  const readers = readersOf(ctx, unit, object);
  if (removed.length === 0 || !readers) return [];
  const others = readers.map((reader) => following(reader, object.name, entry.key));
  if (others.some((o) => o === undefined) || others.every((o) => o?.edits.length === 0)) return [];
  const changes = [...removed, ...others.flatMap((o) => (o && o.edits.length > 0 ? [o] : []))] satisfies Change[];
  const { name, namespace } = object;
  const stated = object.lens.get('metadata', 'namespace').text !== undefined;
  const secret = { name, namespace, stated, type: 'Opaque', keys: [entry.key], workload: name };
  const effect = [removes(object, 'data', entry.key), readersChange];
  const title = (by: string): string => `Move \`${entry.key}\` to ${by}`;
  const moved = { value, name: entry.key };
  const left = otherPlaces(ctx, moved, changes);
  // A URL of the ConfigMap with the same password has to move with it, and the fix moves one key.
  if (left.some((place) => place.path === unit.path && !place.unused && isIn(ctx, object, place.line))) return [];
  return secretFixesFor(ctx, { unit, object, secret, changes, effect, title, weak, moved, left });
}

/** Whether a line (1-based, of the file) lies in an object. */
function isIn({ workspace, unit }: Context, { span }: KubernetesObject, line: number): boolean {
  const text = workspace.text(unit.path);
  const at = lineIndex(text ?? unit.text).offset(line - 1, 0);
  const start = text === undefined ? 0 : unit.start;
  return at >= start + span.start && at < start + span.end;
}

/** Containers of any file get the key from a Secret. */
const readersChange: Effect = {
  either: [
    { at: ['**', 'container *', 'env', '*', 'valueFrom'], how: 'changed' },
    { at: ['**', 'container *', 'envFrom'], how: 'added' },
  ],
};

/** The units that read the ConfigMap, each once; `undefined` if one of them does not read it as a variable. */
function readersOf(ctx: Context, unit: KubernetesFileUnit, object: KubernetesObject): KubernetesFileUnit[] | undefined {
  const named = ctx.workspace.of('config-map', object.name);
  // Manifests without a namespace may be applied to the same one.
  const near = named.filter(
    ({ fact: { namespace } }) => !namespace || !object.namespace || namespace === object.namespace,
  );
  const uses = near.filter((u) => u.fact.use !== 'self');
  if (near.length - uses.length > 1 || uses.some((u) => u.fact.use === 'other')) return undefined;
  if (uses.some((u) => u.fact.namespace !== object.namespace)) return undefined;
  const isOwn = (u: Unit): boolean => u.path === unit.path && u.start === unit.start;
  const units = new Set(uses.map((u) => (isOwn(u.place.unit) ? unit : u.place.unit)));
  const kubernetes = [...units].filter((u) => u.kind === 'kubernetes');
  return kubernetes.length === units.size && kubernetes.every((u) => !u.yaml.templated) ? kubernetes : undefined;
}

/** Edits of a unit whose containers read the key; `undefined` if one of them cannot be edited. */
function following(
  unit: KubernetesFileUnit,
  name: string,
  key: string,
): { readonly unit: KubernetesFileUnit; readonly edits: readonly TextEdit[] } | undefined {
  const edits: TextEdit[] = [];
  const containers = unit.kubernetes.objects.flatMap((o) => o.workloads).flatMap((w) => w.containers);
  for (const container of containers) {
    const own = [
      ...keyReferences(unit.yaml, container.lens, name, key),
      ...wholeReferences(unit.yaml, container.lens, name),
    ];
    if (own.some((o) => o === undefined)) return undefined;
    for (const edit of own.flatMap((o) => o ?? []))
      if (!edits.some((e) => e.span.start === edit.span.start)) edits.push(edit);
  }
  return { unit, edits };
}

/** `configMapKeyRef` → `secretKeyRef`. */
function keyReferences(unit: YamlUnit, container: Found, name: string, key: string): (TextEdit[] | undefined)[] {
  const variables = container.get('env').items();
  return variables.flatMap((variable) => {
    const from = variable.get('valueFrom').map;
    const reference = from?.entries.find((e) => e.key === 'configMapKeyRef');
    const named = lens(reference?.value);
    if (!from || !reference || named.get('name').text !== name || named.get('key').text !== key) return [];
    if (isShared(unit, from) || reference.alias) return [undefined];
    const written = unit.text.slice(reference.keySpan.start, reference.keySpan.end);
    return [[{ span: reference.keySpan, text: written.replace('configMapKeyRef', 'secretKeyRef') }]];
  });
}

/** Adds a `secretRef` after the `configMapRef`, which must be the last source: if two sources have a key, the later wins. */
function wholeReferences(unit: YamlUnit, container: Found, name: string): (readonly TextEdit[] | undefined)[] {
  const list = container.get('envFrom');
  const sources = list.items();
  const found = sources.find((source) => source.get('configMapRef', 'name').text === name);
  if (!list.seq || !found) return [];
  if (sources.some((source) => source.get('secretRef', 'name').text === name)) return [];
  if (found.item !== list.seq.items.at(-1) || isShared(unit, list.seq)) return [undefined];
  const prefix = found.get('prefix').text;
  const added = appendItem(unit, list.seq, { ...(prefix === undefined ? {} : { prefix }), secretRef: { name } });
  return [added.length > 0 ? added : undefined];
}
