/** Runs a rule's page: its cases in order, and its failures. */
import type { Rule, Safety } from '../../server/src/core/rule/rule.ts';
import { type Case, casesOf, withFound } from './page.ts';
import { expectedMarks, fixFailures, formFailures, foundOf, marksOf, type Run, runCase } from './page-case.ts';

export interface Page {
  /** The rule's id. */
  readonly id: string;
  readonly text: string;
  readonly cases: readonly Case[];
}

export const pageOf = (id: string, text: string): Page => ({ id, text, cases: casesOf(text) });

/** The value of `fix` in the rule's metadata that the page's fixes amount to. */
export const bestOf = (offered: readonly Safety[]): Safety | 'none' =>
  offered.includes('safe') ? 'safe' : offered.includes('review') ? 'review' : 'none';

/** Claims of the metadata about findings that no finding of the page confirms. */
export function unborne({ meta }: Rule, runs: readonly Run[]): string[] {
  const own = runs.flatMap((run) => run.found.map((f) => f.finding).filter((f) => f.rule === meta.id));
  return (['severity', 'confidence', 'profile'] as const).filter((key) => !own.some((f) => f[key] === meta[key]));
}

/** The page with new generated fences. A case that cannot run keeps its fence; `failed` is called with the reason. */
export function updated(page: Page, rule: Rule, all: readonly Rule[], failed: (error: unknown) => void): string {
  const bodies = page.cases.map((one) => {
    try {
      return foundOf(runCase(one, rule, all));
    } catch (error) {
      failed(error);
      return one.found?.body ?? '';
    }
  });
  return withFound(page.text, page.cases, bodies);
}

/** Whether the page fails with `rule`, a mutant. The cheap comparisons of all cases run before the proofs. */
export function notices(page: Page, rule: Rule, all: readonly Rule[]): boolean {
  try {
    const runs: Run[] = [];
    for (const one of page.cases) {
      const run = runCase(one, rule, all);
      if (marksOf(run).join('\n') !== expectedMarks(one).join('\n')) return true;
      if (foundOf(run) !== (one.found?.body ?? '')) return true;
      runs.push(run);
    }
    const offered = runs.flatMap((run) =>
      run.found.filter((f) => f.finding.rule === rule.meta.id).flatMap((f) => f.finding.fixes.map((fix) => fix.safety)),
    );
    if (bestOf(offered) !== rule.meta.fix || unborne(rule, runs).length > 0) return true;
    return runs.some((run) => formFailures(run).length > 0 || fixFailures(run).length > 0);
  } catch {
    return true;
  }
}
