/** Refuses edits of files that the server has read from disk while the editor holds another text of them. */
import { l10n, Uri, workspace } from 'vscode';
import { type ApplyWorkspaceEditParams, type ApplyWorkspaceEditResult, TextDocumentEdit } from 'vscode-languageclient';

/** The editor checks the versions of documents that the server knows. It has no version of others, such as an open `.gitignore`. */
export function refusal({ edit }: ApplyWorkspaceEditParams): ApplyWorkspaceEditResult | undefined {
  for (const change of edit.documentChanges ?? []) {
    if (!TextDocumentEdit.is(change) || change.textDocument.version !== null) continue;
    const uri = Uri.parse(change.textDocument.uri).toString();
    const unsaved = workspace.textDocuments.find((d) => d.isDirty && d.uri.toString() === uri);
    if (unsaved)
      return {
        applied: false,
        failureReason: l10n.t('{0} has unsaved changes', workspace.asRelativePath(unsaved.uri)),
      };
  }
  return undefined;
}
