/** Builds the object that provides a Secret to the cluster, without its values, for the configured source of Secrets. */
import type { SecretStore } from '../../secrets/settings.ts';
import type { TextEdit } from '../../text/span.ts';
import { REPLACE_ME } from '../../workspace/facts/secret.ts';
import { appendItem, setKey, type YamlInput } from '../../yaml/edit/edit.ts';
import type { InputMap } from '../../yaml/edit/plain.ts';
import { mapLines, styleOf } from '../../yaml/edit/print.ts';
import { lens } from '../../yaml/lens.ts';
import type { YamlMap, YamlUnit } from '../../yaml/node.ts';
import { isShared } from '../../yaml/walk.ts';

/** A Secret to create. */
export interface WantedSecret {
  readonly name: string;
  /** `undefined` if it is chosen when the manifests are applied. */
  readonly namespace: string | undefined;
  /** The manifest itself states the namespace; else a kustomization sets it. */
  readonly stated: boolean;
  readonly type: string;
  readonly keys: readonly string[];
  /** The workload that uses it: a part of its path in the store. */
  readonly workload: string;
  /** The value has several lines: a command takes it from a file. */
  readonly ofLines?: boolean;
  /** Parts of the existing Secret to keep. */
  readonly like?: { readonly labels: Texts; readonly annotations: Texts; readonly immutable: boolean };
}

type Texts = Readonly<Record<string, string>>;

/** Whether all names are valid in Kubernetes. An invalid name could change the meaning of a command or comment that contains it. */
export const isWellNamed = ({ name, namespace, type, keys }: WantedSecret): boolean =>
  [name, namespace ?? name].every((n) => /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(n)) &&
  [...keys, ...type.split('/')].every((k) => /^[\w.-]+$/.test(k));

/** The `kubectl` command that creates the Secret; `…` stands for the values, or for the files that hold them. */
export function createCommand({ name, namespace, type, keys, ofLines = false }: WantedSecret): string {
  const typed = type === 'Opaque' ? '' : ` --type=${type}`;
  const literals = keys.map((k) => `--from-${ofLines ? 'file' : 'literal'}=${k}=…`).join(' ');
  return `kubectl create secret generic ${name}${namespace === undefined ? '' : ` -n ${namespace}`}${typed} ${literals}`;
}

/** The `kubectl` command that sets a key of an existing Secret and keeps the others. */
export function patchCommand(secret: WantedSecret, key: string): string {
  const { name, namespace } = secret;
  const where = namespace === undefined ? name : `${name} -n ${namespace}`;
  if (secret.ofLines) {
    const object = createCommand({ ...secret, type: 'Opaque', keys: [key] });
    return `kubectl patch secret ${where} -p "$(${object} --dry-run=client -o json)"`;
  }
  return `kubectl patch secret ${where} -p '{"stringData":{"${key}":"…"}}'`;
}

/** The `kubectl` command that prints a SealedSecret with the values. */
export const sealCommand = (secret: WantedSecret): string =>
  `${createCommand(secret)} --dry-run=client -o yaml | kubeseal -o yaml`;

/** The place of a value in the store. Vault and AWS keep several values under one path; names in GCP and Azure are flat. */
export function remoteRef(
  provider: SecretStore['provider'],
  { namespace, workload }: WantedSecret,
  key: string,
): { readonly key: string; readonly property?: string } {
  const path = `${namespace ?? 'default'}/${workload}`;
  if (provider === 'vault' || provider === 'aws') return { key: path, property: key };
  // Key Vault allows letters, digits and hyphens, and Secret Manager allows these too.
  return { key: `${workload}-${key}`.toLowerCase().replace(/[^a-z0-9]+/g, '-') };
}

const dataOf = (store: SecretStore, secret: WantedSecret, key: string): YamlInput => ({
  secretKey: key,
  remoteRef: { ...remoteRef(store.provider, secret, key) },
});

/** Other fields of the Secret. With a template, operators copy none of them from their own object. */
function templateOf({ type, like }: WantedSecret): InputMap {
  const metadata = { ...nonEmpty('labels', like?.labels ?? {}), ...nonEmpty('annotations', like?.annotations ?? {}) };
  return { ...nonEmpty('metadata', metadata), ...(type === 'Opaque' ? {} : { type }) };
}

/** The key with its map; nothing if the map is empty. */
const nonEmpty = (key: string, map: InputMap): InputMap => (Object.keys(map).length > 0 ? { [key]: map } : {});

/** The object that provides the Secret, without its metadata. */
export function objectOf(
  store: SecretStore,
  secret: WantedSecret,
): { readonly apiVersion: string; readonly kind: string; readonly spec: YamlInput } {
  const { name, keys, like } = secret;
  const immutable: Record<string, YamlInput> = like?.immutable ? { immutable: true } : {};
  const made = templateOf(secret);
  if (store.manifests === 'sealed-secrets') {
    const encryptedData = Object.fromEntries(keys.map((k) => [k, '']));
    const spec = { encryptedData, ...nonEmpty('template', { ...made, ...immutable }) };
    return { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', spec };
  }
  const spec = {
    secretStoreRef: { name: store.name, kind: store.kind },
    target: { name, ...immutable, ...nonEmpty('template', made) },
    data: keys.map((k) => dataOf(store, secret, k)),
  };
  return { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', spec };
}

/** The comment above a SealedSecret without values. */
export const sealingComment = (secret: WantedSecret): string[] => [
  '# Generated by this command; commit only its `encryptedData`:',
  `# ${sealCommand(secret)}`,
];

/** Lines of the manifest for the object that provides the Secret, in the style of `unit`. */
export function secretLines(store: SecretStore, secret: WantedSecret, unit: YamlUnit): string[] {
  const { name, namespace, type, keys } = secret;
  const metadata: YamlInput = namespace !== undefined && secret.stated ? { name, namespace } : { name };
  const lines = (map: Record<string, YamlInput>): string[] => mapLines(map, styleOf(unit), 0);
  if (store.manifests !== 'kubernetes') {
    const { apiVersion, kind, spec } = objectOf(store, secret);
    const above = store.manifests === 'sealed-secrets' ? sealingComment(secret) : [];
    return [...above, ...lines({ apiVersion, kind, metadata, spec })];
  }
  // No keys: the manifest is applied again with each change of the workload, and a placeholder would overwrite the value in the
  // cluster.
  return [
    '# The values are not in this file, and applying it again keeps them. Set each value with:',
    ...keys.map((k) => `# ${patchCommand(secret, k)}`),
    ...lines({ apiVersion: 'v1', kind: 'Secret', metadata, type }),
  ];
}

/** The edit that adds a document after the one of `unit`, before blank lines at its end. */
export function documentBelow(unit: YamlUnit, lines: readonly string[]): TextEdit[] {
  const end = unit.text.trimEnd().length;
  return [{ span: { start: end, end }, text: ['', '---', ...lines].join(unit.eol) }];
}

/** Adds a key to an object that provides a Secret; empty if that would break the object. */
export function withKey(
  store: SecretStore,
  secret: WantedSecret,
  key: string,
  unit: YamlUnit,
  node: YamlMap,
): TextEdit[] {
  if (isShared(unit, node)) return [];
  const object = lens(node);
  const named = object.get('kind').text;
  if (named === 'ExternalSecret') {
    const data = object.get('spec', 'data').seq;
    return data ? appendItem(unit, data, dataOf(store, secret, key)) : [];
  }
  const { map } = named === 'SealedSecret' ? object.get('spec', 'encryptedData') : object.get('stringData');
  return map ? setKey(unit, map, key, named === 'SealedSecret' ? '' : REPLACE_ME) : [];
}
