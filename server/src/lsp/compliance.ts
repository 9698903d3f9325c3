/** Compares all files of the window with the controls of a standard. */
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { BASELINE_NAME } from '../core/config/baseline.ts';
import { isJudged } from '../core/files/file-kinds.ts';
import { assess } from '../core/report/compliance/assess.ts';
import { addEvidence, noEvidence } from '../core/report/compliance/evidence.ts';
import { complianceHtml } from '../core/report/compliance/html.ts';
import { addGone, addTrend, noTrend } from '../core/report/compliance/trend.ts';
import { STANDARDS } from '../core/standards/standards.ts';
import { posix } from '../core/text/paths.ts';
import { createPause } from '../host/host.ts';
import { VERSION } from '../host/version.ts';
import { configOf } from './diagnostics.ts';
import { isJudgedHere } from './environment-files.ts';
import { isInnermost } from './not-judged.ts';
import type { ComplianceAnswer } from './overview.ts';
import type { Session } from './session.ts';
import type { Workspace } from './workspaces.ts';

interface Question {
  /** Without it, the answer has the list of standards only. */
  readonly standard?: unknown;
  /** For the page's content security policy: letters, digits and hyphens. */
  readonly nonce?: unknown;
}

/** Answers `seaworthy/compliance`. Judges every file, in small steps; fails with `RequestCancelled` if `isCancelled` becomes true. */
export async function compliance(
  session: Session,
  question: Question | undefined,
  isCancelled: () => boolean,
): Promise<ComplianceAnswer> {
  const standards = STANDARDS.map(({ name, title, version }) => ({ name, title, version }));
  const standard = STANDARDS.find(({ name }) => name === question?.standard);
  const nonce = String(question?.nonce ?? '');
  if (!standard || !/^[\w-]{16,64}$/.test(nonce)) return { standards };
  session.flush();
  const workspaces = session.workspaces.all().filter(({ settings }) => settings.enable);
  const evidence = noEvidence();
  const hasBaseline = workspaces.some(({ engine }) => engine.textOf(BASELINE_NAME) !== undefined);
  const trend = hasBaseline ? noTrend() : undefined;
  const unread: { path: string; why: string }[] = [];
  const pause = createPause(session.isBusy);
  for (const workspace of workspaces) {
    const shown = (path: string): string => (prefixOf(workspace, workspaces) + path).replace(/^\//, '');
    // Rules of every profile judge, whatever the window shows.
    const engine = workspace.engine.copy({ profile: 'audit' });
    for (const [path, why] of workspace.unreadable) if (isJudged(path)) unread.push({ path: shown(path), why });
    for (const path of engine.paths()) {
      if (!isJudgedHere({ workspace, path }) || !isInnermost(session, { workspace, path })) continue;
      const report = engine.check(path);
      const config = configOf({ workspace, path });
      addEvidence(evidence, engine, report, { shown, config: config === undefined ? undefined : shown(config) });
      for (const { message } of report.unread) unread.push({ path: shown(path), why: message });
      if (trend && workspace.engine.textOf(BASELINE_NAME) !== undefined)
        addTrend(trend, workspace.engine, workspace.engine.check(path));
      await pause();
      if (isCancelled()) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    }
    if (trend) addGone(trend, workspace.engine);
  }
  const [first] = workspaces;
  const { rules } = first?.engine ?? { rules: [] };
  const about = { version: VERSION, today: session.today(), unread };
  const metas = rules.map(({ meta }) => meta);
  return { standards, html: complianceHtml(assess(standard, metas, evidence, about, trend), nonce) };
}

/** The name of the folder, where the window has several. */
function prefixOf({ folder }: Workspace, workspaces: readonly Workspace[]): string {
  const several = workspaces.filter((one) => one.folder !== undefined).length > 1;
  return several && folder !== undefined ? `${posix.basename(decodeURIComponent(folder))}/` : '';
}
