/**
 * The lists of the Kubernetes API that a strategic merge patch merges, and the fields by which it knows an item. All other lists are replaced.
 * Source: the OpenAPI description of Kubernetes, `x-kubernetes-patch-strategy`, `x-kubernetes-patch-merge-key`, `x-kubernetes-list-map-keys`.
 */

/** The keys of a list by its own key, then by the keys around it, the nearest first. An empty list of keys: the items are texts. */
const LISTS: readonly (readonly [path: string, keys: readonly string[], below?: RegExp])[] = [
  ['containers', ['name'], /(?:^|\/)spec$/],
  ['initContainers', ['name'], /(?:^|\/)spec$/],
  ['ephemeralContainers', ['name'], /(?:^|\/)spec$/],
  ['volumes', ['name'], /(?:^|\/)spec$/],
  ['imagePullSecrets', ['name'], /(?:^|\/)spec$/],
  ['hostAliases', ['ip'], /(?:^|\/)spec$/],
  ['resourceClaims', ['name'], /(?:^|\/)spec$/],
  ['schedulingGates', ['name'], /(?:^|\/)spec$/],
  ['topologySpreadConstraints', ['topologyKey', 'whenUnsatisfiable'], /(?:^|\/)spec$/],
  ['env', ['name'], /ontainers$/],
  ['ports', ['containerPort', 'protocol'], /ontainers$/],
  ['volumeMounts', ['mountPath'], /ontainers$/],
  ['volumeDevices', ['devicePath'], /ontainers$/],
  ['conditions', ['type'], /^status$/],
  ['finalizers', [], /(?:^|\/)metadata$/],
  ['ownerReferences', ['uid'], /(?:^|\/)metadata$/],
];

const BY_KIND: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Service: { 'spec/ports': ['port', 'protocol'] },
  ServiceAccount: { secrets: ['name'] },
  MutatingWebhookConfiguration: { webhooks: ['name'] },
  ValidatingWebhookConfiguration: { webhooks: ['name'] },
};

/**
 * The fields by which items of a list are merged; `undefined` for a list that is replaced.
 * @param path the keys from the root to the list
 */
export function mergeKeys(kind: string, path: readonly string[]): readonly string[] | undefined {
  const whole = path.join('/');
  const own = BY_KIND[kind]?.[whole];
  if (own) return own;
  const key = path.at(-1);
  const around = path.slice(0, -1).join('/');
  return LISTS.find(([name, , below]) => name === key && (below?.test(around) ?? true))?.[1];
}

/** Versions of groups whose types Kustomize knows; it replaces the lists of all others. */
const KNOWN_VERSION: Readonly<Record<string, RegExp>> = {
  '': /^v1$/,
  apps: /^v1$/,
  batch: /^v1(?:beta1)?$/,
  autoscaling: /^v/,
  policy: /^v1/,
  extensions: /^v1beta1$/,
};

export const hasSchema = (group: string, version: string): boolean =>
  KNOWN_VERSION[group]?.test(version) ?? /^[a-z]+(?:\.authorization)?\.k8s\.io$/.test(group);
