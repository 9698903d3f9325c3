import { podsDo } from '../../checks/shown-name.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/host-aliases',
    title: 'Names of hosts set by the pod',
    why: '`hostAliases` puts names into `/etc/hosts` of every container, before any DNS server is asked. Whoever changes one line sends the traffic for a name to another machine, and no DNS log shows it.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { trivy: ['KSV-0007'], kubesec: ['HostAliases'] },
  },
  {
    *workload({ pod, object }) {
      const aliases = pod.get('hostAliases');
      if (!aliases.keyAt || aliases.items().length === 0) return;
      yield {
        at: aliases.keyAt,
        message: `${podsDo(object, 'resolve', 'resolves')} names by \`hostAliases\``,
      };
    },
  },
);
