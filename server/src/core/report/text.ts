import type { MadeBy } from '../engine/made-by.ts';
import type { Severity } from '../rule/rule.ts';
import { forTerminal, oneLine } from './escape.ts';
import { type Printed, type Run, summary } from './finding.ts';

const COLORS: Record<Severity | 'dim' | 'bold' | 'fix', string> = {
  error: '31',
  warning: '33',
  info: '36',
  hint: '35',
  dim: '2',
  bold: '1',
  fix: '32',
};
/** Maximum width of a line in a code frame. */
const FRAME_WIDTH = 160;

/** Findings as text for people: place, message, the underlined line, the preferred fix; a summary at the end. */
export function text(run: Run, color: boolean): string {
  const paint = (what: keyof typeof COLORS, s: string): string => (color ? `\u001b[${COLORS[what]}m${s}\u001b[0m` : s);
  const out: string[] = [];
  for (const f of run.findings) {
    out.push(
      `${paint('bold', `${oneLine(f.path)}:${f.startLine}:${f.startColumn}`)} ${paint(f.finding.severity, f.finding.severity)} ${oneLine(f.finding.message)} ${paint('dim', `[${f.finding.rule}]`)}`,
    );
    out.push(
      ...frame(
        f,
        (s) => paint(f.finding.severity, s),
        (s) => paint('dim', s),
      ),
    );
    for (const r of f.related)
      out.push(`    ${paint('dim', `${oneLine(r.path)}:${r.startLine}:${r.startColumn}`)} ${oneLine(r.message)}`);
    const fix = f.finding.fixes[0];
    const made = fix ? undefined : f.finding.madeBy;
    if (fix) out.push(`    ${paint('fix', fix.safety === 'safe' ? 'fix:' : 'fix (review):')} ${oneLine(fix.title)}`);
    if (fix?.note) out.push(`    ${paint('dim', `note: ${oneLine(fix.note)}`)}`);
    if (made) out.push(`    ${paint('dim', `no fix: ${oneLine(madeText(made))}`)}`);
    out.push('');
  }
  for (const f of run.change?.fixed ?? [])
    out.push(
      `${oneLine(f.path)}:${f.startLine}:${f.startColumn} ${paint('fix', 'fixed')} ${oneLine(f.finding.message)} ${paint('dim', `[${f.finding.rule}]`)}`,
    );
  if (run.change && run.change.fixed.length > 0) out.push('');
  for (const p of run.problems)
    out.push(`${oneLine(p.path)}:${p.startLine}:${p.startColumn} ${paint('error', 'problem')} ${oneLine(p.message)}`);
  if (run.problems.length > 0) out.push('');
  out.push(summary(run));
  return `${out.join('\n')}\n`;
}

/** Why a file that a command makes has no fixes. */
export const madeText = ({ path, line }: MadeBy): string =>
  `\`${path}:${line}\` makes this file: change what it is made from`;

function frame(f: Printed, mark: (s: string) => string, dim: (s: string) => string): string[] {
  const line = f.lines?.line(f.startLine - 1) ?? '';
  const from = Math.max(0, f.startColumn - 1 - (line.length > FRAME_WIDTH ? 40 : f.startColumn - 1));
  const shown = line.slice(from, from + FRAME_WIDTH);
  const end = f.endLine === f.startLine ? f.endColumn - 1 : line.length;
  const number = String(f.startLine).padStart(5);
  const start = f.startColumn - 1 - from;
  const length = Math.max(1, Math.min(end - from, shown.length) - start);
  const lead = shown.slice(0, start).replace(/[^\t]/g, ' ');
  return [`${dim(`${number} |`)} ${forTerminal(shown)}`, `${dim('      |')} ${lead}${mark('^'.repeat(length))}`];
}
