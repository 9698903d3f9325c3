import { auditRuleFor } from '../../kubernetes/kinds/audit-policy.ts';
import { rule } from '../../rule/rule.ts';

/** What every audit log needs. Source: CIS Kubernetes Benchmark 1.12, section 3.2.2. */
const NEEDED = [
  ...['secrets', 'configmaps', 'pods', 'deployments'],
  ...['pods/exec', 'pods/portforward', 'pods/proxy', 'services/proxy'],
];

export default rule(
  {
    id: 'cluster/audit-policy-gaps',
    title: 'Requests that no audit rule logs',
    why: 'After an attack the audit log is what tells who read which Secret and who opened a shell in which pod. What no rule logs, nobody can find out any longer.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['3.2.2'],
      nsa: ['Logging'],
      cwe: ['CWE-778'],
      kics: ['1828a670-5957-4bc5-9974-47da228f75e2'],
      kubescape: ['~C-0161'],
    },
  },
  {
    *'object:AuditPolicy'({ object, rules }) {
      if (object.partial || rules.some(({ level }) => level === undefined)) return;
      const missing = NEEDED.filter((name) => (auditRuleFor(rules, name)?.level ?? 'None') === 'None');
      if (missing.length === 0) return;
      yield {
        at: object.lens.get('rules').keyAt ?? object.nameSpan,
        message: `The audit log leaves out ${missing.map((name) => `\`${name}\``).join(', ')}`,
      };
    },
  },
);
