import { isForProduction } from '../../checks/production.ts';
import { objectName } from '../../checks/shown-name.ts';
import { isInTests } from '../../files/folder-names.ts';
import { draftFixes } from '../../fixes/network-policies.ts';
import { togetherIn } from '../../fixes/network-policy-drafts.ts';
import { rule, type WorkspaceFinding } from '../../rule/rule.ts';
import type { IsolatedWorkload } from '../../workspace/isolation.ts';

export default rule(
  {
    id: 'network/missing-network-policy',
    title: 'Pods without NetworkPolicy',
    why: 'A pod that no NetworkPolicy selects accepts connections from every pod of the cluster and can connect to any address. An attacker in the least important container then reaches the database, the cloud’s metadata service and the internet. A policy that denies by default leaves only the connections that the application needs.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'networkPolicy',
    since: '0.1.0',
    mutedBy: 'hostNetwork',
    tags: ['kubernetes', 'cross-file', 'isolation'],
    refs: {
      cisKubernetes: ['5.3.2'],
      nsa: ['Network policies'],
      nist800190: ['4.3.3'],
      checkov: ['CKV2_K8S_6'],
      kics: ['~0401f71b-9c1e-4821-ab15-a955caa621be'],
      'kube-linter': ['non-isolated-pod'],
      'kube-score': ['~pod-networkpolicy', '~networkpolicy-targets-pod'],
      polaris: ['~missingNetworkPolicy'],
      kubescape: ['C-0260', 'ensure_network_policy_configured_in_labels', '~C-0030', '~ingress-and-egress-blocked'],
      kyverno: ['require-network-policy'],
    },
  },
  {
    *workspace(space, ctx) {
      const index = ctx.workspace;
      if (!index.complete) return;
      // A workload that would be found is asked about, and no other: a comment that ignores it is then in use.
      const reportable = (w: IsolatedWorkload): boolean => ctx.wouldReport(w.workload);
      const unselected = space.workloads.filter((w) => w.ingress === 'no' && w.egress === 'no').filter(reportable);
      for (const { all, drafts } of togetherIn(space.namespace, unselected, index)) {
        const first = all[0]!;
        const use = space.usesPolicies(all.map((w) => w.workload));
        yield {
          ...locate(space.namespace, all, first),
          // A fix of the others must not rename this finding.
          ...(drafts === 'no own labels' && { route: `Namespace//${space.namespace ?? ''}/left-out` }),
          // A deployment without any policy may have its policies elsewhere, or may not want any: of 22 such findings in public repositories,
          // read until 2026-11-30, a maintainer would have acted on one.
          ...(!all.some((w) => !isLeft(w) && (use === 'deployment' || isOfProduction(w))) && {
            profile: 'strict' as const,
          }),
          severity: use === 'none' ? 'info' : 'warning',
          message: `No NetworkPolicy selects ${listed(all, 'or')}${space.namespace ? ` in namespace \`${space.namespace}\`` : ''}${drafts === 'no own labels' && all.every(hasKnownLabels) ? ', and no label sets these pods apart' : ''}`,
          // A test reads all files of its folder, and compares them with what it expects.
          fixes: () =>
            typeof drafts === 'string' || drafts.every(({ path }) => isInTests(path))
              ? []
              : draftFixes(index, space.namespace, drafts),
        };
      }
      if (index.has('foreign-policy')) return;
      const uncertain = space.workloads.filter((w) => w.ingress === 'maybe' && w.egress !== 'yes').filter(reportable);
      const [firstUncertain] = uncertain;
      if (firstUncertain)
        yield {
          ...locate(space.namespace, uncertain, firstUncertain),
          severity: 'hint',
          profile: 'audit',
          confidence: 'low',
          message: `A NetworkPolicy may select ${listed(uncertain, 'and')}, depending on the namespace it is applied to`,
        };
    },
  },
);

const hasKnownLabels = ({ workload: { fact } }: IsolatedWorkload): boolean => fact.labelsKnown;

const isOfProduction = ({ workload: { fact, place } }: IsolatedWorkload): boolean =>
  isForProduction(place.unit.path) && fact.ports.length > 0;

/** Whether nobody would write a policy for it: no cluster takes it, or it is a controller as Kubebuilder and Operator SDK write it, of which nothing but metrics is called. */
const isLeft = ({ workload: { fact, place } }: IsolatedWorkload): boolean =>
  fact.outdated || (fact.controller && SCAFFOLD.test(place.unit.path));

/** Source: Kubebuilder book, "Project layout". */
const SCAFFOLD = /(?:^|\/)config\/(?:manager|default)\/[^/]+$/;

/** The place of a finding: the first workload, with the others as related places. */
function locate(
  namespace: string | undefined,
  all: readonly IsolatedWorkload[],
  { workload }: IsolatedWorkload,
): Pick<WorkspaceFinding, 'place' | 'whole' | 'route' | 'related'> {
  const related = all.slice(1).map((w) => ({
    place: w.workload.place,
    message: `${nameOf(w)} is affected too`,
    affected: true as const,
  }));
  return { place: workload.place, whole: workload.whole, route: `Namespace//${namespace ?? ''}`, related };
}

const nameOf = ({ workload: { fact } }: IsolatedWorkload): string => objectName({ name: fact.name, kind: fact.type });

/** Lists each name once, since variants of a workload share it. Of more than three names, two and a count are shown. */
function listed(all: readonly IsolatedWorkload[], joint: 'and' | 'or'): string {
  const named = all.filter((w) => w.workload.fact.name !== '');
  const names = [...new Set((named.length > 0 ? named : all).map(nameOf))];
  const shown = names.slice(0, names.length > 3 ? 2 : 3);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} ${joint} ${rest} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} ${joint} ${shown.at(-1)}` : (shown[0] ?? '');
}
