/**
 * The model of a Dockerfile for rules. `parseDockerfile` builds it once per text. Spans are offsets into that text.
 * Sources: Docker's Dockerfile reference and BuildKit's frontend (`frontend/dockerfile`).
 */
import type { ImageReference } from '../image/reference.ts';
import type { ShellCommand, ShellLanguage, ShellScript } from '../shell/shell.ts';
import type { Span } from '../text/span.ts';

export interface Dockerfile {
  readonly text: string;
  readonly eol: '\n' | '\r\n';
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  /** Every instruction after the first FROM, in source order, without those inside ONBUILD's argument (see `Instruction.onbuild`). */
  readonly instructions: readonly Instruction[];
  /** The ARGs before the first FROM, in order. */
  readonly globalArgs: readonly Variable[];
  readonly stages: readonly Stage[];
  /** Comment lines outside heredocs, from `#` to the end of the line. */
  readonly comments: readonly Span[];
  readonly problems: readonly { readonly at: Span; readonly message: string }[];
  /** The file is a template (`{{…}}`, `{% … %}`, `<% … %>` as instructions or in FROM). Instructions and stages may be missing. */
  readonly templated: boolean;
  /** Only of a file that was edited: of thousands that are read once, nothing is kept. */
  readonly contents?: Contents;
}

/** A parser directive (`# syntax=…`, `# escape=…`, `# check=…`) in the comment block at the top of the file. */
export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
  readonly valueSpan: Span;
}

/** A value after expansion. `text` is undefined when it is unknown. */
export interface Resolved {
  readonly text: string | undefined;
  /** The value depends on an ARG: a build may pass another value. */
  readonly overridable: boolean;
  /** The ARG and ENV definitions that the value depends on, outermost first. */
  readonly from: readonly Span[];
}

export interface Variable {
  readonly kind: 'ARG' | 'ENV';
  readonly name: string;
  readonly nameSpan: Span;
  /** The value as written, with quotes; `undefined` for `ARG X`. */
  readonly raw: string | undefined;
  /** The span of the value as written, with quotes. */
  readonly valueSpan: Span | undefined;
  readonly resolved: Resolved;
  /** The span of `NAME=value` (or `NAME`, or `NAME value` in the old form of ENV). */
  readonly span: Span;
  readonly instruction: Instruction;
}

export interface Flag {
  readonly name: string;
  readonly value: string | undefined;
  readonly span: Span;
  readonly valueSpan: Span | undefined;
}

/** `RUN --mount=type=…,key=value`. Keys are in lower case. A key without a value has ''. */
export interface Mount {
  readonly flag: Flag;
  readonly options: ReadonlyMap<string, { readonly value: string; readonly span: Span; readonly valueSpan: Span }>;
}

export interface Heredoc {
  readonly name: string;
  readonly quoted: boolean;
  /** `<<-`: leading tabs are stripped. */
  readonly stripTabs: boolean;
  /** As written, with the tabs that `<<-` removes. */
  readonly body: string;
  readonly bodySpan: Span;
}

export interface Argument {
  readonly text: string;
  readonly span: Span;
}

/**
 * Why an instruction is incomplete: a quote, heredoc or JSON array is not closed; the text ends behind a continuation; a continuation joins
 * the line of another instruction to it; Docker does not know the keyword.
 */
export type Incomplete = 'quote' | 'heredoc' | 'array' | 'continuation' | 'joined' | 'keyword';

/**
 * What an instruction or a stage says, apart from offsets: the same object as long as edits leave that the same. It is a key for results that
 * follow from nothing else (`byContent`).
 */
export interface Content {
  /** Unique among the contents of a file and of its earlier states. */
  readonly id: number;
}

/** The contents of a file by texts that say as much, and the lowest id that is free. */
export interface Contents {
  readonly byText: ReadonlyMap<string, Content>;
  readonly next: number;
}

