import type { ShellCommand, ShellLanguage, ShellScript } from '../shell/shell.ts';
import { execCommands, scriptCommands, shellScript } from './commands.ts';
import { definitions, withoutQuotes } from './definitions.ts';
import type { Instruction, Variable } from './model.ts';
import type { RawInstruction } from './raw-instruction.ts';

/** The context of an instruction. */
export interface Surroundings {
  readonly text: string;
  readonly escape: '\\' | '`';
  /** Index of its stage; -1 before the first FROM. */
  readonly stage: number;
  /** The language of the shell form; `undefined` when its shell is unknown. */
  readonly language: ShellLanguage | undefined;
}

/** An instruction under construction: its variables are not filled in yet. */
export type OpenInstruction = Omit<Instruction, 'variables' | 'onbuild'> & {
  readonly variables: Variable[];
  readonly onbuild?: OpenInstruction;
};

const NO_LABELS: Instruction['labels'] = [];

/** Builds the instruction for rules. `variables` is still empty. */
export function openInstruction(raw: RawInstruction, where: Surroundings): OpenInstruction {
  const { text, escape: escapeChar, language } = where;
  const posix = language === 'posix';
  let script: { readonly value: ShellScript | undefined } | undefined;
  let commands: readonly ShellCommand[] | undefined;
  const shell = (): ShellScript | undefined => {
    script ??= { value: posix ? shellScript(text, raw, escapeChar, 'posix') : undefined };
    return script.value;
  };
  const shellForm = (): readonly ShellCommand[] =>
    language === undefined || posix
      ? fromScript(text, shell())
      : (shellScript(text, raw, escapeChar, language)?.commands ?? []);
  return {
    keyword: raw.keyword,
    keywordSpan: raw.keywordSpan,
    span: raw.span,
    flags: raw.flags,
    args: raw.args,
    argsSpan: raw.argsSpan,
    argsText: raw.argsText,
    heredocs: raw.heredocs,
    exec: raw.exec,
    ...(raw.incomplete && { incomplete: raw.incomplete }),
    stage: where.stage,
    posix,
    language,
    mounts: raw.mounts,
    variables: [],
    labels: raw.keyword === 'LABEL' ? labelsOf(raw, escapeChar) : NO_LABELS,
    ...(raw.onbuild && { onbuild: openInstruction(raw.onbuild, where) }),
    shell,
    commands: () => {
      commands ??= runs(raw) ? (raw.exec ? execCommands(text, raw.exec) : shellForm()) : [];
      return commands;
    },
  };
}

const fromScript = (text: string, script: ShellScript | undefined) => (script ? scriptCommands(text, script) : []);

const runs = ({ keyword }: RawInstruction): boolean =>
  keyword === 'RUN' || keyword === 'CMD' || keyword === 'ENTRYPOINT' || keyword === 'HEALTHCHECK';

function labelsOf(raw: RawInstruction, escapeChar: string): Instruction['labels'] {
  return definitions(raw, escapeChar).map(({ name, raw: value = '', span, valueSpan = span }) => ({
    name,
    value: withoutQuotes(value, escapeChar),
    span,
    valueSpan,
  }));
}
