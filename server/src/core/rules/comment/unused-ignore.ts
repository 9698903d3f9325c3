import { rule } from '../../rule/rule.ts';

/** This rule has no check: the engine knows which comments ignore something (see `engine/unused-ignores.ts`). */
export default rule(
  {
    id: 'comment/unused-ignore',
    title: 'Ignore comment that ignores nothing',
    why: 'An ignore comment outlives its reason: the image gets a user, the setting goes, and the comment stays. Readers take it for a weakness that is still there. When the weakness comes back, the old comment silences it unseen.',
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
