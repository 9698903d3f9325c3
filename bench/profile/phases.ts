/** The phases of a run, and the functions whose time belongs to each. Time in a function of another phase that one of them calls does not count. */
const CORE = 'server/src/core';

export const PHASES = ['reading', 'facts', 'rules', 'fixes', 'reports', 'output'] as const;
export type Phase = (typeof PHASES)[number];

/** By file, then by exported function. `rules`: the list of rules, whose checks are timed one by one. */
export const TIMED: Readonly<Record<string, Readonly<Record<string, Phase>>>> = {
  'server/src/cli/workspaces.ts': { load: 'reading' },
  [`${CORE}/engine/units.ts`]: { readFile: 'reading' },
  [`${CORE}/workspace/facts/facts.ts`]: { factsOf: 'facts' },
  [`${CORE}/workspace/reconcile.ts`]: { compareFacts: 'facts' },
  [`${CORE}/engine/run-states.ts`]: { runRules: 'rules' },
  [`${CORE}/engine/run-rules.ts`]: { runNamespaceRules: 'rules' },
  [`${CORE}/rules/rules.generated.ts`]: { rules: 'rules' },
  [`${CORE}/engine/reported-fixes.ts`]: { reportedFixes: 'fixes' },
  [`${CORE}/engine/offered.ts`]: { offeredFixes: 'fixes' },
  [`${CORE}/rule/rule.ts`]: { fixesOf: 'fixes' },
  [`${CORE}/engine/assemble.ts`]: { assemble: 'reports' },
  [`${CORE}/report/print.ts`]: { printed: 'output' },
  [`${CORE}/report/text.ts`]: { text: 'output' },
  [`${CORE}/report/json.ts`]: { json: 'output', jsonl: 'output' },
  [`${CORE}/report/sarif.ts`]: { sarif: 'output' },
};
