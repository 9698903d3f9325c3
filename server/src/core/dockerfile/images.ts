import type { Dockerfile, DockerfileImage, Stage } from './model.ts';
import { copySource, fromSource, namedSources, stageNames } from './sources.ts';

/**
 * The images that a build of `file` pulls, in source order: FROM, `COPY --from`, `--mount from=`, `# syntax=`. Without stages and
 * `scratch`; with names that are unknown (`source.kind` is 'unknown').
 */
export function images(file: Dockerfile): DockerfileImage[] {
  const found: DockerfileImage[] = [];
  const add = (image: DockerfileImage): void => {
    if (image.source.kind === 'image' || image.source.kind === 'unknown') found.push(image);
  };
  const syntax = file.directives.find((d) => d.name === 'syntax');
  if (syntax) {
    const raw = syntax.value.split(' ', 1)[0]!;
    const { start } = syntax.valueSpan;
    const resolved = { text: raw, overridable: false, from: [] };
    const source = fromSource(resolved, new Map());
    add({ role: 'syntax', at: { start, end: start + raw.length }, raw, source, stage: undefined });
  }
  const names = stageNames(file.stages);
  for (const stage of file.stages) imagesOf(stage, file, names, add);
  return found;
}

function imagesOf(
  stage: Stage,
  file: Dockerfile,
  names: ReturnType<typeof stageNames>,
  add: (image: DockerfileImage) => void,
): void {
  if (stage.image) add({ role: 'from', at: stage.image.span, raw: stage.image.text, source: stage.source, stage });
  for (const instruction of stage.instructions) {
    if (instruction.flags.length === 0 && !instruction.onbuild) continue;
    for (const { role, name } of namedSources(instruction))
      add({ role, at: name.span, raw: name.text, source: copySource(name.text, file.stages, names), stage });
  }
}
