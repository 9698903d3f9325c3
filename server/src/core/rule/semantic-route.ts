/**
 * The names that a fix's effect and the resolved model (`scripts/lib/resolved`) give to the parts of a file. A route is a list of such names,
 * from the file's path down: `['shop.yaml', 'Deployment shop/web', 'container app', 'securityContext', 'privileged']`.
 */
import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import type { Container } from '../domain/container.ts';
import type { KubernetesObject, Workload } from '../domain/kubernetes.ts';
import type { Lens } from '../yaml/lens.ts';

export type SemanticRoute = readonly string[];

/** `stage build`; `stage 0` without a name. */
export const stageName = (stage: Stage): string => `stage ${stage.name ?? stage.index}`;

/** `stage build / instructions / RUN 2`: the second RUN of its stage; the trigger of an ONBUILD below that instruction. */
export function instructionRoute(file: Dockerfile, instruction: Instruction): SemanticRoute {
  const { keyword } = instruction;
  const stage = file.stages[instruction.stage];
  if (!stage) return [`arg ${instruction.variables[0]?.name ?? ''}`];
  const around = stage.instructions.find((i) => i.onbuild === instruction);
  if (around) return [...instructionRoute(file, around), keyword];
  const same = stage.instructions.filter((i) => i.keyword === keyword);
  return [stageName(stage), 'instructions', `${keyword} ${same.indexOf(instruction) + 1}`];
}

/** `Deployment shop/web`, as written in the manifest: a kustomization may set another namespace. */
export function objectName(object: KubernetesObject): string {
  const namespace = object.lens.get('metadata', 'namespace').text;
  const { scalar } = object.lens.get('metadata', 'name');
  const name = scalar?.text ?? object.lens.get('metadata', 'generateName').text ?? '';
  return `${object.kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** `pod`; the second pod template of one object is `pod 2`. */
export function podName(workload: Workload): string {
  const nth = workload.object.workloads.indexOf(workload);
  return nth > 0 ? `pod ${nth + 1}` : 'pod';
}

/** `container app` of a pod; `service app` of a Compose file. */
export const containerName = (container: Container): string =>
  container.origin === 'compose' ? `service ${container.name}` : `container ${container.name}`;

/** The route of a container within its file. Containers of a second pod template stand below `pod 2`. */
export function containerRoute(container: Container): SemanticRoute {
  if (container.origin === 'compose') return [containerName(container)];
  const workload = container.owner;
  const pod = podName(workload);
  return [objectName(workload.object), ...(pod === 'pod' ? [] : [pod]), containerName(container)];
}

/**
 * The first of these fields that an item of a Kubernetes list has names it, as in a strategic merge. Source: `patchMergeKey` in the API types;
 * `key` and `path` for tolerations and projected files, which have none.
 */
const MERGE_KEYS = ['mountPath', 'devicePath', 'containerPort', 'name', 'port', 'topologyKey', 'ip', 'key', 'path'];

/** The name of an item of a Kubernetes list; `undefined` when no field names it. */
export function itemName(item: Lens): string | undefined {
  const key = MERGE_KEYS.find((k) => item.get(k).text !== undefined);
  const name = key && item.get(key).text;
  // A port of one number is another one for each protocol.
  const protocol = key?.toLowerCase().endsWith('port') ? item.get('protocol').text : undefined;
  return protocol === undefined || protocol === 'TCP' ? name : `${name}/${protocol}`;
}

/** The name of an item of `ports` of a Compose service: `80/tcp`. */
export const portName = (containerPort: string | undefined, protocol: string): string =>
  `${containerPort ?? ''}/${protocol}`.replace(/^\//, '');
