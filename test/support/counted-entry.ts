/** The entry of the bundle that `counted-engine.ts` builds. */
export { createEngine } from '../../server/src/core/engine/engine.ts';
export { rules } from '../../server/src/core/rules/rules.generated.ts';
export { countedRule, takeCounts } from './work-counts.ts';
