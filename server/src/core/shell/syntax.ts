import type { Span } from '../text/span.ts';

/**
 * A part of a word. A text part is text after quote removal. Its span has the length of the text, except for a single escaped character
 * (`\"`, `\n` of `$'\n'`): that span covers the escape. Quotes belong to no part.
 */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly span: Span }
  | {
      /** `$NAME`, `${NAME}` or `${NAME:-operand}`. `${#NAME}` and `${!NAME}` have the operators `#` and `!`, and no operand. */
      readonly kind: 'variable';
      readonly name: string;
      readonly operator?: string;
      readonly operand?: string;
      readonly span: Span;
    }
  /** `$(…)`, backticks, `<(…)` or `>(…)`. `commands` are all simple commands in it, including nested ones. */
  | { readonly kind: 'command'; readonly commands: readonly ShellCommand[]; readonly span: Span }
  | { readonly kind: 'arithmetic'; readonly span: Span };

/** One word, with its quotes. */
export interface ShellWord {
  /** In the document, quotes included. */
  readonly span: Span;
  /** As written, after joining of continuations. */
  readonly raw: string;
  /** The text without quotes; undefined when the word has an expansion. Patterns (`*`) and `~` count as text. */
  readonly literal?: string;
  /** The literal texts and the expansions, in order. */
  readonly parts: readonly WordPart[];
  /** Whether part of the word is in quotes. */
  readonly quoted: boolean;
}

/** `NAME=value` before a command or alone. The value of an array has the parts of all elements, and no literal. */
export interface ShellAssignment {
  readonly name: string;
  readonly value: ShellWord;
  readonly span: Span;
}

/** `> file`, `2>&1`, `<<EOF`. For a heredoc the target is the delimiter. */
export interface ShellRedirect {
  readonly operator: string;
  readonly target?: ShellWord;
  /** The lines between the operator's line and the delimiter. With `<<-`, `body` has no leading tabs. */
  readonly heredoc?: { readonly body: string; readonly span: Span; readonly quoted: boolean };
  readonly fd?: number;
  readonly span: Span;
}

export type Separator = '&&' | '||' | ';' | '|' | '&' | '\n';

/** A simple command. `[[ … ]]` is one too, named `[[`. */
export interface ShellCommand {
  /** From the first to the last assignment, word or redirect. Does not cover heredoc bodies. */
  readonly span: Span;
  readonly assignments: readonly ShellAssignment[];
  /** `words[0]` is the command's name. */
  readonly words: readonly ShellWord[];
  /** Last path segment of a literal `words[0]` (`/usr/bin/curl` gives `curl`), else undefined. */
  readonly name?: string;
  readonly redirects: readonly ShellRedirect[];
  /**
   * Neighbours in its pipeline. A command of a group or loop in a pipeline has the neighbours of the group, unless it has its own: in
   * `(a; b) | (c; d)` both `a` and `b` are piped to `c`, and both `c` and `d` from `b`.
   */
  readonly pipedTo?: ShellCommand;
  readonly pipedFrom?: ShellCommand;
  /** The separator between this command and the one before it in the same list; undefined for the first command of a list. */
  readonly separatorBefore?: Separator;
  readonly separatorSpan?: Span;
  /** 0 at top level; one more inside `$( )`, subshells, groups, function bodies, and each part of if/for/while/case. */
  readonly depth: number;
}

export interface ShellScript {
  /** All simple commands in source order, including nested ones. */
  readonly commands: readonly ShellCommand[];
  /** False when part of the script was not understood. Then a command may exist that is not in `commands`. */
  readonly complete: boolean;
}

/** The mutable form of a type, for the parser. */
export type Building<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
