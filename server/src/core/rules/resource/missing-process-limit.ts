import { missingLimit } from '../../checks/missing-limit.ts';
import { limitFix } from '../../fixes/limit.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'resource/missing-process-limit',
    title: 'Process limit missing',
    why: 'A fork bomb is one line of shell. Without a limit it fills the process table of the host, and an administrator cannot log in to stop it. The kubelet limits pods; a Compose service needs this setting.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    group: 'hardening',
    setting: 'processLimit',
    since: '0.1.0',
    tags: ['compose', 'denial-of-service'],
    refs: {
      cisDocker: ['5.29'],
      nist800190: ['4.4.3'],
      owaspDocker: ['7'],
      cwe: ['CWE-770'],
      kics: ['221e0658-cb2a-44e3-b08a-db96a341d6fa'],
    },
  },
  {
    *container(container, ctx) {
      if (!container.windows) yield* missingLimit(container, 'pids', ctx, () => limitFix(ctx, container, 'pids'));
    },
  },
);
