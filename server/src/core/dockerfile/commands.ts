import {
  joinContinuations,
  languageOf,
  type MappedText,
  mapped,
  parseScript,
  parseShell,
  type ShellCommand,
  type ShellLanguage,
  type ShellScript,
  type ShellWord,
  type WordPart,
} from '../shell/shell.ts';
import type { Span } from '../text/span.ts';
import type { Argument } from './model.ts';
import type { RawInstruction } from './raw-instruction.ts';

/** Whether the program at `path` (`/bin/bash`, `bash.exe`) is a POSIX shell. */
export const isPosixShell = (path: string): boolean => languageOf(path) === 'posix';

/**
 * The shell script of an instruction in shell form; `undefined` for the exec form, for instructions that run nothing, and for a heredoc
 * with the `#!` line of another language. The script of `RUN <<EOF` without a command is the body of the heredoc.
 */
export function shellScript(
  text: string,
  raw: RawInstruction,
  escapeChar: '\\' | '`',
  language: ShellLanguage,
): ShellScript | undefined {
  const source = shellSource(text, raw, escapeChar);
  return source && parseScript(source, language);
}

function shellSource(text: string, raw: RawInstruction, escapeChar: '\\' | '`'): MappedText | undefined {
  const { keyword, args, argsSpan, exec, heredocs } = raw;
  if (exec || !argsSpan) return undefined;
  if (keyword === 'HEALTHCHECK')
    return args.length > 1 && args[0]!.text.toUpperCase() === 'CMD'
      ? joined(text, args[1]!.span.start, raw.span.end, escapeChar)
      : undefined;
  if (keyword !== 'RUN' && keyword !== 'CMD' && keyword !== 'ENTRYPOINT') return undefined;
  const [only] = heredocs;
  if (only && heredocs.length === 1 && args.length === 1) {
    const program = /^[ \t]*#![ \t]*(\S+)(?:[ \t]+(?:-S[ \t]+)?(\S+))?/.exec(only.body.slice(0, 200));
    const interpreter = program && (/(^|\/)env$/.test(program[1]!) ? (program[2] ?? '') : program[1]!);
    return interpreter === null || isPosixShell(interpreter) ? mapped(only.body, only.bodySpan.start) : undefined;
  }
  return joined(text, argsSpan.start, raw.span.end, escapeChar);
}

const joined = (text: string, start: number, end: number, escapeChar: '\\' | '`') =>
  joinContinuations(text.slice(start, end), start, escapeChar);

/** The commands of `script`, and those in heredocs that it passes to a shell as standard input (`bash <<EOF`). */
export function scriptCommands(text: string, script: ShellScript): readonly ShellCommand[] {
  const inner = script.commands.flatMap((command) => {
    const body = command.redirects.find((r) => r.heredoc)?.heredoc;
    if (!body || command.name === undefined || !isPosixShell(command.name)) return [];
    const options = command.words.slice(1).every((w) => w.literal !== undefined && /^-[^c]*$/.test(w.literal));
    return options ? parseShell(mapped(text.slice(body.span.start, body.span.end), body.span.start)).commands : [];
  });
  return inner.length > 0 ? [...script.commands, ...inner] : script.commands;
}

/** The commands of an exec form: its words as one command, or the script of `["sh", "-c", "…"]`. */
export function execCommands(text: string, exec: readonly Argument[]): readonly ShellCommand[] {
  const first = exec[0];
  const last = exec.at(-1);
  if (!first || !last) return [];
  const option = exec.findIndex((e, i) => i > 0 && /^-[a-z]*c[a-z]*$/.test(e.text));
  const script = exec[option + 1];
  if (option > 0 && script && isPosixShell(first.text) && exec.slice(1, option).every((e) => e.text.startsWith('-')))
    return parseShell(stringContent(text, script)).commands;
  const words = exec.map((e) => execWord(text, e));
  const name = first.text.slice(first.text.lastIndexOf('/') + 1);
  const span = { start: first.span.start, end: last.span.end };
  return [{ span, assignments: [], words, redirects: [], depth: 0, ...(name !== '' && { name }) }];
}

function execWord(text: string, { span, text: literal }: Argument): ShellWord {
  const parts: WordPart[] = [];
  const { pieces } = jsonPieces(text, span, literal);
  for (const [from, to, at] of pieces) parts.push({ kind: 'text', text: literal.slice(from, to), span: at });
  return { span, raw: text.slice(span.start, span.end), literal, parts, quoted: true };
}

/** The content of a JSON string, with the offset of each character. */
function stringContent(text: string, { span, text: content }: Argument): MappedText {
  const { starts, ends } = jsonPieces(text, span, content);
  return { text: content, at: (i) => starts[i] ?? span.end - 1, endOf: (i) => ends[i] ?? span.end - 1 };
}

/**
 * The places of the characters of `content` in the JSON string at `span`: as runs `[from, to, where]` of plain characters or of one escape,
 * and character by character. A string that spans several lines is a single piece: it is too rare for more.
 */
function jsonPieces(text: string, span: Span, content: string) {
  const pieces: [number, number, Span][] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = span.start + 1;
  let run = 0;
  const flush = (to: number): void => {
    if (to > run) pieces.push([run, to, { start: starts[run]!, end: ends[to - 1]! }]);
    run = to;
  };
  for (let i = 0; i < content.length; i++) {
    const length = text.charCodeAt(at) !== 92 ? 1 : text[at + 1] === 'u' ? 6 : 2;
    if (length > 1) flush(i);
    starts.push(at);
    at += length;
    ends.push(at);
    if (length > 1) flush(i + 1);
  }
  flush(content.length);
  if (at === span.end - 1) return { pieces, starts, ends };
  const whole = content === '' ? [] : [[0, content.length, span] as [number, number, Span]];
  return { pieces: whole, starts: starts.fill(span.start), ends: ends.fill(span.end) };
}
