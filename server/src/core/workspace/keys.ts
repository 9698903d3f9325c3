/** Keys by which facts are found: a question about one key stays answered while facts with other keys change. */
import { interpolate } from '../compose/interpolate.ts';
import { type ImageReference, parseReference } from '../image/reference.ts';
import type { PolicyFacts } from '../kubernetes/kinds/network-policy.ts';
import { posix } from '../text/paths.ts';
import type { GivenArgument } from './facts/compose.ts';
import type { Fact } from './facts/facts.ts';
import type { ForeignPolicyFacts } from './facts/foreign-policy.ts';

/** Services and targets of Bake files that build the Dockerfile at a workspace path. */
export const builtFrom = (dockerfile: string): string => `dockerfile ${dockerfile}`;
/** Services whose build has this folder of the workspace as its context. */
export const builtIn = (context: string): string => `context ${context}`;
/** Services that build an image of this name, whatever its tag. */
export const builtAs = (image: ImageReference): string => `image ${image.familiar}`;
/** Services that build an image with this text, compared without tags: for names with variables. */
export const builtAsText = (image: string): string => `text ${image.replace(TAG, '')}`;
/** Dockerfiles that seem to build an image of this name: of a folder with the name (`web/Dockerfile`), or that end or begin with it (`Dockerfile.web`). */
export const namedLike = (image: string): string => `named ${image.toLowerCase()}`;
/** Dockerfiles that use an image whose name is this, or ends with it after a dash, and services that give it to their build as an argument. */
export const usingBase = (image: string): string => `base ${image.toLowerCase()}`;
/** Services that start an image, and build none, whose name is this or ends with it after a dash: `worker` for `acme/acme-worker`. */
export const startedAs = (name: string): string => `starts ${name.toLowerCase()}`;
const IN = 'in ';
/** Pods and policies of a namespace; `undefined`: of the namespace that is chosen when the manifests are applied. */
export const inNamespace = (namespace: string | undefined): string =>
  namespace === undefined ? ANY_NAMESPACE : `${IN}${namespace}`;
/** Whether a key is one from `inNamespace`. */
export const isOfNamespace = (key: string): boolean => key === ANY_NAMESPACE || key.startsWith(IN);
/** The namespace of a key from `inNamespace`. */
export const namespaceOf = (key: string): string | undefined =>
  key === ANY_NAMESPACE ? undefined : key.slice(IN.length);
/** Whether two namespaces may be the same: `undefined` is chosen when the manifests are applied. */
export const mayBeSame = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b;
/** Workloads whose pods run as an account. */
export const runningAs = (account: string | undefined): string => `runs as ${account || 'default'}`;
/** All workloads of a namespace, also those that policies do not select. `undefined` as in `inNamespace`. */
export const podsIn = (namespace: string | undefined): string => `pods of ${namespace ?? '*'}`;
/** The keys of the workloads that may belong to a namespace; `undefined`: no key, but all of them. */
export const podsNear = (namespace: string | undefined): readonly string[] | undefined =>
  namespace === undefined ? undefined : [podsIn(namespace), podsIn(undefined)];
/** Policies that may belong to any namespace. */
export const ANY_NAMESPACE = 'anywhere';

/** Bindings whose admission policy is not known. */
export const UNKNOWN_POLICY = 'not known';

/** Routes that are attached to a Gateway whose name is not known. */
export const UNKNOWN_GATEWAY = 'not known';

/** Services that load the environment file at a workspace path. */
export const loading = (file: string): string => `loads ${file}`;

/** Services that extend one of the Compose file at a workspace path. */
export const extending = (file: string): string => `extends ${file}`;

/** Services of this name in the Compose files of a folder. */
export const variantOf = (folder: string, service: string): string => `service ${service} in ${folder}`;

/** Compose files that include or extend the one at a workspace path. */
export const readBy = (file: string): string => `read ${file}`;

/** Compose files of a folder with this variable. */
export const reading = (folder: string, variable: string): string => `reads ${variable} in ${folder}`;

/** Policies, kustomizations and services of the files of a folder. */
export const inFolder = (folder: string): string => `folder ${folder}`;
/** Kustomizations that list a file or folder. */
export const listing = (part: string): string => `lists ${part}`;

const TAG = /:(?:\$\{[^{}]*\}|\$\w+|[\w.-]+)$/;

/** The reference of an image that a service builds; a variable as its tag is left out. One in front of a `/` is a registry's port. */
export function builtReference(image: string | undefined): ImageReference | undefined {
  if (image === undefined) return undefined;
  const { text } = interpolate(image);
  return parseReference(text ?? image.replace(/:\$[^/]*$/, ''));
}

