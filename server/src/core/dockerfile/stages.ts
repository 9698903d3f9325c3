import { isWindowsImage } from '../image/knowledge/distro/distro-family.ts';
import type { ImageReference } from '../image/reference.ts';
import { languageOf, type ShellLanguage } from '../shell/shell.ts';
import type { Span } from '../text/span.ts';
import { expand } from './expand.ts';
import { type OpenInstruction, openInstruction } from './instruction.ts';
import type { EffectiveUser, Instruction, Stage, Variable } from './model.ts';
import { isTemplateLine, type RawInstruction } from './raw-instruction.ts';
import {
  type BuildArguments,
  define,
  globalScope,
  lookupIn,
  type Scope,
  stageScope,
  unknownVariables,
  variablesAtEnd,
} from './scope.ts';
import { fromSource, reachableFrom, type StageNames } from './sources.ts';
import { type Chain, defaultOf, type UserChange, userChange, userOf } from './users.ts';

type OpenStage = { -readonly [K in keyof Stage]: Stage[K] } & { readonly instructions: OpenInstruction[] };

/** A stage under construction, with the state that later stages need. */
interface Draft {
  readonly stage: OpenStage;
  readonly parent: Draft | undefined;
  /** The first stage of its chain. */
  readonly root: Draft;
  readonly scope: Scope;
  readonly image: ImageReference | undefined;
  readonly changes: UserChange[];
  /** The nearest stage of its chain with a USER: itself, a parent, or the root if none has one. */
  userOwner: Draft;
  readonly triggers: { readonly instruction: OpenInstruction; readonly raw: RawInstruction }[];
  language: ShellLanguage | undefined;
}

/** State that all stages of a file share. */
interface File {
  readonly text: string;
  readonly escape: '\\' | '`';
  readonly global: Scope;
  readonly drafts: Map<Stage, Draft>;
}

/** Builds the stages, the instructions after the first FROM in source order, and the global ARGs. */
export function buildStages(
  text: string,
  escapeChar: '\\' | '`',
  raws: readonly RawInstruction[],
  given: BuildArguments,
): { instructions: Instruction[]; stages: Stage[]; globalArgs: Variable[] } {
  const file: File = { text, escape: escapeChar, global: globalScope(given), drafts: new Map() };
  const instructions: Instruction[] = [];
  const stages: OpenStage[] = [];
  const globalArgs: Variable[] = [];
  const names = new Map<string, Stage>();
  let draft: Draft | undefined;
  for (const raw of raws) {
    if (raw.keyword === 'FROM') {
      if (draft?.stage.name !== undefined) names.set(draft.stage.name, draft.stage);
      draft = beginStage(file, raw, stages.length, names);
      stages.push(draft.stage);
      instructions.push(draft.stage.from);
    } else if (draft) instructions.push(addTo(draft, raw, file) as Instruction);
    else if (raw.keyword === 'ARG') {
      const instruction = openInstruction(raw, { text, escape: escapeChar, stage: -1, language: undefined });
      define(instruction, raw, file.global, file.global, escapeChar);
      globalArgs.push(...instruction.variables);
    }
  }
  const last = stages.at(-1);
  if (last) {
    last.final = true;
    for (const stage of reachableFrom(last, stages)) (stage as OpenStage).reachable = true;
  }
  return { instructions, stages, globalArgs };
}

function beginStage(file: File, raw: RawInstruction, index: number, names: StageNames): Draft {
  const { escape: escapeChar, global } = file;
  const from = openInstruction(raw, {
    text: file.text,
    escape: escapeChar,
    stage: index,
    language: undefined,
  }) as Instruction;
  const image = raw.args[0];
  const lookup = lookupIn(global, raw.span.start);
  const source = fromSource(
    image ? expand(image.text, escapeChar, lookup) : { text: undefined, overridable: false, from: [] },
    names,
  );
  const named = raw.args[1]?.text.toUpperCase() === 'AS' ? raw.args[2] : undefined;
  const platform = raw.flags.find((f) => f.name === 'platform');
  const parent = source.kind === 'stage' ? file.drafts.get(source.stage) : undefined;
  const reference = parent ? parent.image : source.kind === 'image' ? source.reference : undefined;
  const onWindows =
    expand(platform?.value ?? '', escapeChar, lookup)
      .text?.toLowerCase()
      .startsWith('windows') ?? false;
  const windows = parent?.stage.windows || onWindows || (reference !== undefined && isWindowsImage(reference));
  const scope = stageScope(global, parent?.scope, parent ? parent.scope.closed : source.kind === 'scratch');
  const stage: OpenStage = {
    index,
    name: named?.text.toLowerCase(),
    nameSpan: named?.span,
    from,
    image,
    source,
    platform,
    instructions: [],
    span: { ...from.span },
    final: false,
    reachable: false,
    shell: parent?.stage.shell,
    windows,
    get user() {
      return userBefore(self, Number.POSITIVE_INFINITY);
    },
    userAt: (instruction) => userBefore(self, instruction.span.start),
    get env() {
      return variablesAtEnd(scope, 'env');
    },
    get args() {
      return variablesAtEnd(scope, 'args');
    },
    expand: (text, at) =>
      expand(text, escapeChar, lookupIn(at.stage < 0 || at === from ? global : scope, at.span.start)),
  };
  const self: Draft = {
    stage,
    parent,
    root: undefined as never,
    scope,
    image: reference,
    changes: [],
    userOwner: undefined as never,
    triggers: [],
    language: parent ? parent.language : windows ? 'cmd' : 'posix',
  };
  const open = self as { -readonly [K in keyof Draft]: Draft[K] };
  open.root = parent?.root ?? self;
  open.userOwner = parent?.userOwner ?? self;
  file.drafts.set(stage, self);
  for (const trigger of parent?.triggers ?? []) applyTrigger(self, trigger.instruction, trigger.raw, file);
  return self;
}

