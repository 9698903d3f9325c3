/** Code actions in a configuration file: what a mistyped key, value or rule id most likely means. */
import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver';
import { readConfig } from '../core/config/read.ts';
import { quoted } from '../core/rule/names.ts';
import { ofClient, toProblem, toSpan, toWorkspaceEdit } from './convert.ts';
import { isConfiguration } from './own-words.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

/** The actions at a range of an open document; none if it is no configuration. `shown`: the diagnostics that the client sent. */
export function configActions(
  session: Session,
  place: Place,
  range: Range,
  shown: readonly Diagnostic[],
): CodeAction[] {
  const { workspace, path } = place;
  const text = workspace.engine.textOf(path);
  if (!isConfiguration(place) || text === undefined) return [];
  const lines = workspace.lines(path);
  const { start, end } = toSpan(lines, range);
  const metas = workspace.engine.rules.map((r) => r.meta);
  const here = readConfig(text, metas).problems.filter(({ at }) => at.start <= end && start <= at.end);
  return here.flatMap(({ at, message, meant = [] }) => {
    const own = toProblem({ kind: 'config', at, message }, lines);
    return meant.flatMap((word): CodeAction[] => {
      const title = `Change to ${quoted(word).replaceAll('`', '')}`;
      const changes = [{ path, edits: [{ span: at, text: word }] }];
      const edit = toWorkspaceEdit(changes, workspace, session.versionOf, session.client, { label: title });
      if (!edit || !own) return [];
      const action: CodeAction = { title, kind: CodeActionKind.QuickFix, edit, diagnostics: [ofClient(own, shown)] };
      // One meaning alone is no choice.
      return [meant.length === 1 ? { ...action, isPreferred: true } : action];
    });
  });
}
