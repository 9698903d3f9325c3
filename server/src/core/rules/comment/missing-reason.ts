import { rule } from '../../rule/rule.ts';

/** This rule has no check: the engine reads the comments (see `engine/missing-reasons.ts`). */
export default rule(
  {
    id: 'comment/missing-reason',
    title: 'Ignore comment without a reason',
    why: 'An ignore comment without a reason cannot be reviewed: nobody knows whether the risk was judged, or only the report silenced. It stays for years, since nobody dares to remove it.',
    severity: 'warning',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    aboutIgnores: 'no-reason',
    options: {
      until: {
        type: 'boolean',
        default: false,
        description: 'Also reports ignore comments without a last day (`until=2027-01-31`)',
      },
    },
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes'],
    refs: {},
  },
  {},
);
