/** Finds our own words in documents: the configuration, and the comments that may be ignore comments. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { CONFIG_NAME } from '../core/config/settings.ts';
import { yamlIn } from '../core/domain/unit.ts';
import { commentsOf } from '../core/suppress/suppressions.ts';
import { posix } from '../core/text/paths.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

/** Whether a file is a configuration file, or the one that the settings name. */
export const isConfiguration = ({ workspace, path }: Place): boolean =>
  posix.basename(path) === CONFIG_NAME || workspace.named?.path === path;

/** A comment: its offset in the document, and its text up to the end of the line. */
export interface LineComment {
  readonly start: number;
  readonly text: string;
}

/** The comment at an offset of a checked document. `undefined` if none is there, or none that can be one of ours. */
export function commentAt(
  session: Session,
  document: TextDocument,
  place: Place,
  offset: number,
): LineComment | undefined {
  const { line } = document.positionAt(offset);
  const start = document.offsetAt({ line, character: 0 });
  const text = document
    .getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } })
    .replace(/[\r\n]+$/, '');
  const hash = text.slice(0, offset - start).search(/(?<![^\s#])#/);
  if (hash < 0 || !/seaworthy|^#+[ \t]*[a-z]*[ \t]*$/i.test(text.slice(hash))) return undefined;
  session.flush();
  const unit = place.workspace.engine.unitAt(place.path, offset);
  if (!unit || yamlIn(unit)?.json) return undefined;
  const comments = commentsOf(unit).map((c) => ({ start: c.span.start + unit.start, text: c.text }));
  const found = comments.find((c) => c.start < offset && offset <= c.start + c.text.length);
  if (found) return { start: found.start, text: document.getText().slice(found.start, start + text.length) };
  // In YAML that could not be read to its end, a line that looks like a comment counts as one.
  return (yamlIn(unit)?.problems.length ?? 0) > 0 && text.slice(0, hash).trim() === ''
    ? { start: start + hash, text: text.slice(hash) }
    : undefined;
}
