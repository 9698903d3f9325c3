/** What the list of rules shows, without the editor's API. */
import type { L10n } from './l10n.ts';

/** An entry of the list: a rule, or a heading without `title`. */
export interface RuleEntry {
  readonly label: string;
  readonly title?: string;
}

/** `titles`: by rule id. `found`: the rules with findings in the active file; they come first, in this order, each once. */
export function ruleEntries(l10n: L10n, titles: ReadonlyMap<string, string>, found: readonly string[]): RuleEntry[] {
  const entry = (id: string): RuleEntry => ({ label: id, title: titles.get(id) ?? '' });
  const here = [...new Set(found)].filter((id) => titles.has(id));
  const others = [...titles.keys()].filter((id) => !here.includes(id)).map(entry);
  if (here.length === 0) return others;
  return [{ label: l10n.t('Found in this file') }, ...here.map(entry), { label: l10n.t('All others') }, ...others];
}
