/** A file of environment variables: `.env`, or what `env_file` names. Source: compose-go `dotenv/parser.go`, which Docker Compose reads them with. */
import type { Span } from '../text/span.ts';

export interface EnvFileVariable {
  readonly name: string;
  readonly nameSpan: Span;
  /** Without quotes and trailing comment; escapes are left as written. '' when nothing stands after the `=`. */
  readonly value: string;
  /** Of `value`, within its quotes; where it would begin when it is empty. */
  readonly valueSpan: Span;
  /**
   * It is, or holds, a reference that is put in when the file is read: all of it is `$NAME`, or `${NAME}` stands in it; never in single
   * quotes. A lone `$` within is part of a password far more often, and not every reader puts something in its place.
   */
  readonly dynamic: boolean;
  /** `export`, name, value and comment: whole lines, without the last line's end. */
  readonly span: Span;
}

/** Offsets are those of the unit's text. */
export interface EnvFile {
  /** In source order; of a name given twice the last wins. */
  readonly variables: readonly EnvFileVariable[];
  /** From `#` to the line's end: lines that are comments, and what follows a value on its line. */
  readonly comments: readonly Span[];
  readonly eol: '\n' | '\r\n';
}
