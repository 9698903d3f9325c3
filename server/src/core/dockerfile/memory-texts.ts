/** What an image says about the memory of its program. */
import type { Stage } from './model.ts';
import { chainOf, startInstructions } from './start-scripts.ts';

export interface MemoryTexts {
  /** Variables that may name an amount or show the program's language, with their values. The last value of each. */
  readonly variables: readonly (readonly [name: string, value: string])[];
  /** The words of ENTRYPOINT and CMD, separated by blanks. */
  readonly start: string;
}

const ABOUT_MEMORY = /JAVA|JVM|JDK|CATALINA|HEAP|MEM|NODE_OPTIONS|OPTS|-Xm|-XX:|old[-_]space|maxmemory|buffer/i;

/** Of the stage and those that it is FROM. Values with an unknown variable are left out. */
export function memoryTexts(stage: Stage): MemoryTexts {
  const variables = new Map<string, string>();
  for (const { instructions } of chainOf(stage))
    for (const i of instructions)
      if (i.keyword === 'ENV')
        for (const { name, resolved } of i.variables)
          if (resolved.text !== undefined && ABOUT_MEMORY.test(`${name}=${resolved.text}`))
            variables.set(name, resolved.text);
  const words = startInstructions(stage).flatMap((i) => (i.exec ?? i.args).map(({ text }) => text));
  return { variables: [...variables], start: words.join(' ') };
}
