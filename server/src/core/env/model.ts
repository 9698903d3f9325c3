/** A file of environment variables: `.env`, or a file that `env_file` names. Source: Compose's parser, compose-go `dotenv/parser.go`. */
import type { Span } from '../text/span.ts';

export interface EnvFileVariable {
  readonly name: string;
  readonly nameSpan: Span;
  /** Without quotes and trailing comment; escapes stay as written. '' when nothing follows the `=`. */
  readonly value: string;
  /** The span of `value`, without its quotes. For an empty value: an empty span where it would begin. */
  readonly valueSpan: Span;
  /**
   * The value refers to a variable or a command that is expanded when the file is read: the whole value is `$NAME`, or it contains
   * `${NAME}` or `$(…)`. Never in single quotes. A `$NAME` inside other text is far more often part of a password, and not every reader
   * expands it.
   */
  readonly dynamic: boolean;
  /** `export`, name, value and comment: whole lines, without the last line break. */
  readonly span: Span;
}

/** All spans are offsets into the unit's text. */
export interface EnvFile {
  /** In source order. When a name is defined twice, the last definition wins. */
  readonly variables: readonly EnvFileVariable[];
  /** From `#` to the end of the line: comment lines, and comments behind a value. */
  readonly comments: readonly Span[];
  readonly eol: '\n' | '\r\n';
}
