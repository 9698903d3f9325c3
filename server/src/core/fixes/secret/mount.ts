/** The Dockerfile side of a build secret: `RUN --mount=type=secret` instead of ARG or ENV. */
import { addMount, deleteVariable } from '../../dockerfile/edit.ts';
import type { Dockerfile, Instruction, Stage, Variable } from '../../dockerfile/model.ts';
import { holdsToken } from '../../secrets/detect/without-tokens.ts';
import { memoLast } from '../../text/memo-last.ts';
import type { TextEdit } from '../../text/span.ts';

/** Programs that may read a token from the environment without the Dockerfile naming it. */
const TOKEN_READERS = new Set(
  'npm npx yarn yarnpkg pnpm bun pip pip3 poetry uv pipenv bundle bundler gem composer go cargo mvn mvnw gradle gradlew dotnet nuget make'.split(
    ' ',
  ),
);

/** The mount id for a variable's secret. A name that holds a token keeps its case, so that the token stays recognizable and is masked. */
export const secretId = (name: string): string => (holdsToken(name) ? name : name.toLowerCase());

/** The edits that replace a variable by a mounted secret. */
export interface Mounting {
  readonly edits: readonly TextEdit[];
  /** RUNs that get the mount; 0 if nothing reads the variable. */
  readonly mounts: number;
}

/** Every ARG and ENV, including those before the first FROM and in ONBUILD. */
const definitions = memoLast((file: Dockerfile): readonly Variable[] => [
  ...new Set([
    ...file.globalArgs,
    ...file.instructions.flatMap((i) => [...i.variables, ...(i.onbuild?.variables ?? [])]),
  ]),
]);

/** A fix searches the file for readers of its variable. People write far fewer variables; with more, the search would cost their square. */
const MOST_DEFINITIONS = 500;

/** Every ARG and ENV of that name; empty for a file with too many variables. */
export const definitionsOf = (file: Dockerfile, name: string): Variable[] =>
  definitions(file).length > MOST_DEFINITIONS ? [] : definitions(file).filter((v) => v.name === name);

/**
 * Removes the variables (all of the same name) and mounts the secret in each RUN that reads them. `undefined` if anything except a RUN
 * of the same stage may need a variable: other instructions, stages built on it, the running container (ENV). Also `undefined` for
 * frontends before 1.10, which lack `env=`, and for files with hundreds of variables.
 */
export function mounting(file: Dockerfile, variables: readonly Variable[]): Mounting | undefined {
  const name = variables[0]?.name;
  if (definitions(file).length > MOST_DEFINITIONS) return undefined;
  if (name === undefined || file.templated || !frontendKnowsEnv(file) || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const edits: TextEdit[] = [];
  let mounts = 0;
  for (const variable of variables) {
    const readers = readersOf(file, variable);
    const removed = readers && deleteVariable(file, variable);
    if (!removed || removed.length === 0) return undefined;
    edits.push(...removed);
    for (const run of readers) {
      const added = addMount(file, run, `type=secret,id=${secretId(name)},env=${name}`);
      if (added.length === 0) return undefined;
      edits.push(...added);
      mounts++;
    }
  }
  return { edits, mounts };
}

/** The RUNs that need the mount; `undefined` if anything else reads the variable, or if the readers are unclear. */
function readersOf(file: Dockerfile, variable: Variable): readonly Instruction[] | undefined {
  const { name, instruction } = variable;
  const stage = file.stages[instruction.stage];
  if (!stage || stage.windows || instruction.onbuild || !stage.instructions.includes(instruction)) return undefined;
  if (variable.kind === 'ENV' && isInFinalImage(file, stage)) return undefined;
  const after = stage.instructions.slice(stage.instructions.indexOf(instruction) + 1);
  const others = file.stages.filter((s) => s !== stage && descends(s, stage)).flatMap((s) => s.instructions);
  // The variable is set again, or another definition in the stage has its name: a reader may get another value.
  const defined = [...stage.instructions, ...others].flatMap((i) => [...i.variables, ...(i.onbuild?.variables ?? [])]);
  if (defined.some((v) => v !== variable && v.name === name)) return undefined;
  const mentions = (i: Instruction): boolean => mention(name).test(file.text.slice(i.span.start, i.span.end));
  if (others.some(mentions) || stage.instructions.some((i) => i.variables.length > 1 && mentions(i))) return undefined;
  const readers = after.filter(mentions);
  if (readers.some((i) => i.keyword !== 'RUN' || i.flags.some((f) => mention(name).test(f.value ?? ''))))
    return undefined;
  const possibleReaders = after.filter(
    (i) => i.keyword === 'RUN' && i.commands().some((c) => TOKEN_READERS.has(c.name ?? '')),
  );
  const runs = readers.length > 0 ? readers : possibleReaders;
  if (runs.length === 0 && [...after, ...others].some((i) => i.keyword === 'RUN' || i.onbuild)) return undefined;
  return runs.some((i) => i.mounts.some((m) => m.options.get('env')?.value === name)) ? undefined : runs;
}

const mention = (name: string): RegExp => new RegExp(`\\$(?:${name}(?![A-Za-z0-9_])|\\{[#!]?${name}(?![A-Za-z0-9_]))`);

/** Whether `stage` is built FROM `base`, directly or through other stages. */
function descends(stage: Stage, base: Stage): boolean {
  let here = stage;
  while (here.source.kind === 'stage') {
    here = here.source.stage;
    if (here === base) return true;
  }
  return false;
}

const isInFinalImage = (file: Dockerfile, stage: Stage): boolean =>
  stage.final || file.stages.some((s) => s.final && descends(s, stage));

/** `# syntax=docker/dockerfile:1.4` pins a frontend; the features of other frontends are unknown. */
function frontendKnowsEnv(file: Dockerfile): boolean {
  const syntax = file.directives.find((d) => d.name === 'syntax')?.value;
  if (syntax === undefined) return true;
  const tag = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::([\w.-]+))?(?:@|$)/.exec(syntax);
  if (!tag) return false;
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(tag[1] ?? 'latest') ?? [];
  return minor === undefined
    ? !/^0\b/.test(tag[1] ?? '')
    : Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 10);
}
