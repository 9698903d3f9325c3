/** Giving a build its secret by `RUN --mount=type=secret` instead of ARG or ENV. */
import { addMount, deleteVariable } from '../dockerfile/edit.ts';
import type { Dockerfile, Instruction, Stage, Variable } from '../dockerfile/model.ts';
import type { Fix } from '../rule.ts';
import type { TextEdit } from '../text/span.ts';
import { fixIf } from './fix.ts';

/** Programs that read tokens from their environment without a word of it in the Dockerfile. */
const FETCHERS = new Set(
  'npm npx yarn yarnpkg pnpm bun pip pip3 poetry uv pipenv bundle bundler gem composer go cargo mvn mvnw gradle gradlew dotnet nuget make'.split(
    ' ',
  ),
);

/**
 * Takes the variable away and mounts the secret in each RUN that reads it. None where something else than a RUN of its own stage may
 * need it: other instructions, stages built on this one, the running container (ENV), and frontends before `env=` came (1.10).
 */
export function mountFixes(file: Dockerfile, stage: Stage | undefined, variable: Variable): Fix[] {
  const { name, instruction } = variable;
  if (!stage || stage.windows || instruction.onbuild || !stage.instructions.includes(instruction)) return [];
  if (variable.kind === 'ENV' && lastsToTheEnd(file, stage)) return [];
  if (file.templated || !frontendKnowsEnv(file) || !/^[A-Za-z_]\w*$/.test(name)) return [];
  const readers = readersOf(file, stage, variable);
  if (!readers) return [];
  const id = name.toLowerCase();
  const title =
    readers.length === 0
      ? `Remove \`${name}\`, which nothing reads`
      : `Mount it as a build secret: \`docker build --secret id=${id},env=${name}\``;
  return fixIf(title, 'review', () => mounted(file, variable, readers, `type=secret,id=${id},env=${name}`));
}

function mounted(file: Dockerfile, variable: Variable, readers: readonly Instruction[], mount: string): TextEdit[] {
  const removed = deleteVariable(file, variable);
  const added = readers.map((run) => addMount(file, run, mount));
  return removed.length === 0 || added.some((a) => a.length === 0) ? [] : [...removed, ...added.flat()];
}

/** The RUNs that need the mount; `undefined` when anything else reads the variable, or who does is not clear. */
function readersOf(file: Dockerfile, stage: Stage, variable: Variable): readonly Instruction[] | undefined {
  const { name, instruction } = variable;
  const after = stage.instructions.slice(stage.instructions.indexOf(instruction) + 1);
  const others = file.stages.filter((s) => s !== stage && descends(s, stage)).flatMap((s) => s.instructions);
  // Set again, or under the same name elsewhere in the stage: what is meant changes on the way.
  const defined = [...stage.instructions, ...others].flatMap((i) => [...i.variables, ...(i.onbuild?.variables ?? [])]);
  if (defined.some((v) => v !== variable && v.name === name)) return undefined;
  const mentions = (i: Instruction): boolean => mention(name).test(file.text.slice(i.span.start, i.span.end));
  if (others.some(mentions) || stage.instructions.some((i) => i.variables.length > 1 && mentions(i))) return undefined;
  const readers = after.filter(mentions);
  if (readers.some((i) => i.keyword !== 'RUN' || i.flags.some((f) => mention(name).test(f.value ?? ''))))
    return undefined;
  const silent = after.filter((i) => i.keyword === 'RUN' && i.commands().some((c) => FETCHERS.has(c.name ?? '')));
  const runs = readers.length > 0 ? readers : silent;
  if (runs.length === 0 && [...after, ...others].some((i) => i.keyword === 'RUN' || i.onbuild)) return undefined;
  return runs.some((i) => i.mounts.some((m) => m.options.get('env')?.value === name)) ? undefined : runs;
}

const mention = (name: string): RegExp => new RegExp(`\\$(?:${name}(?![A-Za-z0-9_])|\\{[#!]?${name}(?![A-Za-z0-9_]))`);

/** Whether `stage` is FROM `base`, at whatever remove. */
function descends(stage: Stage, base: Stage): boolean {
  let here = stage;
  while (here.source.kind === 'stage') {
    here = here.source.stage;
    if (here === base) return true;
  }
  return false;
}

const lastsToTheEnd = (file: Dockerfile, stage: Stage): boolean =>
  stage.final || file.stages.some((s) => s.final && descends(s, stage));

/** `# syntax=docker/dockerfile:1.4` pins a frontend; one of another maker is not known. */
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
