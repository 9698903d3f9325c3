import type { Span } from '../text/span.ts';

/**
 * A piece of a word. A text is what the shell sees after quote removal; its span has the text's own length, except for one escaped
 * character (`\"`, `\n` of `$'\n'`), whose span holds the escape. Quotes belong to no part.
 */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly span: Span }
  | {
      /** `$NAME`, `${NAME}`, `${NAME:-operand}`; `${#NAME}` and `${!NAME}` have the operators `#` and `!` and no operand. */
      readonly kind: 'variable';
      readonly name: string;
      readonly operator?: string;
      readonly operand?: string;
      readonly span: Span;
    }
  /** `$(…)`, backticks, `<(…)`, `>(…)`: all simple commands in it, nested ones included. */
  | { readonly kind: 'command'; readonly commands: readonly ShellCommand[]; readonly span: Span }
  | { readonly kind: 'arithmetic'; readonly span: Span };

/** One word, with its quotes. */
export interface ShellWord {
  /** In the document, quotes included. */
  readonly span: Span;
  /** As written, after joining of continuations. */
  readonly raw: string;
  /** The text with quotes removed, when nothing in it is expanded; else undefined. Patterns (`*`) and `~` count as text. */
  readonly literal?: string;
  /** As much as is known: literal pieces, with the expansions as holes. */
  readonly parts: readonly WordPart[];
  /** Whether any of it stands in quotes. */
  readonly quoted: boolean;
}

/** `NAME=value` before a command or alone. An array's value has the parts of all its elements, and no literal. */
export interface ShellAssignment {
  readonly name: string;
  readonly value: ShellWord;
  readonly span: Span;
}

/** `> file`, `2>&1`, `<<EOF`. For a heredoc the target is the delimiter. */
export interface ShellRedirect {
  readonly operator: string;
  readonly target?: ShellWord;
  /** Lines between the operator's line and the delimiter; with `<<-` the leading tabs are taken off `body`. */
  readonly heredoc?: { readonly body: string; readonly span: Span; readonly quoted: boolean };
  readonly fd?: number;
  readonly span: Span;
}

export type Separator = '&&' | '||' | ';' | '|' | '&' | '\n';

/** A simple command. `[[ … ]]` is one too, named `[[`. */
export interface ShellCommand {
  /** From its first assignment, word or redirect to its last; heredoc bodies lie outside. */
  readonly span: Span;
  readonly assignments: readonly ShellAssignment[];
  /** `words[0]` is the command's name. */
  readonly words: readonly ShellWord[];
  /** Last path segment of a literal `words[0]` (`/usr/bin/curl` gives `curl`), else undefined. */
  readonly name?: string;
  readonly redirects: readonly ShellRedirect[];
  /**
   * Neighbours in its pipeline. Each command of a group or loop in a pipeline has that group's neighbours, unless it has its own:
   * in `(a; b) | (c; d)` both `a` and `b` are piped to `c`, both `c` and `d` from `b`.
   */
  readonly pipedTo?: ShellCommand;
  readonly pipedFrom?: ShellCommand;
  /** What separates it from the command before in the same list; undefined for the first one of a list. */
  readonly separatorBefore?: Separator;
  readonly separatorSpan?: Span;
  /** 0 = top level; in `$( )`, subshells, groups, function bodies and every part of if/for/while/case one more. */
  readonly depth: number;
}

export interface ShellScript {
  /** All simple commands in source order, nested ones included. */
  readonly commands: readonly ShellCommand[];
  /** False: something was not understood; then absence must not be concluded. */
  readonly complete: boolean;
}

/** While it is read. */
export type Building<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