/** One instruction. `span` is from its keyword to the end of its last line, with heredocs, without the last line break. */
export interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly span: Span;
  readonly flags: readonly Flag[];
  /** The words after the flags, split at blanks, with quotes, without comment lines and continuations. */
  readonly args: readonly Argument[];
  /** From the first to the last argument, before any heredoc body. */
  readonly argsSpan: Span | undefined;
  /** The arguments as one text, without continuations and comment lines; '' if there are none. */
  readonly argsText: string;
  readonly heredocs: readonly Heredoc[];
  /** The elements of the exec form (a valid JSON array), with escapes decoded. Their spans include the quotes. */
  readonly exec: readonly Argument[] | undefined;
  /** Why it is incomplete; fixes do not edit it then. */
  readonly incomplete?: Incomplete;
  /** The trigger of an ONBUILD: it runs in builds FROM this image. */
  readonly onbuild?: Instruction;
  /** Index of its stage; -1 before the first FROM. */
  readonly stage: number;
  /** Its shell form runs in a POSIX shell. */
  readonly posix: boolean;
  /** The language of its shell form; `undefined` when its shell is unknown. */
  readonly language: ShellLanguage | undefined;
  /** Only in a file that was edited. */
  readonly content?: Content;
  /** The script of a RUN, CMD, ENTRYPOINT or HEALTHCHECK CMD in shell form, if the shell is a POSIX shell. Computed on first use. */
  shell(): ShellScript | undefined;
  /** All commands that this instruction runs, in any shell, also in exec form: the words as one command, or the script of `sh -c`. */
  commands(): readonly ShellCommand[];
  /** The `--mount` flags of RUN. */
  readonly mounts: readonly Mount[];
  /** The variables that an ARG or ENV defines. The labels of a LABEL are in `labels`. */
  readonly variables: readonly Variable[];
  readonly labels: readonly {
    readonly name: string;
    readonly value: string;
    readonly span: Span;
    readonly valueSpan: Span;
  }[];
}

/** An image or stage named in a Dockerfile: FROM, `COPY --from`, `RUN --mount from=`. */
export type StageSource =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'image'; readonly reference: ImageReference; readonly resolved: Resolved }
  /** The name depends on a variable without a value, is malformed, or is the index of a stage that does not exist. */
  | { readonly kind: 'unknown'; readonly resolved: Resolved };

export interface Stage {
  readonly index: number;
  /** The name after AS, in lower case. */
  readonly name: string | undefined;
  readonly nameSpan: Span | undefined;
  readonly from: Instruction;
  /** Of the stage with those that it is FROM, as they are built without arguments. Only in a file that was edited. */
  readonly content?: Content;
  /** The image in FROM, as written. */
  readonly image: Argument | undefined;
  readonly source: StageSource;
  readonly platform: Flag | undefined;
  /** The instructions after FROM, in order. */
  readonly instructions: readonly Instruction[];
  /** From FROM to the end of the stage's last instruction. */
  readonly span: Span;
  /** It is the last stage, which a build without `--target` creates. */
  readonly final: boolean;
  /** It is the final stage, or the final stage depends on it (FROM, COPY --from, mount from). */
  readonly reachable: boolean;
  /** The user at the end of the stage. */
  readonly user: EffectiveUser;
  /** The user before `instruction` runs. */
  userAt(instruction: Instruction): EffectiveUser;
  /** ENV and ARG variables at the end of the stage, by name. Include those of the stages it is FROM. */
  readonly env: ReadonlyMap<string, Variable>;
  readonly args: ReadonlyMap<string, Variable>;
  /** `undefined`: the default /bin/sh -c. */
  readonly shell: readonly string[] | undefined;
  readonly windows: boolean;
  /** Expands `text` with the variables at the instruction `at`. */
  expand(text: string, at: Instruction): Resolved;
}

/** The user of a stage: root, not root, or unknown. */
export interface EffectiveUser {
  readonly verdict: 'root' | 'non-root' | 'unknown';
  /** The USER argument after expansion, without the group. */
  readonly user: string | undefined;
  readonly group: string | undefined;
  /** The numeric id, if the USER argument, or a useradd or adduser in the chain of stages, gives it. */
  readonly uid: number | undefined;
  readonly origin:
    | { readonly kind: 'instruction'; readonly instruction: Instruction; readonly stage: Stage }
    /** The chain of stages has no USER: the default user of the image at its root. */
    | { readonly kind: 'image'; readonly reference: ImageReference }
    | { readonly kind: 'scratch' }
    | { readonly kind: 'unknown' };
}

/** An image that a build pulls: FROM, COPY --from, --mount from=, `# syntax=`. */
export interface DockerfileImage {
  readonly role: 'from' | 'copy' | 'mount' | 'syntax';
  readonly at: Span;
  readonly raw: string;
  readonly source: StageSource;
  readonly stage: Stage | undefined;
}
