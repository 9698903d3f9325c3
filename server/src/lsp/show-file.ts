/** Commands of the server that show something: the configuration that an action has changed, the page of a rule. */
import { MessageType } from 'vscode-languageserver';
import { show } from './actions.ts';
import { isConfiguration } from './own-words.ts';
import { pageOf } from './rule-pages.ts';
import type { Session } from './session.ts';

/** Opens a configuration file at a 0-based line. The arguments come from the client: other files are not opened. */
export async function showConfiguration(session: Session, shows: unknown): Promise<void> {
  const { uri, line } = (shows ?? {}) as { readonly uri?: unknown; readonly line?: unknown };
  const place = session.workspaces.locate(uri);
  if (!place || !isConfiguration(place)) return;
  const at = { line: Math.max(0, Math.trunc(Number(line) || 0)), character: 0 };
  const shown = { uri: place.workspace.uriOf(place.path), takeFocus: true, selection: { start: at, end: at } };
  await session.connection.window.showDocument(shown);
}

/** Opens the installed page of a rule, or shows what the rule is about in a message. */
export async function showPage(session: Session, rule: unknown): Promise<void> {
  const meta = session.workspaces.all()[0]?.engine.rules.find((r) => r.meta.id === rule)?.meta;
  if (!meta) return;
  const uri = pageOf(session, meta.id);
  if (uri !== undefined && session.client.showsDocuments) {
    const { success } = await session.connection.window.showDocument({ uri, external: !uri.startsWith('file:') });
    if (success) return;
  }
  show(session, MessageType.Info, `${meta.id}: ${meta.title}. ${meta.why}`);
}
