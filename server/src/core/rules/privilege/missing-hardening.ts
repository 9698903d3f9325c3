import { rule } from '../../rule/rule.ts';

/** This rule has no check: the engine folds the settings missing on one container into it (see `engine/fold.ts`). */
export default rule(
  {
    id: 'privilege/missing-hardening',
    title: 'Hardening settings missing',
    why: 'An attacker who breaks into a container can use whatever it was left with: capabilities, a writable file system, all system calls, ways to become root, all memory of the host. Each of these settings takes one of them away. They are one finding because one fix adds them together.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    folds: 'hardening',
    since: '0.1.0',
    tags: ['compose', 'kubernetes', 'least-privilege'],
    refs: { nist800190: ['4.4.3'], owaspDocker: ['3', '4', '8'] },
  },
  {},
);
