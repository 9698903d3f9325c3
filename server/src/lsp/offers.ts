/**
 * What the light bulb offers at some findings, in which order: safe fixes, fixes to review, fixes of a whole rule, the pages of the rules,
 * silencing.
 */
import { CodeActionKind } from 'vscode-languageserver';
import { CONFIG_NAME } from '../core/config/settings.ts';
import { apart } from '../core/engine/joined.ts';
import type { FileReport, Reported, ReportedFix } from '../core/engine/report.ts';
import { forTerminal, oneLine } from '../core/report/escape.ts';
import type { RuleId } from '../core/rule/rule.ts';
import { posix } from '../core/text/paths.ts';
import { changesOf, firstOf, isCostly, type Operation } from './action-changes.ts';
import { configOf } from './diagnostics.ts';
import { opensPage } from './rule-pages.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

/** The kind that applies all safe fixes; users name it in `editor.codeActionsOnSave`. */
export const FIX_ALL = 'source.fixAll.seaworthy';

/** The kind of the actions that silence a finding. Users can filter it; none of them is preferred. */
export const SUPPRESS = 'quickfix.suppress.seaworthy';

/** A code action before the client's capabilities are applied. */
export interface Offer {
  /** Plain text: editors show titles without reading Markdown. */
  readonly title: string;
  readonly kind: string;
  readonly operation: Operation | { readonly do: 'open-page'; readonly rule: string };
  readonly finding?: Reported;
  readonly preferred?: boolean;
  /** Of a fix. */
  readonly safety?: ReportedFix['safety'];
}

/** The offers at the findings `here` whose kind is wanted. */
export function offersAt(
  session: Session,
  place: Place,
  report: FileReport,
  here: readonly Reported[],
  wanted: (kind: string) => boolean,
): Offer[] {
  const some = firsts(here);
  const fixes = wanted(CodeActionKind.QuickFix)
    ? [
        ...bySafety(here.flatMap(fixesOf)),
        ...rulesOf(here).flatMap((rule) => wholeRule(session, place, report, here, rule)),
      ]
    : [];
  const silencing = wanted(SUPPRESS) ? some.flatMap((finding) => silencers(place, report, finding)) : [];
  const { showsPages, runsCommands } = session.client;
  const pages = wanted(CodeActionKind.QuickFix) && (showsPages || runsCommands) ? pagesOf(session, some) : [];
  // Editors preselect the first action, which never silences where something else can be done.
  return [...fixes, ...pages, ...silencing];
}

/** Safe fixes first, then those that an editor may preselect, then the others; in each the order of the findings. */
function bySafety(fixes: readonly Offer[]): Offer[] {
  const rank = ({ safety, preferred }: Offer): number => (safety === 'safe' ? 0 : preferred ? 1 : 2);
  return [...fixes].sort((a, b) => rank(a) - rank(b));
}

/** The title without the backticks around code, with what the user has to do besides: review the change, and steps by hand. */
export function titleOf({ title, safety, note }: Pick<ReportedFix, 'title' | 'safety' | 'note'>): string {
  const then = [safety === 'review' ? 'review' : '', note === undefined ? '' : 'steps remain'].filter((t) => t !== '');
  return plain(title) + (then.length > 0 ? ` (${then.join(', ')})` : '');
}

const plain = (text: string): string => forTerminal(text).replace(/`([^`]+)`/g, '$1');

function fixesOf(finding: Reported): Offer[] {
  const safe = finding.fixes.findIndex((f) => f.safety === 'safe');
  const preferred = safe < 0 ? finding.fixes.findIndex((f) => f.likely) : safe;
  return finding.fixes.map((fix, i) => ({
    title: titleOf(fix),
    kind: CodeActionKind.QuickFix,
    operation: { do: 'fix', finding: finding.fingerprint, fix: i },
    finding,
    preferred: i === preferred,
    safety: fix.safety,
  }));
}

const rulesOf = (here: readonly Reported[]): RuleId[] => [...new Set(here.map((f) => f.rule))];

/** Fixes all findings of a rule in the file, if there are several. */
function wholeRule(
  { client }: Session,
  place: Place,
  report: FileReport,
  here: readonly Reported[],
  rule: string,
): Offer[] {
  const first = apart(report.findings).flatMap((f) => firstOf(rule)(f) ?? []);
  if (first.length < 2) return [];
  // For other clients the changes would be computed on each cursor move.
  if (!client.appliesEveryFix && isCostly(place, report, rule)) return [];
  const title = titleOf({
    title: `Fix all ${rule} in this file`,
    safety: first.some((f) => f.safety === 'review') ? 'review' : 'safe',
    note: first.find((f) => f.note !== undefined)?.note,
  });
  const finding = here.find((f) => f.rule === rule)!;
  return [{ title, kind: CodeActionKind.QuickFix, operation: { do: 'fix-rule', rule }, finding }];
}

/** One finding for each rule and start offset. Overlapping findings of one rule are ignored separately. */
const firsts = (list: readonly Reported[]): readonly Reported[] =>
  list.filter((f, i) => list.findIndex((g) => g.rule === f.rule && g.span.start === f.span.start) === i);

function silencers(place: Place, report: FileReport, finding: Reported): Offer[] {
  const kind = SUPPRESS;
  const { rule, fingerprint } = finding;
  const offers: Offer[] = [];
  for (const scope of ['here', 'file'] as const) {
    const operation = { do: 'ignore', finding: fingerprint, scope } as const;
    const title = scope === 'here' ? `Ignore ${rule} here` : `Ignore ${rule} in this file`;
    // JSON has no comments, so no edit is possible there.
    if (changesOf(place, report, operation).length > 0) offers.push({ title, kind, operation, finding });
  }
  const config = configOf(place);
  if (config === undefined && !place.workspace.canCreate(place.path)) return offers;
  const name = oneLine(posix.basename(config ?? CONFIG_NAME));
  if (finding.secretHash) {
    const operation = { do: 'allow', finding: fingerprint } as const;
    offers.push({ title: `Not a secret: allow this value by its hash in ${name}`, kind, operation, finding });
  }
  offers.push({
    title: `Turn ${rule} off in ${name}`,
    kind,
    operation: { do: 'turn-off', finding: fingerprint },
    finding,
  });
  return offers;
}

const pagesOf = (session: Session, findings: readonly Reported[]): Offer[] =>
  rulesOf(findings).map((rule) => ({
    title: opensPage(session, rule) ? `Open the page of ${rule}` : `Explain ${rule}`,
    kind: CodeActionKind.QuickFix,
    operation: { do: 'open-page', rule },
    finding: findings.find((f) => f.rule === rule)!,
  }));
