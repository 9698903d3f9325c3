import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/low-port',
    title: 'Port that only root may open',
    why: 'On many nodes only root, or a program with `NET_BIND_SERVICE`, may listen on a port below 1024. A container for such a port keeps a right that it does not need behind a Service, which maps any port.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: { cwe: ['CWE-250'], trivy: ['KSV-0117'], 'kube-linter': ['privileged-ports'] },
  },
  {
    *container(container) {
      if (container.origin !== 'kubernetes' || container.windows) return;
      for (const port of container.lens.get('ports').items()) {
        const { text, at } = port.get('containerPort');
        if (!at || !/^\d+$/.test(text ?? '') || Number(text) >= 1024 || text === '0') continue;
        yield { at, message: `\`${container.name}\` listens on port ${text}, which needs a right of root` };
      }
    },
  },
);