/** Applies an ONBUILD instruction of a parent to a stage FROM it. Expands its variables again. */
function applyTrigger(draft: Draft, instruction: OpenInstruction, raw: RawInstruction, file: File): void {
  if (raw.keyword === 'ENV' || raw.keyword === 'ARG')
    define({ ...instruction, variables: [] }, raw, draft.scope, file.global, file.escape);
  else if (raw.keyword === 'USER') changeUser(draft, instruction, file, draft.stage.from.span.start);
  else if (raw.keyword === 'SHELL') changeShell(draft, raw);
}

function addTo(draft: Draft, raw: RawInstruction, file: File): OpenInstruction {
  const { stage } = draft;
  const instruction = openInstruction(raw, {
    text: file.text,
    escape: file.escape,
    stage: stage.index,
    language: draft.language,
  });
  stage.instructions.push(instruction);
  stage.span = { start: stage.span.start, end: raw.span.end } satisfies Span;
  if (raw.keyword === 'ENV' || raw.keyword === 'ARG') define(instruction, raw, draft.scope, file.global, file.escape);
  else if (raw.keyword === 'USER') changeUser(draft, instruction, file, raw.span.start);
  else if (raw.keyword === 'SHELL') changeShell(draft, raw);
  else if (isTemplateLine(raw)) forgetVariablesAndUser(draft, instruction);
  else if (raw.onbuild && instruction.onbuild) {
    draft.triggers.push({ instruction: instruction.onbuild, raw: raw.onbuild });
    if (raw.onbuild.keyword === 'ENV' || raw.onbuild.keyword === 'ARG')
      define(instruction.onbuild, raw.onbuild, draft.scope, file.global, file.escape, unknownVariables);
  }
  return instruction;
}

function changeUser(draft: Draft, instruction: OpenInstruction, file: File, before: number): void {
  const lookup = lookupIn(draft.scope, before);
  const change = userChange(instruction as Instruction, draft.stage, file.escape, lookup);
  if (!change) return;
  draft.changes.push(change);
  draft.userOwner = draft;
}

/** A template may insert a USER or an ENV here. */
function forgetVariablesAndUser(draft: Draft, instruction: OpenInstruction): void {
  draft.scope.closed = false;
  draft.changes.push({
    instruction: instruction as Instruction,
    stage: draft.stage,
    user: undefined,
    group: undefined,
  });
  draft.userOwner = draft;
}

function changeShell(draft: Draft, raw: RawInstruction): void {
  const [program] = raw.exec ?? [];
  if (!program) return;
  draft.stage.shell = raw.exec!.map((e) => e.text);
  draft.language = languageOf(program.text);
}

const remembered = new WeakMap<UserChange | Draft, EffectiveUser>();

/** Changes are in the file's order: those of triggers, which run first, stand in an earlier stage. */
function lastBefore(changes: readonly UserChange[], before: number): UserChange | undefined {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle]!.instruction.span.start < before) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1];
}

/** The user in force in `draft` before the instruction at offset `before`. */
function userBefore(draft: Draft, before: number): EffectiveUser {
  const own = lastBefore(draft.changes, before);
  const owner = own ? draft : draft.parent?.userOwner;
  const change = own ?? owner?.changes.at(-1);
  const key = change ?? draft.root;
  let user = remembered.get(key);
  if (!user) {
    const root = draft.root.stage;
    user = owner && change ? userOf(change, chainUpTo(owner, change)) : defaultOf(root, root.windows);
    remembered.set(key, user);
  }
  return user;
}

/** The chain before `change`, a USER of `owner` itself or of a trigger. Triggers run before the instructions of `owner`. */
function chainUpTo(owner: Draft, { instruction }: UserChange): Chain {
  const before = instruction.stage === owner.stage.index ? instruction.span.start : owner.stage.span.start;
  return {
    windows: owner.stage.windows,
    image: owner.image,
    instructions: () => {
      const chain: (readonly Instruction[])[] = [];
      for (let d = owner.parent; d; d = d.parent) chain.push(d.stage.instructions);
      return [...chain.reverse().flat(), ...owner.stage.instructions.filter((i) => i.span.start < before)];
    },
  };
}
