import { podmanChecks } from '../../families/podman-setting.ts';
import { rule } from '../../rule/rule.ts';
import type { Found } from '../../yaml/lens.ts';

/** With one registry a short name means one image. */
const hasSeveral = (root: Found): boolean => root.get('unqualified-search-registries').items().length > 1;

export default rule(
  {
    id: 'daemon/ambiguous-image-name',
    title: 'Short names of images from several registries',
    why: 'A name without a registry is looked for in each of these registries. An attacker who takes the name in the first one gives you his image instead of that of the second. With `enforcing` Podman asks, or stops where nobody can answer.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['podman', 'supply-chain'],
    refs: { nist800190: ['4.1.5'], cwe: ['CWE-427'] },
  },
  podmanChecks([
    {
      file: 'registries.conf',
      key: ['short-name-mode'],
      wrong: (value, root) => ['permissive', 'disabled'].includes(value) && hasSeveral(root),
      harm: 'where nobody answers a question, the first registry that has the name gives the image',
      good: '"enforcing"',
      caveat: 'jobs have to write whole names',
    },
  ]),
);
