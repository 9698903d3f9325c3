/** Completion of our own words: `.seaworthy.yaml`, and ignore comments in all files that are checked. */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
  InsertTextFormat,
  MarkupKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { suggestInConfig } from '../core/config/suggest.ts';
import type { Suggestion } from '../core/rule/suggestion.ts';
import { ignorePlace, suggestInIgnore } from '../core/suppress/suggest.ts';
import type { Client } from './client.ts';
import { asSnippet } from './convert.ts';
import { commentAt, isConfiguration } from './own-words.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

/** Characters after which a new list may help. */
export const TRIGGERS = ['[', ',', ' ', '/', ':', '{'];

/** The suggestions at a position of an open document, in the order to show; empty where no word of ours may stand. */
export function complete(session: Session, { textDocument, position }: CompletionParams): CompletionItem[] {
  const document = session.open(textDocument?.uri);
  const place = document && session.workspaces.locate(textDocument.uri);
  if (!document || !place?.workspace.settings.enable) return [];
  const offset = document.offsetAt({
    line: Math.trunc(Number(position?.line) || 0),
    character: Math.trunc(Number(position?.character) || 0),
  });
  const suggestions = isConfiguration(place)
    ? suggestInConfig(document.getText(), offset, metasOf(place))
    : inComment(session, document, place, offset);
  return suggestions.map((suggestion, i) => toItem(suggestion, i, document, session.client));
}

const metasOf = ({ workspace }: Place) => workspace.engine.rules.map((r) => r.meta);

function inComment(session: Session, document: TextDocument, place: Place, offset: number): Suggestion[] {
  const comment = commentAt(session, document, place, offset);
  const at = comment && ignorePlace(comment.text, offset - comment.start);
  if (!comment || !at) return [];
  return suggestInIgnore(at, comment.start, metasOf(place), foundNear(session, place, comment.start));
}

/** Rules with findings in the file, the nearest below `offset` first, then those above it. */
function foundNear(session: Session, place: Place, offset: number): string[] {
  const findings = session.report(place)?.findings ?? [];
  const metas = new Map(metasOf(place).map((m) => [m.id as string, m]));
  const distance = (start: number): number => (start >= offset ? start - offset : 1e9 + offset - start);
  const near = findings
    .flatMap((f) =>
      [f.rule, ...f.members].map((rule) => ({ rule, at: Math.min(distance(f.span.start), distance(f.covers.start)) })),
    )
    .filter(({ rule }) => metas.has(rule) && metas.get(rule)?.aboutIgnores === undefined)
    .sort((a, b) => a.at - b.at);
  return [...new Set(near.map((f) => f.rule))];
}

const KINDS: Readonly<Record<Suggestion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  rule: CompletionItemKind.Reference,
};

function toItem(suggestion: Suggestion, i: number, document: TextDocument, client: Client): CompletionItem {
  const { label, filter, kind, replaces, text, asksReason, continues, detail, about } = suggestion;
  const snippet = asksReason === true && client.completesSnippets;
  const range = { start: document.positionAt(replaces.start), end: document.positionAt(replaces.end) };
  const item: CompletionItem = {
    label,
    kind: KINDS[kind],
    sortText: String(i).padStart(4, '0'),
    textEdit: { range, newText: snippet ? `${asSnippet(text)} \${1:reason}` : text },
  };
  if (filter !== undefined && filter !== label) item.filterText = filter;
  if (snippet) item.insertTextFormat = InsertTextFormat.Snippet;
  if (detail !== undefined && detail !== '') item.detail = detail;
  if (about !== undefined && about !== '')
    item.documentation = client.completesMarkdown
      ? { kind: MarkupKind.Markdown, value: about }
      : { kind: MarkupKind.PlainText, value: about.replaceAll('**', '') };
  // Only our client is known to have the command of VS Code.
  if (continues && client.showsPages) item.command = { title: 'Go on', command: 'editor.action.triggerSuggest' };
  return item;
}
