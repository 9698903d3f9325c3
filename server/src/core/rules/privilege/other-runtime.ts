import { serviceKeyChecks } from '../../families/service-key.ts';
import { rule } from '../../rule/rule.ts';

/** Runtimes that isolate a container as runc does, or better. Source: docs.docker.com/engine/daemon/alternative-runtimes (2026-11-30). */
const KNOWN =
  /^(?:runc|io\.containerd\.runc\.v2|crun|youki|runsc|kata(?:-\w+)?|io\.containerd\.(?:kata|runsc)\.v\d|nvidia|sysbox-runc)$/;

export default rule(
  {
    id: 'privilege/other-runtime',
    title: 'Unknown runtime',
    why: 'The runtime sets up everything that keeps a container apart from the host. A program of another name may leave out namespaces, seccomp or capabilities, and runs as root on the host itself.',
    severity: 'info',
    confidence: 'low',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['compose', 'isolation'],
    refs: { nist800190: ['4.4.3'], cwe: ['CWE-829'] },
  },
  serviceKeyChecks([
    {
      path: ['runtime'],
      wrong: (value) => (KNOWN.test(value) ? undefined : { says: `is started by the runtime \`${value}\`` }),
    },
  ]),
);
