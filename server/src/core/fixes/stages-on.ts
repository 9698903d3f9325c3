/** The stages of a Dockerfile that are built on one of its images. */
import type { Dockerfile, Stage } from '../dockerfile/model.ts';

/** The stages that are built on an image, as `raw` names it, directly or through other stages. */
export function stagesOn({ stages }: Dockerfile, raw: string): readonly Stage[] {
  const found = new Set<Stage>();
  for (const stage of stages) {
    const { source, image } = stage;
    if (source.kind === 'stage' ? found.has(source.stage) : image?.text === raw) found.add(stage);
  }
  return [...found];
}
