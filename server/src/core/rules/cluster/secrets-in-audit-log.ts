import { auditRuleFor } from '../../kubernetes/kinds/audit-policy.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/secrets-in-audit-log',
    title: 'Secrets in the audit log',
    why: 'At the levels `Request` and `RequestResponse` the audit log holds the body of each request, and so the value of each Secret that somebody reads or writes. Logs are kept for long, copied to other systems, and read by many.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'credentials'],
    refs: { cisKubernetes: ['3.2.2'], nsa: ['Logging'], cwe: ['CWE-532'] },
  },
  {
    *'object:AuditPolicy'({ object, rules }) {
      const found = auditRuleFor(rules, 'secrets');
      if (object.partial || !found?.level?.startsWith('Request')) return;
      // An earlier rule may have a level that is not known.
      if (rules.slice(0, rules.indexOf(found)).some(({ level }) => level === undefined)) return;
      yield { at: found.at, message: `The audit log holds the values of Secrets: their level is \`${found.level}\`` };
    },
  },
);
