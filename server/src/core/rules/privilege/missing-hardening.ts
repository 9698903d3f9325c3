import { rule } from '../../rule/rule.ts';

/** Has no check: the engine reports under it what the hardening rules find absent on one container (see `engine/fold.ts`). */
export default rule(
  {
    id: 'privilege/missing-hardening',
    title: 'Hardening settings missing',
    why: 'A container that is broken into is as strong as what it was left with: capabilities, a writable file system, all system calls, a way to become root, all memory of the host. Each of these settings takes one tool away from the intruder. They are one finding here because they are added together.',
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
