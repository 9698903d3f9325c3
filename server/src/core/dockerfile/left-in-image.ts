/** Whether a file that one stage copies is in a layer of an image, or only in the cache of the build. */
import { matchesGlob } from '../image/pattern.ts';
import { posix } from '../text/paths.ts';
import { copiedFiles, copiedTo } from './copied-files.ts';
import type { Dockerfile, Instruction, Stage } from './model.ts';

/**
 * Whether the source of a COPY or ADD, without quotes, is in an image that the file builds: the stage is part of one, or another stage
 * takes its folder from this one. `targets`: names (lower case) or numbers of stages that are built by themselves. A stage with
 * a command that no other one reads counts as such. True where it is not known what a stage takes.
 */
export function isLeftInImage(
  file: Dockerfile,
  { instruction, source }: { readonly instruction: Instruction; readonly source: string },
  targets: ReadonlySet<string>,
): boolean {
  const stage = file.stages[instruction.stage];
  if (!stage) return true;
  const images = file.stages.filter((one) => isBuilt(one, file, targets));
  return reaches(file, stage, pathOf(stage, instruction, source), images, new Set());
}

function isBuilt(stage: Stage, file: Dockerfile, targets: ReadonlySet<string>): boolean {
  if (stage.final || targets.has(stage.name ?? '') || targets.has(String(stage.index))) return true;
  const runs = stage.instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  return runs && !file.stages.some((one) => one !== stage && reads(one, stage));
}

const reads = (reader: Stage, stage: Stage): boolean =>
  isParent(reader, stage) ||
  reader.instructions.some((i) =>
    [...i.flags.filter(({ name }) => name === 'from').map(({ value }) => value), ...i.mounts.map(mountedFrom)].some(
      (name) => name !== undefined && names(stage, name),
    ),
  );

const mountedFrom = ({ options }: Instruction['mounts'][number]): string | undefined => options.get('from')?.value;

const isParent = ({ source }: Stage, stage: Stage): boolean => source.kind === 'stage' && source.stage === stage;

const names = (stage: Stage, text: string): boolean =>
  text.toLowerCase() === stage.name || text === String(stage.index);

/** Where the file lies in the stage, relative to its root; `undefined` where that is not known. */
function pathOf(stage: Stage, instruction: Instruction, source: string): string | undefined {
  if (instruction.flags.some(({ name }) => name === 'from')) return undefined;
  const wanted = posix.join('', source);
  const paths = copiedFiles(stage).flatMap((copy) => (copy.from === wanted ? (copiedTo(copy, wanted) ?? []) : []));
  return new Set(paths).size === 1 ? paths[0] : undefined;
}

/** Follows a file, from one stage to those that are FROM it or copy from it. */
function reaches(
  file: Dockerfile,
  stage: Stage,
  path: string | undefined,
  images: readonly Stage[],
  seen: Set<string>,
): boolean {
  if (images.includes(stage)) return true;
  const state = `${stage.index} ${path ?? ''}`;
  if (seen.has(state)) return false;
  seen.add(state);
  return file.stages.some((next) => {
    if (isParent(next, stage)) return reaches(file, next, path, images, seen);
    const takes = next.instructions.some((i) => copiesFrom(i, stage) && takesPath(next, i, path));
    return takes && reaches(file, next, undefined, images, seen);
  });
}

const copiesFrom = ({ flags }: Instruction, stage: Stage): boolean =>
  flags.some(({ name, value }) => name === 'from' && value !== undefined && names(stage, value));

/** Whether a COPY takes the path, or a folder above it. `undefined` as the path: any. */
function takesPath(stage: Stage, instruction: Instruction, path: string | undefined): boolean {
  const words = instruction.exec ?? instruction.args;
  return words.slice(0, -1).some(({ text }) => {
    const source = stage.expand(text.replace(/^(["'])(.*)\1$/, '$2'), instruction).text;
    if (path === undefined || source === undefined) return true;
    // A name with `[` fits any name.
    const parts = path.split('/');
    const wanted = posix.join('', source).split('/');
    return wanted.every(
      (part, at) => part === '' || (at < parts.length && (part.includes('[') || matchesGlob(part, parts[at]!))),
    );
  });
}
