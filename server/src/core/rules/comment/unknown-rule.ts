import { rule } from '../../rule/rule.ts';

/** This rule has no check: the names are known when the comments are read (see `engine/unknown-names.ts`). */
export default rule(
  {
    id: 'comment/unknown-rule',
    title: 'Ignore comment with an unknown rule',
    why: 'An ignore comment with a mistyped rule ignores nothing: the finding that was judged and accepted is reported again. Readers of the file take it for ignored.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'safe',
    aboutIgnores: 'unknown-name',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes'],
    refs: {},
  },
  {},
);
