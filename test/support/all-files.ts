/** Requests the findings of all files as an editor does, and reads what the server says about itself. */
import type {
  CancellationToken,
  PreviousResultId,
  WorkspaceDiagnosticReport,
  WorkspaceFullDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { WorkspaceDiagnosticRequest } from 'vscode-languageserver-protocol/node';
import type { ServerStatus } from '../../server/src/lsp/overview.ts';
import { type Editor, until } from './editor.ts';

/** Requests the diagnostics of all files that differ from those of `previous`. `partial`: token for partial results. */
export const pullAll = (
  { client }: Editor,
  previous: readonly PreviousResultId[] = [],
  { token, partial }: { readonly token?: CancellationToken; readonly partial?: string } = {},
): Promise<WorkspaceDiagnosticReport> =>
  client.sendRequest(
    WorkspaceDiagnosticRequest.type,
    {
      identifier: 'seaworthy',
      previousResultIds: [...previous],
      ...(partial !== undefined && { partialResultToken: partial }),
    },
    token,
  );

/** Follows the findings of all files as VS Code does: a request after each answer, with the ids of the last one. */
export function follow(editor: Editor) {
  const known = new Map<string, WorkspaceFullDocumentDiagnosticReport>();
  let answers = 0;
  const ask = async (): Promise<void> => {
    const ids = [...known].map(([uri, { resultId }]) => ({ uri, value: resultId! }));
    const { items } = await pullAll(editor, ids);
    answers++;
    for (const item of items) if (item.kind === 'full') known.set(item.uri, item);
    void ask().catch(() => {});
  };
  void ask().catch(() => {});
  const rules = (uri: string): string[] => (known.get(uri)?.items ?? []).map((d) => String(d.code));
  return {
    known,
    answers: () => answers,
    rules,
    /** Waits until the file has these findings. */
    has: (uri: string, ...expected: string[]) =>
      until(`${uri} with ${expected}`, () => known.has(uri) && rules(uri).join() === expected.join()),
  };
}

/** The parameters of all messages of the server with a method, in their order. */
const sent = <T>(editor: Editor, method: string): T[] =>
  editor.received.flatMap((m) => ('method' in m && m.method === method && 'params' in m ? [m.params as T] : []));

/** The server's last status. */
export const status = (editor: Editor): ServerStatus | undefined =>
  sent<ServerStatus>(editor, 'seaworthy/status').at(-1);
