/**
 * A Dockerfile as the rules see it. Built once per text by `parseDockerfile`; spans are offsets into that text.
 * Sources: Docker's Dockerfile reference and BuildKit's frontend (`frontend/dockerfile`).
 */
import type { ImageReference } from '../image/reference.ts';
import type { ShellCommand, ShellScript } from '../shell/shell.ts';
import type { Span } from '../text/span.ts';

export interface Dockerfile {
  readonly text: string;
  readonly eol: '\n' | '\r\n';
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  /** Every instruction in source order, those before the first FROM and those inside ONBUILD's argument excluded (see `Instruction.onbuild`). */
  readonly instructions: readonly Instruction[];
  /** ARGs before the first FROM, in order. */
  readonly globalArgs: readonly Variable[];
  readonly stages: readonly Stage[];
  /** Comment lines outside heredocs, from `#` to the line's end. */
  readonly comments: readonly Span[];
  readonly problems: readonly { readonly at: Span; readonly message: string }[];
  /** A text from which Dockerfiles are made (`{{…}}`, `{% … %}`, `<% … %>` as instructions or in FROM): instructions and stages may be missing. */
  readonly templated: boolean;
}

/** A parser directive (`# syntax=…`, `# escape=…`, `# check=…`) of the unbroken comment block at the very top. */
export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
  readonly valueSpan: Span;
}

/** A value that may be known (`text`), known to be one of what a build may override (`overridable`), or not known (`text` undefined). */
export interface Resolved {
  readonly text: string | undefined;
  /** An ARG took part: a build may pass another value. */
  readonly overridable: boolean;
  /** The ARG and ENV definitions that took part, outermost first. */
  readonly from: readonly Span[];
}

export interface Variable {
  readonly kind: 'ARG' | 'ENV';
  readonly name: string;
  readonly nameSpan: Span;
  /** As written, quotes included; `undefined` for `ARG X`. */
  readonly raw: string | undefined;
  /** Of the value as written, quotes included. */
  readonly valueSpan: Span | undefined;
  readonly resolved: Resolved;
  /** Of `NAME=value` (or of `NAME`, or of `NAME value` in the old ENV form). */
  readonly span: Span;
  readonly instruction: Instruction;
}

export interface Flag {
  readonly name: string;
  readonly value: string | undefined;
  readonly span: Span;
  readonly valueSpan: Span | undefined;
}

/** `RUN --mount=type=…,key=value`: keys lower-cased; a key without value has ''. */
export interface Mount {
  readonly flag: Flag;
  readonly options: ReadonlyMap<string, { readonly value: string; readonly span: Span; readonly valueSpan: Span }>;
}

export interface Heredoc {
  readonly name: string;
  readonly quoted: boolean;
  /** `<<-`: leading tabs are stripped. */
  readonly stripTabs: boolean;
  /** As written: the tabs that `<<-` drops are in it. */
  readonly body: string;
  readonly bodySpan: Span;
}

export interface Argument {
  readonly text: string;
  readonly span: Span;
}

/**
 * Why an instruction was not read whole: a quote, heredoc or JSON array is not closed; the text ends behind a continuation; a continuation
 * joins the line of another instruction to it; Docker does not know the keyword.
 */
export type Incomplete = 'quote' | 'heredoc' | 'array' | 'continuation' | 'joined' | 'keyword';

/** One instruction. `span` runs from its keyword to the end of its last line (heredocs included), without the final newline. */
export interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly span: Span;
  readonly flags: readonly Flag[];
  /** Words after the flags, split at blanks, quotes kept; comment lines and continuations left out. */
  readonly args: readonly Argument[];
  /** From the first to the last argument, before any heredoc body. */
  readonly argsSpan: Span | undefined;
  /** The arguments as one text, continuations and comment lines left out; '' without arguments. */
  readonly argsText: string;
  readonly heredocs: readonly Heredoc[];
  /** Elements of a valid JSON (exec form) array, unescaped, with their spans (quotes included). */
  readonly exec: readonly Argument[] | undefined;
  /** Set when it was not read whole: then no fix edits it. */
  readonly incomplete?: Incomplete;
  /** Its trigger, if this is ONBUILD: runs in the builds of images based on this one. */
  readonly onbuild?: Instruction;
  /** Index of its stage; -1 before the first FROM. */
  readonly stage: number;
  /** What RUN, shell-form CMD, ENTRYPOINT or HEALTHCHECK CMD runs, when the stage's shell is a POSIX shell. Computed on first use. */
  shell(): ShellScript | undefined;
  /** Exec form too: the words as one command, `sh -c` looked through. All the commands that this instruction runs. */
  commands(): readonly ShellCommand[];
  /** `--mount` flags of RUN. */
  readonly mounts: readonly Mount[];
  /** Variables defined, of ARG and ENV; labels of LABEL as name/value pairs of the same shape are in `labels`. */
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
  /** Variables without a value, a malformed name, or an index that does not exist. */
  | { readonly kind: 'unknown'; readonly resolved: Resolved };

export interface Stage {
  readonly index: number;
  /** As written after AS, and lower-cased. */
  readonly name: string | undefined;
  readonly nameSpan: Span | undefined;
  readonly from: Instruction;
  /** The image argument of FROM as written. */
  readonly image: Argument | undefined;
  readonly source: StageSource;
  readonly platform: Flag | undefined;
  /** Instructions after FROM, in order. */
  readonly instructions: readonly Instruction[];
  /** From FROM to the end of the stage's last instruction. */
  readonly span: Span;
  /** The last stage: what a build without `--target` makes. */
  readonly final: boolean;
  /** The final stage depends on it (FROM, COPY --from, mount from), or it is the final stage. */
  readonly reachable: boolean;
  /** User at the end of the stage. */
  readonly user: EffectiveUser;
  /** User in force before `instruction` runs. */
  userAt(instruction: Instruction): EffectiveUser;
  /** Environment (ENV) and build arguments in force at the end, by name; those of the stages it is FROM included. */
  readonly env: ReadonlyMap<string, Variable>;
  readonly args: ReadonlyMap<string, Variable>;
  /** `undefined`: the default /bin/sh -c. */
  readonly shell: readonly string[] | undefined;
  readonly windows: boolean;
  /** Value of `text` with the variables in force at `instruction` filled in. */
  expand(text: string, at: Instruction): Resolved;
}

/** Who a stage runs as. Three-valued: root, not root, or unknown. */
export interface EffectiveUser {
  readonly verdict: 'root' | 'non-root' | 'unknown';
  /** The USER argument after expansion, without the group. */
  readonly user: string | undefined;
  readonly group: string | undefined;
  /** Its numeric id where the text, or a useradd/adduser of the stage chain, tells. */
  readonly uid: number | undefined;
  readonly origin:
    | { readonly kind: 'instruction'; readonly instruction: Instruction; readonly stage: Stage }
    /** No USER in the stage chain: the default of the image at its root. */
    | { readonly kind: 'image'; readonly reference: ImageReference }
    | { readonly kind: 'scratch' }
    | { readonly kind: 'unknown' };
}

/** An image pulled because a Dockerfile names it: FROM, COPY --from, --mount from=, `# syntax=`. */
export interface DockerfileImage {
  readonly role: 'from' | 'copy' | 'mount' | 'syntax';
  readonly at: Span;
  readonly raw: string;
  readonly source: StageSource;
  readonly stage: Stage | undefined;
}
