/** Subjects that need more of the cluster than the role `edit` gives: another role would end their work. */
import type { RoleBindingObject } from '../kubernetes/kinds/role-binding.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { mayBeSame } from '../workspace/keys.ts';

type Subject = RoleBindingObject['subjects'][number];

/**
 * Programs that install others, with their roles and custom resources. Sources: Helm 2, "Securing your Helm Installation"
 * (Tiller); Flux, "Security" (`cluster-reconciler-flux-system`); Argo CD, "Security" (application controller); Velero, "Run in any namespace";
 * Crossplane, provider-helm and provider-kubernetes, README; Rancher, "Cluster agent".
 */
const INSTALLERS =
  /(?:^|[-:.])(?:tiller|helm|helmfile|flux|fluxcd|kustomize-controller|argocd|argo-cd|gitops|velero|crossplane|provider-(?:helm|kubernetes|terraform)|rancher|cattle|fleet|terraform|pulumi|spinnaker|jenkins|tekton|runner|github-actions|gitlab|ci|cd|cicd|deploy|deployer|deployment-bot|installer|bootstrap)(?:$|[-:.])/i;

/** Accounts whose tokens people log in with. Source: Kubernetes Dashboard, "Creating sample user". */
const LOGINS =
  /^(?:(?:k8s-|kubernetes-)?dashboard-admin(?:-user)?|admin(?:-user|istrator)?|(?:cluster|super)-?admin|root)$/i;

/** What a subject is that needs more than `edit`, as a clause: 'which installs other programs'. `undefined` for others. */
export function needOfCluster({ kind, name, namespace }: Subject, index: WorkspaceIndex): string | undefined {
  if (kind.value !== 'ServiceAccount' || name.value === undefined) return undefined;
  const users = index
    .of('workload')
    .filter(({ fact }) => fact.serviceAccount === name.value && mayBeSame(fact.namespace, namespace.value));
  if (users.some(({ fact }) => fact.controller)) return 'the account of a controller';
  if (INSTALLERS.test(name.value)) return 'which installs other programs';
  return users.length === 0 && LOGINS.test(name.value) ? 'a login for people' : undefined;
}
