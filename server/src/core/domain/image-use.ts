import type { DockerfileImage, Stage } from '../dockerfile/model.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Span, TextEdit } from '../text/span.ts';
import type { Container } from './container.ts';

/**
 * An image in any file: FROM, `COPY --from`, `--mount from=`, `# syntax=`, Compose `image:`, the `image:` of a container in a pod, or an
 * image volume.
 */
export interface ImageUse {
  readonly role: DockerfileImage['role'] | 'service' | 'pod' | 'volume';
  /** As written, with variables. */
  readonly raw: string;
  readonly at: Span;
  /** With variables expanded to their defaults; `undefined` when unknown. */
  readonly reference: ImageReference | undefined;
  /** The reference contains a variable, so the text at `at` is not the reference. */
  readonly overridable: boolean;
  /** It is never pulled: the machine has it already (`pull_policy: never`, `imagePullPolicy: Never`). */
  readonly preloaded: boolean;
  /** The span of the reference if it is written in one piece (the whole argument, or the default of an ARG). For edits of tag or digest. */
  readonly literalAt: Span | undefined;
  /** The images that `replace` changes: several read one ARG, or one variable with the same default. */
  readonly places: number;
  readonly stage: Stage | undefined;
  readonly container: Container | undefined;
  /**
   * Edits that replace the reference by `text`, a whole reference. Empty when it is not written in one piece. If only a part comes from an
   * ARG (`node:${VERSION}`), they change the default of the ARG, provided that the rest of `text` is the same.
   */
  replace(text: string): readonly TextEdit[];
}
