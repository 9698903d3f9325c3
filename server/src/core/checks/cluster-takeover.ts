/** Whether the account of a pod can take over the cluster, through which binding and role. */
import type { Workload } from '../domain/kubernetes.ts';
import type { RoleFacts } from '../kubernetes/kinds/role.ts';
import type { RoleBindingFacts } from '../kubernetes/kinds/role-binding.ts';
import type { PowerName } from '../kubernetes/role-powers.ts';
import { deploymentsOf } from '../workspace/deployments.ts';
import type { Located, WorkspaceIndex } from '../workspace/index.ts';
import { mayBeSame } from '../workspace/keys.ts';

export interface Takeover {
  /** Completes "may …": `do anything in the whole cluster`. */
  readonly may: string;
  /** One request is enough. Else the account needs some more, such as a pod on another node. */
  readonly direct: boolean;
  readonly binding: Located<RoleBindingFacts>;
  /** `undefined` for the built-in role `cluster-admin`. */
  readonly role: Located<RoleFacts> | undefined;
}

/**
 * What, granted in the whole cluster, leads to every right. Source: Kubernetes documentation, "Role Based Access Control Good Practices", privilege
 * escalation risks, read 2026-11-29.
 */
const WAYS: readonly (readonly [PowerName, string, direct: boolean])[] = [
  ['escalateRoles', 'give itself any right', true],
  ['impersonate', 'act as any user', true],
  ['issueTokens', 'create tokens of any account', true],
  ['changeAdmitted', 'change every object that the cluster admits', false],
  ['reachNodes', 'run commands in all pods of every node', false],
  ['runInPods', 'run commands in every pod of the cluster', false],
  ['createPods', 'start pods as any account of the cluster', false],
  ['createWorkloads', 'start pods as any account of the cluster', false],
  ['changePods', 'run its own images in every pod of the cluster', false],
  ['readSecrets', 'read every Secret of the cluster', false],
];

/** The shortest way, as far as the files show; `path`: the file of the workload; `undefined` when there is none. */
export function clusterTakeover(
  { object, serviceAccountName: account }: Workload,
  path: string,
  index: WorkspaceIndex,
): Takeover | undefined {
  if (account.unknown) return undefined;
  const name = account.value || 'default';
  const found = index
    .of('role-binding', name)
    .filter((binding) => binding.fact.clusterWide && isFor(binding, { name, namespace: object.namespace, path }, index))
    .flatMap((binding) => takeoverBy(binding, index) ?? []);
  return found.find((way) => way.direct) ?? found[0];
}

interface Account {
  readonly name: string;
  readonly namespace: string | undefined;
  /** The file of the pods that run as it. */
  readonly path: string;
}

/** Every namespace has an account `default`, so one whose namespace is chosen later is that of the binding only if both are deployed together. */
function isFor({ fact, place }: Located<RoleBindingFacts>, account: Account, index: WorkspaceIndex): boolean {
  const { name, namespace, path } = account;
  if (fact.type !== 'ServiceAccount' || fact.name !== name || !mayBeSame(fact.namespace, namespace)) return false;
  const isSure = fact.namespace !== undefined && fact.namespace === namespace;
  return name !== 'default' || isSure || deploymentsOf(index).together(place.unit.path, path);
}

function takeoverBy(binding: Located<RoleBindingFacts>, index: WorkspaceIndex): Takeover | undefined {
  const { role: named } = binding.fact;
  if (named === 'ClusterRole cluster-admin')
    return { may: 'do anything in the whole cluster', direct: true, binding, role: undefined };
  const name = named?.startsWith('ClusterRole ') ? named.slice('ClusterRole '.length) : undefined;
  const role = name === undefined ? undefined : index.of('role', name).find(({ fact }) => fact.type === 'ClusterRole');
  if (!role) return undefined;
  if (role.fact.grantsAll) return { may: 'do anything in the whole cluster', direct: true, binding, role };
  const way = WAYS.find(([power]) => role.fact.powers.includes(power));
  return way && { may: way[1], direct: way[2], binding, role };
}
