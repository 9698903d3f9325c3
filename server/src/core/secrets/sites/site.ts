import type { Span } from '../../text/span.ts';

/** A place that may hold a literal secret: a named value, a piece of text, or the words of a command. */
export interface SecretSite {
  readonly kind:
    | 'env'
    | 'arg'
    | 'label'
    | 'run'
    | 'heredoc'
    | 'copy'
    | 'compose-env'
    | 'build-arg'
    | 'command'
    | 'label-value'
    | 'config'
    | 'pod-env'
    | 'config-map'
    | 'secret-manifest'
    | 'annotation'
    /** A variable of an `.env`; of one that is there to be copied. */
    | 'env-file'
    | 'env-example'
    /** A value of a settings file, under its key. */
    | 'setting'
    /** base64 of `user:password`, for a registry. */
    | 'registry-auth'
    /** Any other value of an object or Compose file: only what is certain counts. */
    | 'field'
    /** A line in which a token or key stands, whatever the line is. */
    | 'text';
  /** Name of the variable or key, where there is one that can be shown: one that looks like a name, and holds no secret. */
  readonly name: string | undefined;
  /** The literal text, unquoted; of `${X:-default}` the default alone. */
  readonly value: string;
  /** Where the value stands, quotes left out. When `exact`, `value` is that text to the letter, so that spans within it can be shifted. */
  readonly at: Span;
  readonly exact: boolean;
  /** Of a literal block scalar: where each line begins, as an offset in `value` and in the unit. In order. */
  readonly lines?: import('./block-lines.ts').BlockLines;
  /** Words of a command line; `undefined` where a word is not literal. */
  readonly words?: readonly { readonly text: string | undefined; readonly at: Span }[];
  /** Words of the command that reads this one's output, if there is one. */
  readonly pipedTo?: readonly (string | undefined)[];
  /** The instruction, entry or item that gives it: how far a suppression reaches. */
  readonly covers: Span;
  /** What fixes need to know about where it stands: one of the model's objects. */
  readonly owner: import('./owner.ts').SiteOwner;
}
