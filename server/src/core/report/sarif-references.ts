/** References of rules in SARIF: relationships from a rule to ids of taxonomies, one taxonomy for each tool and standard. */
import { referencesTo } from '../rule/refs/refs.ts';
import { SOURCES, sourceNames } from '../rule/refs/sources.ts';
import type { RuleMeta } from '../rule/rule.ts';

/** `equal`: the same check. `relevant`: a partial match, or a section of a standard. SARIF 2.1.0, 3.53. */
export function relationships(rule: RuleMeta): object[] {
  return sourceNames.flatMap((source) =>
    referencesTo(rule.refs, source).map(({ id, means }) => ({
      target: { id, toolComponent: { name: SOURCES[source].label } },
      kinds: [means === 'same' && SOURCES[source].kind !== 'standard' ? 'equal' : 'relevant'],
    })),
  );
}

/** The taxonomies in the relationships of `rules`, each with the ids used. SARIF 2.1.0, 3.14.8. */
export function taxonomies(rules: readonly RuleMeta[]): object[] {
  return sourceNames.flatMap((source) => {
    const ids = new Set(rules.flatMap((rule) => referencesTo(rule.refs, source).map(({ id }) => id)));
    if (ids.size === 0) return [];
    return [{ name: SOURCES[source].label, isComprehensive: false, taxa: [...ids].sort().map((id) => ({ id })) }];
  });
}
