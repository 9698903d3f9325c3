/** The texts of hovers, as Markdown or as plain text. */
import { unjoined } from '../core/engine/joined.ts';
import type { Reported, ReportedFix } from '../core/engine/report.ts';
import { forMarkdown, forTerminal } from '../core/report/escape.ts';
import { madeText } from '../core/report/text.ts';
import type { RuleId, RuleMeta } from '../core/rule/rule.ts';
import { withoutTokens } from '../core/secrets/detect/without-tokens.ts';
import { pageOf } from './rule-pages.ts';
import type { Session } from './session.ts';

/**
 * Escapes text of a file as one line of Markdown. Runs of backticks become one backtick, since editors and `forMarkdown` may not agree
 * on which text such a run marks as code.
 */
export const escaped = (text: string): string => forMarkdown(text.replace(/\s+/g, ' ').replace(/`{2,}/g, '`'));

/** The steps by hand that remain after a fix, by its note: each begins as a sentence does. */
const stepsOf = (note: string | undefined): string[] =>
  (note?.split('; ') ?? []).map((step) => step.charAt(0).toUpperCase() + step.slice(1));

/** The message after a fix that leaves steps by hand. */
export function leftByHand(note: string): string {
  const steps = stepsOf(note);
  return `To do by hand: ${steps.length === 1 ? steps[0] : steps.map((step, i) => `(${i + 1}) ${step}`).join('; ')}.`;
}

/** A fix with the steps that remain after it. */
function listed(fix: ReportedFix): string {
  const steps = stepsOf(fix.note);
  const review = fix.safety === 'safe' ? '' : ' (review the change)';
  const then = steps.length === 0 ? '' : '. Then by hand:';
  return [`- ${escaped(fix.title)}${review}${then}`, ...steps.map((step) => `  - ${escaped(step)}`)].join('\n');
}

/** Why findings are hints: 'In the baseline, until 2027-03-31, of team-a: before the review'. Nothing for findings that are not in it. */
const inBaseline = (findings: readonly Reported[]): string[] =>
  unjoined(findings).flatMap(({ baselined }) => {
    if (!baselined) return [];
    const { owner, until, reason } = baselined;
    const parts = ['In the baseline', ...(until ? [`until ${until}`] : []), ...(owner ? [`of ${owner}`] : [])];
    return [withoutTokens(`${parts.join(', ')}${reason ? `: ${reason}` : ''}`)];
  });

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** The head of a hover about a rule. Our client looks for it, to add its link to the page. */
export const headOf = (title: string, name: string): string => `**${escaped(title)}** · \`${name}\``;

/** The findings of one rule in one place: what is wrong, why, and what can be done. */
export function markdown(findings: readonly Reported[], meta: RuleMeta | undefined, session: Session): string {
  const { rule, madeBy } = findings[0]!;
  const parts = [headOf(meta?.title ?? rule, rule)];
  // VS Code puts the messages above every hover.
  if (!session.client.showsPages) parts.push(...unique(findings.map((f) => escaped(f.message))));
  parts.push(...unique(inBaseline(findings).map(escaped)));
  // Our own Markdown: no escaping.
  if (meta) parts.push(meta.why);
  const fixes = unique(findings.flatMap((f) => f.fixes.map(listed)));
  if (fixes.length > 0) parts.push(`Fixes:\n\n${fixes.join('\n')}`);
  else if (madeBy) parts.push(`No fix here: ${escaped(madeText(madeBy))}`);
  return [...parts, ...toPage(session, rule)].join('\n\n');
}

/** Where the page is, as Markdown. Our client adds a link of its own: the server's hovers are not trusted, so they link no command. */
export function toPage(session: Session, rule: RuleId): string[] {
  if (session.client.showsPages) return [];
  const address = pageOf(session, rule);
  if (address === undefined) return [`\`seaworthy explain ${rule}\` shows the page of the rule`];
  return [`[Page of the rule](${address})`];
}

/** The same as plain text. */
export function plain(findings: readonly Reported[], meta: RuleMeta | undefined): string {
  const { rule, madeBy } = findings[0]!;
  const parts = [`${meta?.title ?? rule} (${rule})`, ...findings.map((f) => forTerminal(f.message))];
  parts.push(...inBaseline(findings).map(forTerminal));
  if (meta) parts.push(meta.why);
  const fixes = findings.flatMap((f) => f.fixes);
  for (const fix of fixes) {
    const steps = stepsOf(fix.note).map((step) => `  Then by hand: ${forTerminal(step)}`);
    parts.push([`Fix: ${forTerminal(fix.title)}`, ...steps].join('\n'));
  }
  if (fixes.length === 0 && madeBy) parts.push(`No fix here: ${forTerminal(madeText(madeBy))}`);
  return unique(parts).join('\n');
}

/** What is known of an image. A day that a finding here has named already is not repeated: only its source is. */
export function aboutImage(facts: readonly string[], findings: readonly Reported[], asMarkdown: boolean): string {
  const said = facts.map((fact) => {
    const [, head = '', source = ''] = /^(.*) \(([^()]*)\)$/s.exec(fact) ?? [];
    const day = /\d{4}-\d{2}-\d{2}/.exec(head)?.[0];
    const known = day !== undefined && findings.some((f) => f.message.includes(day));
    return known ? `Source of ${day}: ${source}` : fact;
  });
  return asMarkdown
    ? `Support of the image:\n\n${said.map((fact) => `- ${escaped(fact)}`).join('\n')}`
    : ['Support of the image:', ...said.map(forTerminal)].join('\n');
}
