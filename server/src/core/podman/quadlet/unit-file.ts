/**
 * Reads unit files of systemd as Quadlet reads them: sections, keys, continued lines, words. Never throws; linear in the text. Source:
 * containers/podman `pkg/systemd/parser/unitfile.go` and `split.go` @c6580b4a (6.0.0-dev, 2026-05-19), read on 2026-12-01.
 */
import type { Span } from '../../text/span.ts';

/** A text without quotes and continuations, with the offset in the file of each of its characters. */
export interface Part {
  readonly text: string;
  readonly at: readonly number[];
}

export interface UnitEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Part;
  /** From the key to the end of the value. */
  readonly span: Span;
}

export interface UnitSection {
  readonly name: string;
  /** The header with its brackets. */
  readonly at: Span;
  /** In source order. */
  readonly entries: readonly UnitEntry[];
}

export interface UnitFile {
  readonly sections: readonly UnitSection[];
  readonly comments: readonly Span[];
  /** Lines that are neither a header, nor a key with a value, nor a comment. Quadlet then refuses the file. */
  readonly broken: readonly Span[];
}

const LINE = /[^\n]*(?:\n|$)/y;

/** The parts of a unit file. */
export function readUnitFile(text: string): UnitFile {
  const sections: (UnitSection & { readonly entries: UnitEntry[] })[] = [];
  const comments: Span[] = [];
  const broken: Span[] = [];
  let open: { text: string; at: number[]; start: number; end: number } | undefined;
  const finish = (): void => {
    if (!open) return;
    const { text: whole, at, start, end } = open;
    open = undefined;
    const equals = whole.indexOf('=');
    const key = whole.slice(0, Math.max(equals, 0)).trimEnd();
    const section = sections.at(-1);
    if (key === '' || !section) {
      broken.push({ start, end });
      return;
    }
    const from = equals + 1 + (whole.length - equals - 1 - whole.slice(equals + 1).trimStart().length);
    section.entries.push({
      key,
      keySpan: { start, end: start + key.length },
      value: { text: whole.slice(from), at: at.slice(from) },
      span: { start, end },
    });
  };
  for (let from = text.charCodeAt(0) === 0xfeff ? 1 : 0; from < text.length; from = LINE.lastIndex) {
    LINE.lastIndex = from;
    const raw = LINE.exec(text)![0];
    const line = raw.trim();
    const start = from + raw.length - raw.trimStart().length;
    const end = start + line.length;
    if (line === '' || line[0] === '#' || line[0] === ';') {
      if (line !== '') comments.push({ start, end });
      if (line === '' && open) finish();
      continue;
    }
    const header = open ? null : /^\[([^[\]]+)\]$/.exec(line);
    if (header) {
      sections.push({ name: header[1]!, at: { start, end }, entries: [] });
      continue;
    }
    const isContinued = line.endsWith('\\');
    const own = isContinued ? line.slice(0, -1) : line;
    open ??= { text: '', at: [], start, end };
    open.text += own;
    for (let i = 0; i < own.length; i++) open.at.push(start + i);
    open.end = start + own.trimEnd().length;
    if (!isContinued) finish();
  }
  finish();
  return { sections, comments, broken };
}

/** The words of a value, separated by blanks. Quotes may surround a word or a part of it; a backslash escapes a character. */
export function wordsOf({ text, at }: Part): Part[] {
  const out: Part[] = [];
  let word: { text: string; at: number[] } | undefined;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quote === '' && /\s/.test(c)) {
      if (word) out.push(word);
      word = undefined;
      continue;
    }
    word ??= { text: '', at: [] };
    if (quote === '' ? c === '"' || c === "'" : c === quote) {
      quote = quote === '' ? c : '';
      continue;
    }
    const isEscape = c === '\\' && i + 1 < text.length;
    word.text += isEscape ? text[++i]! : c;
    word.at.push(at[i]!);
  }
  if (word) out.push(word);
  return out;
}

/** A piece of a part. */
export const sliceOf = ({ text, at }: Part, start: number, end = text.length): Part => ({
  text: text.slice(start, end),
  at: at.slice(start, end),
});

/** The place of a part; `otherwise` for one without characters. */
export const spanOf = ({ at }: Part, otherwise: Span): Span =>
  at.length === 0 ? otherwise : { start: at[0]!, end: at[at.length - 1]! + 1 };
