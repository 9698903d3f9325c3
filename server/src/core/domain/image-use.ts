import type { DockerfileImage, Stage } from '../dockerfile/model.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Span, TextEdit } from '../text/span.ts';
import type { Container } from './container.ts';

/** An image named in any file: one shape for FROM, `COPY --from`, `--mount from=`, `# syntax=`, Compose `image:`, a pod's `image:` and image volumes. */
export interface ImageUse {
  readonly role: DockerfileImage['role'] | 'service' | 'pod' | 'volume';
  /** As written, variables and all. */
  readonly raw: string;
  readonly at: Span;
  /** With variables filled in from their defaults; `undefined` when unknown. */
  readonly reference: ImageReference | undefined;
  /** A variable took part: `at` is not simply the reference's text. */
  readonly overridable: boolean;
  /** Where the reference's own text stands if it is written out in one piece (the default of an ARG, the whole argument): what an edit of tag or digest changes. */
  readonly literalAt: Span | undefined;
  readonly stage: Stage | undefined;
  readonly container: Container | undefined;
  /**
   * Edits that put `text` (a whole reference) in its place; empty when it is not written in one piece. Where only a part comes from an
   * ARG (`node:${VERSION}`), that part's default is changed if the rest of `text` is the same.
   */
  replace(text: string): readonly TextEdit[];
}
