import { rule } from '../../server/src/core/rule/rule.ts';

/** Fails on every place of a secret, with the file's own words in its error. */
export default rule(
  {
    id: 'build/crash',
    title: 'Crash',
    why: 'A fault of ours must not print what it stumbled over.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    tags: ['dockerfile'],
    refs: {},
    since: '0.1.0',
  },
  {
    secret(site) {
      throw new Error(`cannot read ${site.name}=${site.value}`);
    },
  },
);
