import { definitions } from './definitions.ts';
import { type Binding, expand, type Lookup } from './expand.ts';
import type { OpenInstruction } from './instruction.ts';
import type { Instruction, Resolved, Variable } from './model.ts';
import type { RawInstruction } from './raw-instruction.ts';

/** ARGs that the builder sets, globally and in stages that declare them without a default. Source: BuildKit `convert.go`, `defaultArgs`. */
const PLATFORM = new Set(
  ['BUILD', 'TARGET']
    .flatMap((side) => ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'].map((what) => side + what))
    .concat('TARGETSTAGE'),
);
/** ARGs that every RUN has without a declaration. Source: Dockerfile reference, "Predefined ARGs". */
const PROXY = /^(?:(?:HTTP|HTTPS|FTP|NO|ALL)_PROXY|(?:http|https|ftp|no|all)_proxy)$/;

const BUILD_SETS: Binding = { kind: 'unknown', overridable: true, from: [] };
const BUILD_MAY_SET: Binding = { kind: 'absent', overridable: true, from: [] };
const BASE_MAY_SET: Binding = { kind: 'absent', overridable: false, from: [] };
const UNSET: Binding = { kind: 'unset' };

/** The values of `--build-arg` in one build, by name; `undefined` when unknown. */
export type BuildArguments = ReadonlyMap<string, string | undefined>;

/** The variables of one stage, or those before the first FROM. */
export interface Scope {
  readonly kind: 'global' | 'stage';
  /** Scope of the stage in this stage's FROM. */
  readonly parent: Scope | undefined;
  /** Only this file can set variables: the chain begins FROM scratch, and has no template lines. */
  closed: boolean;
  readonly env: Map<string, Variable[]>;
  readonly args: Map<string, Variable[]>;
  /** Names defined in the file so far. Other names need no search through the chain of stages. */
  readonly names: Set<string>;
  /** What the build passes for ARGs, in place of their defaults. */
  readonly given: BuildArguments;
}

export const globalScope = (given: BuildArguments = new Map()): Scope => ({
  kind: 'global',
  given,
  parent: undefined,
  closed: false,
  env: new Map(),
  args: new Map(),
  names: new Set(),
});

export const stageScope = (global: Scope, parent: Scope | undefined, closed: boolean): Scope => ({
  ...globalScope(global.given),
  kind: 'stage',
  parent,
  closed,
  names: global.names,
});

/** The last of the variables `of` (in source order) that is defined before offset `before`. */
function lastBefore(of: readonly Variable[] | undefined, before: number): Variable | undefined {
  if (!of) return undefined;
  let low = 0;
  let high = of.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of[middle]!.span.start < before) low = middle + 1;
    else high = middle;
  }
  return of[low - 1];
}

/** The variable in force. An ENV wins over an ARG of the same name, in whatever stage of the chain each of them is. */
function variableBefore(scope: Scope, name: string, before: number): Variable | undefined {
  const env = lastBefore(scope.env.get(name), before) ?? variableAtEnd(scope.parent, 'env', name);
  return env ?? lastBefore(scope.args.get(name), before) ?? variableAtEnd(scope.parent, 'args', name);
}

/** The variable `name` at the end of `scope`. */
function variableAtEnd(scope: Scope | undefined, kind: 'env' | 'args', name: string): Variable | undefined {
  if (!scope?.names.has(name)) return undefined;
  for (let s: Scope | undefined = scope; s; s = s.parent) {
    const own = s[kind].get(name)?.at(-1);
    if (own) return own;
  }
  return undefined;
}

function bindingOf({ resolved, kind, raw }: Variable): Binding {
  const { text, overridable, from } = resolved;
  if (text !== undefined) return { kind: 'value', text, overridable, from };
  return { kind: kind === 'ARG' && raw === undefined ? 'absent' : 'unknown', overridable, from };
}

/** Looks up names in `scope` just before offset `before`. */
export function lookupIn(scope: Scope, before: number): Lookup {
  return (name) => {
    const variable = variableBefore(scope, name, before);
    if (variable) {
      const binding = bindingOf(variable);
      return binding.kind === 'absent' && PLATFORM.has(name) ? { ...binding, kind: 'unknown' } : binding;
    }
    if (PROXY.test(name)) return BUILD_MAY_SET;
    if (scope.kind === 'global') return PLATFORM.has(name) ? BUILD_SETS : UNSET;
    return scope.closed ? UNSET : BASE_MAY_SET;
  };
}

/** A lookup without any known variable. For the argument of ONBUILD: its variables belong to another build. */
export const unknownVariables: Lookup = () => BASE_MAY_SET;

/**
 * Fills in `instruction.variables` and adds them to `scope`. The values of an ENV use the variables before the instruction; each value of
 * an ARG also uses the variables before it on the line. An ARG without a default gets its value from `global`.
 */
export function define(
  instruction: OpenInstruction,
  raw: RawInstruction,
  scope: Scope,
  global: Scope,
  escapeChar: string,
  lookup?: Lookup,
): void {
  const kind = raw.keyword as 'ARG' | 'ENV';
  for (const definition of definitions(raw, escapeChar)) {
    const before = kind === 'ENV' ? raw.span.start : definition.span.start;
    const look = lookup ?? lookupIn(scope, before);
    let resolved: Resolved;
    if (kind === 'ARG' && !lookup && global.given.has(definition.name))
      resolved = { text: global.given.get(definition.name), overridable: true, from: [] };
    else if (definition.raw !== undefined) resolved = expand(definition.raw, escapeChar, look);
    else
      resolved =
        scope === global ? { text: undefined, overridable: true, from: [] } : fromGlobal(definition.name, global);
    const variable: Variable = {
      ...definition,
      kind,
      instruction: instruction as Instruction,
      resolved: {
        text: resolved.text,
        overridable: kind === 'ARG' || resolved.overridable,
        from: [definition.span, ...resolved.from].slice(0, 64),
      },
    };
    instruction.variables.push(variable);
    if (lookup) continue;
    scope.names.add(variable.name);
    add(kind === 'ENV' ? scope.env : scope.args, variable);
  }
}

function fromGlobal(name: string, global: Scope): Resolved {
  const found = global.args.get(name)?.at(-1);
  return found ? found.resolved : { text: undefined, overridable: true, from: [] };
}

function add(to: Map<string, Variable[]>, variable: Variable): void {
  const list = to.get(variable.name);
  if (list) list.push(variable);
  else to.set(variable.name, [variable]);
}

/** All variables of `kind` in force at the end of `scope`, by name. Includes those of the stages it is FROM. */
export function variablesAtEnd(scope: Scope, kind: 'env' | 'args'): ReadonlyMap<string, Variable> {
  const chain: Scope[] = [];
  for (let s: Scope | undefined = scope; s; s = s.parent) chain.push(s);
  const all = new Map<string, Variable>();
  for (const s of chain.reverse()) for (const [name, list] of s[kind]) all.set(name, list.at(-1)!);
  return all;
}
