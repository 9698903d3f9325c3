/** A text that completes what the user types. */
import type { Span } from '../text/span.ts';

export interface Suggestion {
  /** What the list shows. */
  readonly label: string;
  /** What the replaced text is compared with, where it is not the label. */
  readonly filter?: string;
  readonly kind: 'key' | 'value' | 'rule';
  /** The text that is replaced, as offsets; it holds the place of the cursor. */
  readonly replaces: Span;
  readonly text: string;
  /** A reason follows the text. Editors with placeholders insert one. */
  readonly asksReason?: boolean;
  /** The list goes on with the values of this key, or with the rules of this comment. */
  readonly continues?: boolean;
  /** One line beside the label. */
  readonly detail?: string | undefined;
  /** Markdown of ours, without text of files. */
  readonly about?: string | undefined;
}
