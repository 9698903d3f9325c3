import { propagatesMounts } from '../../checks/mount-propagation.ts';
import { ObjectName } from '../../checks/shown-name.ts';
import type { PodContainer } from '../../domain/kubernetes.ts';
import { booleanOf } from '../../kubernetes/scalar.ts';
import { type Finding, rule } from '../../rule/rule.ts';
import type { Span } from '../../text/span.ts';

/** Source: `validateSecurityContext` and `validateHostUsers` of Kubernetes' `pkg/apis/core/validation`, and `verifyRunAsNonRoot` of the kubelet. */
function* inContainer(container: PodContainer): Iterable<Finding> {
  const { allowPrivilegeEscalation, privileged, capAdd, runAsNonRoot, user } = container;
  const name = `\`${container.name}\``;
  const escalation = allowPrivilegeEscalation.value === false ? allowPrivilegeEscalation.at : undefined;
  if (escalation && privileged.value === true)
    yield refused(escalation, name, '`allowPrivilegeEscalation: false`', '`privileged: true`');
  // The API server compares the text: it lets `SYS_ADMIN` pass.
  if (escalation && capAdd.some(({ raw }) => raw === 'CAP_SYS_ADMIN'))
    yield refused(escalation, name, '`allowPrivilegeEscalation: false`', '`CAP_SYS_ADMIN`');
  if (runAsNonRoot.value === true && user.value === '0' && user.at)
    yield refused(user.at, name, '`runAsUser: 0`', '`runAsNonRoot: true`');
  if (propagatesMounts(container) && privileged.value !== true && !privileged.unknown && !container.partial)
    yield refused(container.nameSpan, name, '`mountPropagation: Bidirectional`', 'a container that is not privileged');
}

const refused = (at: Span, name: string, one: string, other: string): Finding => ({
  at,
  message: `${name} does not start: ${one} contradicts ${other}`,
});

export default rule(
  {
    id: 'privilege/contradicting-settings',
    title: 'Settings that the cluster refuses together',
    why: 'The API server refuses the pod, or the kubelet never starts it, because one setting contradicts another. Whoever is in a hurry removes the one that protects, and the program then runs with all rights.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: { cwe: ['CWE-693'], 'kube-linter': ['~run-as-non-root'] },
  },
  {
    *container(container) {
      if (container.origin === 'kubernetes') yield* inContainer(container);
    },
    *workload({ hostUsers, hostPID, hostIPC, pod, object }) {
      const name = ObjectName(object);
      const own = hostUsers.value === false ? hostUsers.at : undefined;
      for (const [key, host] of Object.entries({ hostPID, hostIPC }))
        if (own && host.value === true) yield refused(own, name, '`hostUsers: false`', `\`${key}: true\``);
      const shared = pod.get('shareProcessNamespace');
      if (hostPID.value === true && shared.at && booleanOf(shared) === true)
        yield refused(shared.at, name, '`shareProcessNamespace: true`', '`hostPID: true`');
    },
  },
);
