/** The hover: what is wrong here, why it matters, and the fixes; and what is known of the image here. */
import type { Hover, Position } from 'vscode-languageserver';
import { type ImageAt, imageAt } from '../core/engine/image-at.ts';
import type { Reported, ReportedFix } from '../core/engine/report.ts';
import { forMarkdown, forTerminal } from '../core/report/escape.ts';
import { madeText } from '../core/report/text.ts';
import { pageAddress } from '../core/rule/page-address.ts';
import type { RuleMeta } from '../core/rule/rule.ts';
import { toRange, toSpan } from './convert.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

/** Findings shown at once, at most. */
const MOST = 5;

/** Null if no finding is at `position`, and no image of which something is known. */
export function hover(session: Session, uri: unknown, position: Position): Hover | null {
  session.flush();
  const place = session.open(uri) && session.workspaces.locate(uri);
  const report = place && session.report(place);
  if (!place || !report) return null;
  const lines = place.workspace.lines(place.path);
  const { start } = toSpan(lines, { start: position, end: position });
  const here = report.findings.filter((f) => f.span.start <= start && start <= f.span.end);
  const image = imageHere(place, start);
  const span = here[0]?.span ?? image?.span;
  if (!span) return null;
  const metas = place.workspace.engine.rules.map((r) => r.meta);
  const about = session.client.showsMarkdown ? markdown : plain;
  const texts = here.slice(0, MOST).map((f) =>
    about(
      f,
      metas.find((m) => m.id === f.rule),
      session.client.showsPages,
    ),
  );
  if (image) texts.push(aboutImage(image.facts, session.client.showsMarkdown));
  return {
    contents: {
      kind: session.client.showsMarkdown ? 'markdown' : 'plaintext',
      value: texts.join(session.client.showsMarkdown ? '\n\n---\n\n' : '\n\n'),
    },
    range: toRange(lines, span),
  };
}

function imageHere({ workspace: { engine }, path }: Place, offset: number): ImageAt | undefined {
  const unit = engine.unitAt(path, offset);
  return unit && imageAt(unit, offset, engine.configFor(path).settings.today);
}

const aboutImage = (facts: readonly string[], asMarkdown: boolean): string =>
  asMarkdown
    ? `Support of the image:\n\n${facts.map((fact) => `- ${escaped(fact)}`).join('\n')}`
    : ['Support of the image:', ...facts.map(forTerminal)].join('\n');

/**
 * Escapes text of a file as one line of Markdown. Runs of backticks become one backtick, since editors and `forMarkdown` may not agree
 * on which text such a run marks as code.
 */
export const escaped = (text: string): string => forMarkdown(text.replace(/\s+/g, ' ').replace(/`{2,}/g, '`'));

/** The steps by hand that remain after a fix. */
const stepsOf = ({ note }: ReportedFix): string[] => note?.split('; ') ?? [];

/** A fix with the steps that remain after it. */
function listed(fix: ReportedFix): string {
  const steps = stepsOf(fix);
  const review = fix.safety === 'safe' ? '' : ' (review the change)';
  const then = steps.length === 0 ? '' : ', then by hand:';
  return [`- ${escaped(fix.title)}${review}${then}`, ...steps.map((step) => `  - ${escaped(step)}`)].join('\n');
}

function markdown(finding: Reported, meta: RuleMeta | undefined, linked: boolean): string {
  const parts = [`**${escaped(meta?.title ?? finding.rule)}** · \`${finding.rule}\``];
  // VS Code puts the message above every hover.
  if (!linked) parts.push(escaped(finding.message));
  // Our own Markdown: no escaping.
  if (meta) parts.push(meta.why);
  if (finding.fixes.length > 0) parts.push(`Fixes:\n\n${finding.fixes.map(listed).join('\n')}`);
  else if (finding.madeBy) parts.push(`No fix here: ${escaped(madeText(finding.madeBy))}`);
  const address = pageAddress(finding.rule);
  if (address !== undefined) parts.push(`[Page of the rule](${address})`);
  else if (!linked) parts.push(`\`seaworthy explain ${finding.rule}\` shows the page of the rule`);
  return parts.join('\n\n');
}

function plain(finding: Reported, meta: RuleMeta | undefined): string {
  const parts = [`${meta?.title ?? finding.rule} (${finding.rule})`, forTerminal(finding.message)];
  if (meta) parts.push(meta.why);
  for (const f of finding.fixes) {
    parts.push(`Fix: ${forTerminal(f.title)}`);
    for (const step of stepsOf(f)) parts.push(`  Then by hand: ${forTerminal(step)}`);
  }
  if (finding.fixes.length === 0 && finding.madeBy) parts.push(`No fix here: ${forTerminal(madeText(finding.madeBy))}`);
  return parts.join('\n');
}
