import { rule } from '../../rule/rule.ts';

/** This rule has no check: the engine knows which comments ignore something (see `engine/unused-ignores.ts`). */
export default rule(
  {
    id: 'comment/unused-ignore',
    title: 'Ignore comment that ignores nothing',
    why: 'An ignore comment outlives its reason: the image gets a user, the setting goes, and the comment stays. It tells readers of a weakness that is no longer there. When the weakness comes back, the old comment silences it, and nobody looks at it again.',
    severity: 'hint',
    confidence: 'high',
    profile: 'default',
    fix: 'safe',
    aboutIgnores: 'unused',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes'],
    refs: {},
  },
  {},
);
