/** The meaning of our own words: rule ids in ignore comments and in the configuration, keys and values of the configuration. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { configWordAt } from '../core/config/suggest.ts';
import { meaningOf } from '../core/rule/about.ts';
import type { RuleMeta } from '../core/rule/rule.ts';
import { writtenIgnores } from '../core/suppress/dialect-seaworthy.ts';
import { type Span, span } from '../core/text/span.ts';
import { headOf, toPage } from './hover-text.ts';
import { commentAt, isConfiguration } from './own-words.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

export interface WordHere {
  /** Offsets in the document. */
  readonly at: Span;
  /** Markdown or plain text, as the client shows it. Holds no text of the file. */
  readonly text: string;
}

/** The word of ours at an offset; `undefined` if there is none, or it means nothing. */
export function wordAt(session: Session, document: TextDocument, place: Place, offset: number): WordHere | undefined {
  const metas = place.workspace.engine.rules.map((r) => r.meta);
  if (!isConfiguration(place)) {
    const name = nameAt(session, document, place, offset);
    const text = name && aboutName(name.text, metas, session);
    return name && text !== undefined ? { at: name.at, text } : undefined;
  }
  const word = configWordAt(document.getText(), offset, metas);
  const named = word?.name === undefined ? undefined : aboutName(word.name, metas, session);
  return word && { at: word.at, text: named ?? asShown(session, [word.title, ...word.paragraphs]) };
}

/** The name of a rule or concern in an ignore comment. */
function nameAt(session: Session, document: TextDocument, place: Place, offset: number) {
  const comment = commentAt(session, document, place, offset);
  if (!comment) return undefined;
  const at = span(comment.start, comment.start + comment.text.length);
  return writtenIgnores({ span: at, text: comment.text, ownLine: true })
    .flatMap((written) => written.names ?? [])
    .find((name) => name.at.start <= offset && offset <= name.at.end);
}

function aboutName(name: string, metas: readonly RuleMeta[], session: Session): string | undefined {
  const meaning = meaningOf(name, metas);
  if (!meaning) return undefined;
  const { rule } = meaning;
  const page = rule && session.client.showsMarkdown ? toPage(session, rule.id) : [];
  return asShown(session, [headOf(meaning.title, name), ...meaning.paragraphs, ...page]);
}

/** Paragraphs of Markdown as the client shows them. */
const asShown = ({ client }: Session, paragraphs: readonly string[]): string =>
  client.showsMarkdown ? paragraphs.join('\n\n') : paragraphs.join('\n').replaceAll('**', '');
