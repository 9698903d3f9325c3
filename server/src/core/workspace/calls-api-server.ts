/** Whether pods call the API server, as far as the workspace shows. */

import { declaredEgress } from './declared-egress.ts';
import type { WorkloadFacts } from './facts/workload.ts';
import type { WorkspaceIndex } from './index.ts';

/**
 * The reason why pods call the API server: a role is bound to their ServiceAccount, they name its Service, or they are a controller that gets a token. `undefined`
 * when there is none. A group that every account belongs to is no reason.
 */
export function whyCallsApiServer(workload: WorkloadFacts, index: WorkspaceIndex): string | undefined {
  const account = workload.serviceAccount ?? 'default';
  const { namespace } = workload;
  const isOwn = (other: string | undefined): boolean =>
    other === undefined || namespace === undefined || other === namespace;
  const isBound = index.of('role-binding').some(({ fact }) => {
    if (fact.type === 'ServiceAccount') return fact.name === account && isOwn(fact.namespace);
    if (fact.type !== 'Group' && fact.type !== 'User') return false;
    return namespace === undefined
      ? fact.name?.startsWith('system:serviceaccounts:') === true
      : fact.name === `system:serviceaccounts:${namespace}` ||
          fact.name === `system:serviceaccount:${namespace}:${account}`;
  });
  if (isBound) return `a role is bound to ServiceAccount ${account}`;
  if (declaredEgress(workload, index).callsApiServer) return 'they name its Service, kubernetes.default';
  const inherited = index
    .of('service-account', account)
    .find(({ fact }) => isOwn(fact.namespace) && fact.automount === false);
  const token = workload.automount ?? inherited === undefined;
  return workload.controller && token ? `they get the token of ServiceAccount ${account}` : undefined;
}
