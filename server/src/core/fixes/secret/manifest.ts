/** Replaces a Secret manifest with values by an object from which the cluster gets them, with the same name and keys. */

import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Context, Fix } from '../../rule/rule.ts';
import { objectName } from '../../rule/semantic-route.ts';
import type { SecretStore } from '../../secrets/settings.ts';
import type { Span } from '../../text/span.ts';
import { deleteKey, setKey, setScalar, type YamlInput } from '../../yaml/edit/edit.ts';
import type { YamlMap, YamlUnit } from '../../yaml/node.ts';
import { adds, removes } from '../effect.ts';
import { type EditStep, needed, ownEntry, sequentialEdits } from '../sequential-edits.ts';
import { extractSecretFix } from './dotenv-and-gitignore.ts';
import { isWellNamed, objectOf, remoteRef, sealingComment, type WantedSecret } from './store.ts';

/**
 * No fix for plain Secrets: applying a manifest without values would remove them from the cluster. No fix for patches, templates, JSON
 * and items of a list either.
 */
export function manifestFixes(ctx: Context, object: KubernetesObject): Fix[] {
  const { store } = ctx.settings.secrets;
  const { unit } = ctx;
  if (store.manifests === 'kubernetes' || unit.kind !== 'kubernetes' || unit.yaml.root !== object.node) return [];
  const { yaml } = unit;
  if (yaml.json || yaml.templated || object.partial || !object.nameKnown || object.node.merges.length > 0) return [];
  const maps = ['data', 'stringData'].flatMap((field) => object.lens.get(field).map ?? []);
  const keys = [...new Set(maps.flatMap((m) => m.entries.map((e) => e.key)))];
  // `kubectl apply` stores a copy of the values in this annotation.
  const copied = object.lens.get('metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration');
  if (keys.length === 0 || copied.at || maps.some((m) => m.merges.length > 0)) return [];
  const stated = object.lens.get('metadata', 'namespace').text !== undefined;
  const { name, namespace } = object;
  const type = object.lens.get('type').text ?? 'Opaque';
  const labels = textsOf(object, 'labels');
  const annotations = textsOf(object, 'annotations');
  if (!labels || !annotations) return [];
  const like = { labels, annotations, immutable: object.lens.get('immutable').text === 'true' };
  const secret: WantedSecret = { name, namespace, stated, type, keys, workload: name, like };
  if (!isWellNamed(secret)) return [];
  const edits = sequentialEdits(yaml, stepsFor(store, secret), valueSpans(object.node));
  if (!edits || edits.length === 0) return [];
  const title =
    store.manifests === 'external-secrets'
      ? `Let External Secrets fill it from \`${remoteRef(store.provider, secret, keys[0]!).key}\`, once its values are there`
      : 'Make it a SealedSecret, which `kubeseal` fills';
  const kind = store.manifests === 'external-secrets' ? 'ExternalSecret' : 'SealedSecret';
  const named = objectName(object).replace(/^\S+/, kind);
  return [extractSecretFix(title, () => edits, [removes(object), adds([named])])];
}

/** Labels or annotations of the object; `undefined` if one of them is not a string. */
function textsOf(object: KubernetesObject, field: string): Record<string, string> | undefined {
  const entries = object.lens.get('metadata', field).entries();
  const all = entries.map((e) => [e.key, e.text] as const);
  return all.some(([, value]) => value === undefined)
    ? undefined
    : Object.fromEntries(all.map(([k, v]) => [k, v ?? '']));
}

/** The spans of the values. Comments inside them describe the values, and are removed with them. */
const valueSpans = ({ entries }: YamlMap): Span[] =>
  entries.filter((e) => e.key === 'data' || e.key === 'stringData').map((e) => e.span);

function stepsFor(store: SecretStore, secret: WantedSecret): EditStep[] {
  const { apiVersion, kind, spec } = objectOf(store, secret);
  const steps: EditStep[] = [scalar('apiVersion', apiVersion), scalar('kind', kind)];
  for (const key of ['data', 'stringData', 'type', 'immutable']) steps.push(without(key));
  steps.push(onRoot((unit, root) => needed(setKey(unit, root, 'spec', spec, { after: ['metadata'] }))));
  if (store.manifests === 'sealed-secrets') steps.push(commented(sealingComment(secret)));
  return steps;
}

const onRoot =
  (step: (unit: YamlUnit, root: YamlMap) => ReturnType<EditStep>): EditStep =>
  (unit) =>
    unit.root?.type === 'map' ? step(unit, unit.root) : undefined;

const scalar =
  (key: string, value: YamlInput): EditStep =>
  (unit) => {
    const node = ownEntry(unit, [key])?.entry.value;
    return node?.type === 'scalar' && typeof value === 'string' ? needed(setScalar(unit, node, value)) : undefined;
  };

const without = (key: string): EditStep =>
  onRoot((unit, root) => (root.entries.some((e) => e.key === key) ? needed(deleteKey(unit, root, key)) : []));

const commented = (lines: readonly string[]): EditStep =>
  onRoot((unit, root) => {
    const start = unit.text.lastIndexOf('\n', root.span.start - 1) + 1;
    return [{ span: { start, end: start }, text: lines.map((l) => l + unit.eol).join('') }];
  });
