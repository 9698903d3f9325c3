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
    /** A variable of an environment file; of an example environment file. */
    | 'env-file'
    | 'env-example'
    /** A value of a settings file, named by its key. */
    | 'setting'
    /** base64 of `user:password`, for a registry. */
    | 'registry-auth'
    /** Any other value of an object or Compose file: only certain hits count. */
    | 'field'
    /** A line that contains a token or key, anywhere in the file. */
    | 'text';
  /** Name of the variable or key. `undefined` if it does not look like a name, or may hold a secret itself. */
  readonly name: string | undefined;
  /** The literal text, unquoted; only the default of `${X:-default}`. */
  readonly value: string;
  /** Place of the value, without quotes. With `exact`, `value` equals that text, so that spans within it can be shifted. */
  readonly at: Span;
  readonly exact: boolean;
  /** Where each character of `value` is written; for values that are not `exact`. */
  readonly places?: import('./placed.ts').Places;
  /** The file that `value` is the content of: its path as written, or the last part of it. */
  readonly file?: string;
  /** Words of a command line; `undefined` where a word is not literal. */
  readonly words?: readonly {
    readonly text: string | undefined;
    readonly at: Span;
    /** Where each character of `text` is written; for words that are not as long as their place. */
    readonly places?: import('./placed.ts').Places;
  }[];
  /** Words of the command that reads this one's output, if known. */
  readonly pipedTo?: readonly (string | undefined)[];
  /** The instruction, entry or item with the value: the reach of a suppression. */
  readonly covers: Span;
  /** The model object that fixes edit. */
  readonly owner: import('./owner.ts').SiteOwner;
}
