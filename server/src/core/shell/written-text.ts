/** Texts that a command writes to a file: `echo … > f`, `printf … | tee f`, `cat <<EOF > f`. */
import { type MappedText, mapped } from '../text/mapped-text.ts';
import { effectiveCommands } from './effective.ts';
import { holeCharacter, joinWords } from './joined-words.ts';
import { ansiEscape } from './quotes.ts';
import { pick, type Source } from './reader.ts';
import type { ShellCommand, ShellRedirect, ShellWord } from './syntax.ts';

export interface WrittenText {
  /** The path as written, without quotes. */
  readonly file: string;
  /** The text, with `holeCharacter` for each expansion. The escapes of `printf` and `echo -e` are decoded. */
  readonly source: MappedText;
}

/** The texts that `command` writes to files, each once a file. */
export function writtenTexts(command: ShellCommand): WrittenText[] {
  const files = writtenFiles(command);
  const source = files.length > 0 ? textOf(command) : undefined;
  return source ? files.map((file) => ({ file, source })) : [];
}

/** The files that a command's output goes to, as written, without quotes. */
export function writtenFiles(command: ShellCommand): string[] {
  const { name, words, redirects, pipedTo } = command;
  const tee = pipedTo && effectiveCommands(pipedTo).find((one) => one.command.name === 'tee')?.command;
  const operands = [...(name === 'tee' ? words.slice(1) : []), ...(tee?.words.slice(1) ?? [])];
  const targets = redirects
    .filter((r) => /^(?:>>?|>\||&>>?)$/.test(r.operator) && (r.fd ?? 1) === 1)
    .map((r) => r.target);
  const files = [...targets, ...operands.filter((word) => !word.raw.startsWith('-'))];
  return files.flatMap((word) => (word && !/^\/dev\//.test(word.raw) ? [word.raw.replace(/["']/g, '')] : []));
}

function textOf({ name, words, redirects }: ShellCommand): Source | undefined {
  if (name === 'cat' || name === 'tee') {
    const input = redirects.findLast((r) => r.heredoc !== undefined || r.operator === '<<<');
    return input && inputOf(input);
  }
  if (name !== 'echo' && name !== 'printf') return undefined;
  let from = 1;
  while (/^-[neE]+$|^--$/.test(words[from]?.literal ?? '')) from++;
  const printed = words.slice(from);
  if (printed.length === 0) return undefined;
  return name === 'echo' ? decoded(joinWords(printed), false) : formatted(printed);
}

function inputOf({ heredoc, target }: ShellRedirect): Source | undefined {
  if (!heredoc) return target && joinWords([target]);
  const { body, span } = heredoc;
  if (body.length === span.end - span.start) return mapped(body, span.start);
  return { text: body, at: (i) => (i < body.length ? span.start : span.end), endOf: () => span.end };
}

/** The output of `printf`: of `%s\n` and `%s` each operand, of another format the format with placeholders. */
function formatted([format, ...operands]: readonly ShellWord[]): Source | undefined {
  if (!format) return undefined;
  if (/^%[sb](?:\\n)?$/.test(format.literal ?? ''))
    return operands.length > 0 ? joinWords(operands, format.literal?.endsWith('n') ? '\n' : '') : undefined;
  return decoded(joinWords([format]), true);
}

/** The text with its escapes decoded; with `directives`, `%s` and the like are replaced by placeholders. */
function decoded(source: Source, directives: boolean): Source {
  const { text } = source;
  if (!/[\\%]/.test(text)) return source;
  let out = '';
  const from: number[] = [];
  const to: number[] = [];
  for (let i = 0; i < text.length; ) {
    const directive =
      directives && text[i] === '%'
        ? /^%(?:[-+ 0#]{0,3}\d{0,5}(?:\.\d{0,5})?[sbdiuoxXcq]|%)/.exec(text.slice(i, i + 16))?.[0]
        : undefined;
    const escaped = text[i] === '\\' ? ansiEscape(text, i) : undefined;
    const length = directive?.length ?? escaped?.length ?? 1;
    const piece =
      directive === undefined ? (escaped?.text ?? text.charAt(i)) : directive === '%%' ? '%' : holeCharacter;
    for (let n = 0; n < piece.length; n++) {
      from.push(i);
      to.push(i + length - 1);
    }
    out += piece;
    i += length;
  }
  const last = text.length;
  return pick(
    source,
    out,
    (i) => to[i] ?? last,
    (i) => from[i] ?? last,
  );
}
