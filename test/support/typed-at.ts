/** Completes and hovers at a marked place of a document, and applies what the editor would insert. */
import assert from 'node:assert/strict';
import type { CompletionItem } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Editor } from './editor.ts';

/** Marks the cursor. */
const MARK = '|';

/** The text without its mark, and the position of the mark. */
export function marked(text: string): { text: string; line: number; character: number } {
  const at = text.indexOf(MARK);
  assert.ok(at >= 0 && text.indexOf(MARK, at + 1) < 0, 'one mark');
  const whole = text.replace(MARK, '');
  const { line, character } = TextDocument.create('', '', 0, whole).positionAt(at);
  return { text: whole, line, character };
}

/** The completions at a position, in the order that the editor shows them in. */
export async function completions(
  { client }: Editor,
  uri: string,
  line: number,
  character: number,
): Promise<CompletionItem[]> {
  const position = { line, character };
  const items = await client.sendRequest<CompletionItem[]>('textDocument/completion', {
    textDocument: { uri },
    position,
  });
  return items.toSorted((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
}

let opened = 0;

/** Completions at the mark of `text`, in a new document of that name in a folder of its own. */
export async function typedAt(editor: Editor, folder: string, name: string, text: string) {
  const { text: whole, line, character } = marked(text);
  const uri = `${folder}/typed${++opened}/${name}`;
  await editor.open(uri, whole, name.endsWith('ockerfile') ? 'dockerfile' : 'yaml');
  const items = await completions(editor, uri, line, character);
  return {
    uri,
    items,
    labels: items.map((i) => i.label),
    /** The text after the item of that label is chosen; snippets as written. */
    chosen: (label: string): string =>
      inserted(
        whole,
        items.find((i) => i.label === label),
        label,
      ),
  };
}

function inserted(text: string, item: CompletionItem | undefined, label: string): string {
  assert.ok(item, `${label} is offered`);
  const { textEdit } = item;
  assert.ok(textEdit && 'range' in textEdit);
  assert.equal(textEdit.range.start.line, textEdit.range.end.line, 'editors take ranges of one line only');
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), [textEdit]);
}
