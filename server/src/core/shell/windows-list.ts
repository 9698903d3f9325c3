/** Lists and pipelines as PowerShell and `cmd.exe` write them. */
import { connect, streamsOf } from './list.ts';
import { match } from './powershell-word.ts';
import { incomplete, type Progress, type Reader, reader, type Source } from './reader.ts';
import type { Building, Separator, ShellCommand, ShellScript } from './syntax.ts';

/** In what the two shells differ. */
export interface Dialect {
  /** Sticky; a separator that ends with a newline is one. */
  readonly separator: RegExp;
  /** Characters that end a list. */
  readonly closing: string;
  /** Skips blanks and comments; `lines`: and newlines. */
  readonly skip: (r: Reader, lines: boolean) => void;
  /** Reads a command, or a block. */
  readonly readElement: (r: Reader) => void;
  /** The name of a command by its first word. */
  readonly nameOf: (command: ShellCommand) => string | undefined;
}

/** Parses a whole script. Never throws. */
export function parseWindows(source: Source, dialect: Dialect): ShellScript {
  const readList = (r: Reader): void => readListOf(r, dialect);
  const progress: Progress = {
    commands: [],
    substitutionsOf: [],
    complete: true,
    nesting: 0,
    depth: 0,
    substitutions: 0,
    lookahead: 0,
    readList,
  };
  const r = reader(source, progress);
  while (r.pos < r.text.length) {
    readList(r);
    if (r.pos >= r.text.length) break;
    incomplete(r);
    r.pos++;
  }
  for (const command of progress.commands) {
    const name = dialect.nameOf(command);
    if (name !== undefined) command.name = name;
  }
  return { commands: progress.commands, complete: progress.complete };
}

/** Reads commands up to a closing character, or the end. */
function readListOf(r: Reader, dialect: Dialect): void {
  const { skip, closing, separator: token } = dialect;
  let separator: Separator | undefined;
  for (;;) {
    skip(r, true);
    const c = r.text[r.pos];
    if (c === undefined || closing.includes(c)) return;
    const start = r.pos;
    readPipeline(r, separator, dialect);
    skip(r, false);
    const next = match(token, r);
    separator = next?.endsWith('\n') ? '\n' : (next as Separator | undefined);
    r.pos += next?.length ?? 0;
    if (r.pos === start) {
      incomplete(r);
      r.pos++;
    }
  }
}

function readPipeline(r: Reader, separator: Separator | undefined, { skip, readElement }: Dialect): void {
  let writers: Building<ShellCommand>[] | undefined;
  let before = separator;
  for (;;) {
    const first = r.progress.commands.length;
    readElement(r);
    const own = r.progress.commands[first];
    if (own && before) own.separatorBefore = before;
    if (writers) connect(writers, streamsOf(r, first));
    skip(r, false);
    if (r.text[r.pos] !== '|' || r.text[r.pos + 1] === '|') return;
    writers = streamsOf(r, first);
    // `(iwr x).Content | iex`
    if (writers.length === 0) writers = r.progress.commands.slice(first);
    before = '|';
    r.pos++;
    skip(r, true);
  }
}
