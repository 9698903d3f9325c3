/** Finds the parts of a Dockerfile that an edit left the same, so that what follows from them alone is not worked out again. */
import type { Content, Contents, Dockerfile, Instruction, Stage } from './model.ts';

type Open<T> = T & { content?: Content };

/** Gives each instruction and each stage its content: that of `before`, where one says the same. */
export function contentsOf(file: Dockerfile, before: Contents = { byText: new Map(), next: 0 }): Contents {
  const byText = new Map<string, Content>();
  let { next } = before;
  const contentOf = (text: string): Content => {
    const content = byText.get(text) ?? before.byText.get(text) ?? { id: next++ };
    byText.set(text, content);
    return content;
  };
  const name = (instruction: Open<Instruction>): Content => {
    instruction.content = contentOf(instructionText(file, instruction));
    return instruction.content;
  };
  const global = new Set(file.globalArgs.map((variable) => variable.instruction));
  const ids = [...global].map((instruction) => name(instruction).id).join();
  for (const instruction of file.instructions) {
    name(instruction);
    if (instruction.onbuild) name(instruction.onbuild);
  }
  // A stage refers only to earlier ones.
  for (const stage of file.stages as readonly Open<Stage>[]) stage.content = contentOf(stageText(stage, ids));
  return { byText, next };
}

/** Everything that the model of an instruction follows from, but its place and the number of its stage. */
function instructionText({ text, escape: escapeChar }: Dockerfile, instruction: Instruction): string {
  const { span, language, incomplete = '', variables } = instruction;
  const written = `${language ?? ''}${escapeChar}${incomplete} ${text.slice(span.start, span.end)}`;
  if (variables.length === 0) return written;
  const values = variables.map(({ resolved }) => [resolved.text ?? null, resolved.overridable]);
  return `${written}\n${JSON.stringify(values)}`;
}

/** `global`: the contents of the ARGs before the first FROM. */
function stageText({ source, windows, from, instructions }: Stage, global: string): string {
  const parent = source.kind === 'stage' ? source.stage.content?.id : undefined;
  const base =
    parent ??
    (source.kind === 'scratch' ? source.kind : `${source.kind} ${source.kind === 'stage' ? '' : source.resolved.text}`);
  const own = [from, ...instructions].map(({ content }) => content?.id);
  return `${global} ${windows} ${own.join()} ${base}`;
}

/** The function `make` of what an instruction or a stage says. Its result must hold no offsets and no part of the model; it is kept. */
export function byContent<Part extends Pick<Instruction | Stage, 'content'>, Value>(
  make: (part: Part) => Value,
): (part: Part) => Value {
  const known = new WeakMap<Content, { readonly value: Value }>();
  return (part) => {
    const before = part.content && known.get(part.content);
    if (before) return before.value;
    const value = make(part);
    if (part.content) known.set(part.content, { value });
    return value;
  };
}