/** The names of the images that arguments of a build name as its base: the last part, in lower case. */
const basesGiven = (given: readonly GivenArgument[]): string[] => [
  ...new Set(
    given.flatMap(({ name, value }) => {
      const image = /image|base|from|parent/i.test(name) ? builtReference(value)?.repository : undefined;
      return image === undefined ? [] : [posix.basename(image).toLowerCase()];
    }),
  ),
];

/** The keys of a fact from the file at `path`, each once. */
export function keysOf(fact: Fact, path: string): readonly string[] {
  switch (fact.kind) {
    case 'dockerfile':
      return [
        ...new Set([
          path,
          ...imageNamesOf(path).map(namedLike),
          ...fact.bases.flatMap(({ name }) => endings(name).map(usingBase)),
        ]),
      ];
    case 'service': {
      const folder = posix.dirname(path);
      const found = [
        ...[inFolder(folder), variantOf(folder, fact.name), ...new Set(fact.envFiles.map(loading))],
        ...(fact.extendsFile === undefined ? [] : [extending(fact.extendsFile)]),
      ];
      if (!fact.build) return [...found, ...startedNames(fact.image).map(startedAs)];
      const reference = builtReference(fact.image);
      return [
        ...found,
        builtFrom(fact.build.dockerfile),
        builtIn(fact.build.context),
        ...(reference ? [builtAs(reference)] : []),
        ...(fact.image === undefined ? [] : [builtAsText(fact.image)]),
        ...basesGiven(fact.build.given).map(usingBase),
      ];
    }
    case 'bake-target':
      return [builtFrom(fact.dockerfile)];
    case 'compose-variables':
      return fact.names.map((name) => reading(posix.dirname(path), name));
    case 'compose-reads':
      return fact.files.map(readBy);
    case 'workload': {
      const { partial, namespace, namespaceKnown, hostNetwork, type, serviceAccount } = fact;
      const always = [runningAs(serviceAccount), podsIn(namespace)];
      // Objects that were not read whole and pods in the host's network are outside every question about namespaces.
      const isOutside = partial || !namespaceKnown || hostNetwork || type === 'PodTemplate';
      return isOutside ? always : [...always, inNamespace(namespace)];
    }
    case 'made-pods':
      return [podsIn(fact.namespace)];
    case 'policy':
      return [policyKey(fact), inFolder(posix.dirname(path))];
    case 'foreign-policy':
      return [foreignKey(fact), inFolder(posix.dirname(path))];
    case 'kustomization':
      return [inFolder(fact.folder), ...fact.parts.map(listing)];
    case 'limit-range':
    case 'resource-quota':
      return [fact.namespaceKnown ? inNamespace(fact.namespace) : ANY_NAMESPACE];
    case 'secret-value':
      return [fact.hash];
    case 'role-binding':
      return fact.name === undefined ? [] : [fact.name];
    case 'ingress':
      return fact.hosts;
    case 'admission-policy-binding':
      return [fact.policy ?? UNKNOWN_POLICY];
    case 'gateway-route':
      return [fact.gateway ?? UNKNOWN_GATEWAY];
    case 'kubernetes-service':
    case 'made-service':
    case 'namespace':
    case 'secret':
    case 'config-map':
    case 'service-account':
    case 'role':
      return [fact.name];
    default:
      return [];
  }
}

/** `a-b-c`, `b-c`, `c`. */
const endings = (name: string): string[] => {
  const parts = name.split('-').slice(-8);
  return [name, ...parts.map((_, n) => parts.slice(n).join('-'))];
};

/** The endings of an image's last part. `redis` of Docker's own images is not built from a folder `redis`. */
export function startedNames(image: string | undefined): string[] {
  const name = builtReference(image)?.familiar ?? image?.replace(TAG, '') ?? '';
  const last = posix.basename(name);
  if (!/^[\w.-]+$/.test(last)) return [];
  return [...new Set(endings(last))].filter((one) => name.includes('/') || one !== last);
}

/** The names of the images that a Dockerfile seems to build, see `namedLike`. */
export function imageNamesOf(dockerfile: string): string[] {
  const [file = '', folder] = dockerfile.split('/').reverse();
  const [first = '', second] = file.split('.');
  const own = /^(?:docker|container)file$/i.test(first) ? second : first;
  return own === undefined ? (folder === undefined ? [] : [folder]) : [own];
}

const policyKey = ({ policy }: PolicyFacts): string =>
  policy.object.namespaceKnown ? inNamespace(policy.namespace) : ANY_NAMESPACE;

const foreignKey = ({ namespace }: ForeignPolicyFacts): string => inNamespace(namespace);
