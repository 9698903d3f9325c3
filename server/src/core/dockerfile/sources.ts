import { type ImageReference, parseReference } from '../image/reference.ts';
import type { Argument, Flag, Instruction, Mount, Resolved, Stage, StageSource } from './model.ts';

/** Stages by their name in lower case. */
export type StageNames = ReadonlyMap<string, Stage>;

const literal = (text: string): Resolved => ({ text, overridable: false, from: [] });

/** The stage or image of a FROM. `earlier` contains the stages before it. */
export function fromSource(resolved: Resolved, earlier: StageNames): StageSource {
  const { text } = resolved;
  if (text === 'scratch') return { kind: 'scratch' };
  const stage = text === undefined ? undefined : earlier.get(text.toLowerCase());
  if (stage) return { kind: 'stage', stage };
  const reference = text === undefined ? undefined : imageNamed(text);
  return reference ? { kind: 'image', reference, resolved } : { kind: 'unknown', resolved };
}

/** `scratch:latest` is reserved, so no registry has it: the default of an ARG that every build overrides. */
function imageNamed(text: string): ImageReference | undefined {
  const reference = parseReference(text);
  return reference?.registry === 'docker.io' && reference.repository === 'library/scratch' ? undefined : reference;
}

/**
 * The stage or image of a `--from=` of COPY or a `from=` of a mount: the number of a stage, the name of any stage of the file in any case,
 * otherwise an image. Docker does not expand variables there. Source: BuildKit `dockerfile2llb/convert.go`, `findStateByName`,
 * `findStateByIndex`.
 */
export function copySource(name: string, stages: readonly Stage[], names: StageNames): StageSource {
  const unknown: StageSource = { kind: 'unknown', resolved: { text: undefined, overridable: false, from: [] } };
  if (name === '' || name.includes('$')) return unknown;
  if (/^[+-]?\d+$/.test(name)) {
    const stage = stages[Number(name)];
    return stage ? { kind: 'stage', stage } : unknown;
  }
  const stage = names.get(name.toLowerCase());
  if (stage) return { kind: 'stage', stage };
  if (name === 'scratch') return { kind: 'scratch' };
  const reference = imageNamed(name);
  return reference ? { kind: 'image', reference, resolved: literal(name) } : unknown;
}

/** The stages by name. If several stages have the same name, the last, as for `--from`. */
export function stageNames(stages: readonly Stage[]): StageNames {
  const names = new Map<string, Stage>();
  for (const stage of stages) if (stage.name !== undefined) names.set(stage.name, stage);
  return names;
}

/** A stage or image that an instruction other than FROM names, and its place. */
export interface NamedSource {
  readonly role: 'copy' | 'mount';
  readonly name: Argument;
  readonly flag: Flag;
  readonly mount: Mount | undefined;
}

/** `--from=` of COPY and ADD, and `from=` of mounts, also in the argument of ONBUILD. */
export function namedSources(instruction: Instruction): NamedSource[] {
  const ins = instruction.onbuild ?? instruction;
  const found: NamedSource[] = [];
  if (ins.keyword === 'COPY' || ins.keyword === 'ADD')
    for (const flag of ins.flags)
      if (flag.name === 'from' && flag.value && flag.valueSpan)
        found.push({ role: 'copy', name: { text: flag.value, span: flag.valueSpan }, flag, mount: undefined });
  for (const mount of ins.mounts) {
    const from = mount.options.get('from');
    if (from?.value)
      found.push({ role: 'mount', name: { text: from.value, span: from.valueSpan }, flag: mount.flag, mount });
  }
  return found;
}

/** The stages that the final stage depends on, and itself. */
export function reachableFrom(final: Stage, stages: readonly Stage[]): ReadonlySet<Stage> {
  const names = stageNames(stages);
  const reached = new Set<Stage>([final]);
  // The loop also visits stages that are added during the loop.
  for (const stage of reached) {
    if (stage.source.kind === 'stage') reached.add(stage.source.stage);
    for (const instruction of stage.instructions) {
      if (instruction.flags.length === 0 && !instruction.onbuild) continue;
      for (const { name } of namedSources(instruction)) {
        const source = copySource(name.text, stages, names);
        if (source.kind === 'stage') reached.add(source.stage);
      }
    }
  }
  return reached;
}
