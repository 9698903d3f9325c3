/** Resolves a Dockerfile: what each stage builds from and ends with, and its instructions in order, with known variables expanded. */
import type {
  Dockerfile,
  EffectiveUser,
  Instruction,
  Stage,
  Variable,
} from '../../../server/src/core/dockerfile/model.ts';
import { stageName } from '../../../server/src/core/rule/semantic-route.ts';
import { distinct, list, map, type Resolved, texts, value } from './model.ts';
import { shellWords } from './shell-words.ts';
import { plain } from './yaml.ts';

/** Directives, global ARGs and stages as entries for the file. */
export function resolveDockerfile(file: Dockerfile): [string, Resolved][] {
  return [
    ...file.directives.map((d): [string, Resolved] => [`directive ${d.name}`, value(d.value)]),
    ...distinct(file.globalArgs.map((a) => [`arg ${a.name}`, value(variableText(a))] as const)),
    ...distinct(file.stages.map((stage) => [stageName(stage), stageOf(stage)] as const)),
  ];
}

/** The value of a variable; as written where it is unknown, and with a mark where the build must give it. */
const variableText = ({ resolved, raw }: Variable): string => resolved.text ?? raw ?? '⟨build argument⟩';

const variables = (all: ReadonlyMap<string, Variable>): Resolved =>
  map([...all].map(([name, v]) => [name, value(variableText(v))] as const));

function stageOf(stage: Stage): Resolved {
  const instructions = stage.instructions.map((instruction) => {
    const one = instructionOf(instruction, stage);
    const { user: _, ...own } = Object.fromEntries(one);
    return {
      label: instruction.keyword,
      same: `${instruction.keyword} ${JSON.stringify(plain(map(Object.entries(own))))}`,
      value: map(one),
    };
  });
  return map([
    ['from', value(sourceText(stage))],
    [
      'platform',
      stage.platform && value(stage.expand(stage.platform.value ?? '', stage.from).text ?? stage.platform.value ?? ''),
    ],
    ['user', value(userText(stage.user))],
    ['env', variables(stage.env)],
    ['args', variables(stage.args)],
    ['shell', stage.shell && texts(stage.shell)],
    ['instructions', list(instructions, true)],
  ]);
}

function sourceText({ source, image }: Stage): string {
  if (source.kind === 'scratch') return 'scratch';
  if (source.kind === 'stage') return stageName(source.stage);
  return source.resolved.text ?? image?.text ?? '';
}

/** The user, or whether the image's own user is root as far as that is known. */
function userText({ user, group, verdict }: EffectiveUser): string {
  if (user === undefined) return `of the image (${verdict})`;
  return group === undefined ? user : `${user}:${group}`;
}

const RUNS = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/** The parts of an instruction. `user` is the one that it runs as. */
function instructionOf(instruction: Instruction, stage: Stage): [string, Resolved][] {
  const { keyword, flags, mounts, heredocs, onbuild } = instruction;
  if (onbuild) return [[onbuild.keyword, map(instructionOf(onbuild, stage))]];
  const others = flags.filter((flag) => !mounts.some((m) => m.flag === flag));
  const parts: [string, Resolved][] = [['words', wordsOf(instruction, stage)]];
  if (others.length > 0)
    parts.push(['flags', map(distinct(others.map((f) => [f.name, value(f.value ?? '')] as const)))]);
  if (mounts.length > 0)
    parts.push([
      'mounts',
      list(
        mounts.map((m) => {
          const one = map([...m.options].map(([key, option]) => [key, value(option.value)] as const));
          return { label: '', same: JSON.stringify(plain(one)), value: one };
        }),
      ),
    ]);
  if (heredocs.length > 0)
    parts.push([
      'heredocs',
      texts(heredocs.map((h) => (h.stripTabs ? h.body.replace(/^\t+/gm, '') : h.body).replace(/\r/g, ''))),
    ]);
  if (RUNS.has(keyword)) parts.push(['user', value(userText(stage.userAt(instruction)))]);
  return parts;
}

function wordsOf(instruction: Instruction, stage: Stage): Resolved {
  const { keyword, exec, args, argsText, variables: defined, labels } = instruction;
  const expand = (text: string): string => stage.expand(text, instruction).text ?? text;
  if (keyword === 'ENV' || keyword === 'ARG') return map(defined.map((v) => [v.name, value(variableText(v))] as const));
  if (keyword === 'LABEL') return map(labels.map((l) => [l.name, value(expand(l.value))] as const));
  // The exec form runs a program, the shell form a shell.
  if (exec && RUNS.has(keyword)) return map([['exec', texts(exec.map((e) => e.text))]]);
  if (exec) return texts(exec.map((e) => e.text));
  if (RUNS.has(keyword)) return texts(shellWords(argsText));
  return texts(args.map((a) => expand(a.text)));
}
