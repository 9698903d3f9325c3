/** The settings of a container that let everyone in without a password. */
import type { Container, EnvVariable } from '../domain/container.ts';
import { containerCommands, placeInFile } from '../domain/container-commands.ts';
import { argumentRows, openByVariable } from '../image/knowledge/authentication-off.ts';
import type { ArgumentRow, VariableRow } from '../image/knowledge/authentication-off-row.ts';
import { effectiveCommands } from '../shell/shell.ts';
import { cover, type Span } from '../text/span.ts';

/** The variables that let everyone in. */
export function openVariables(container: Container): { variable: EnvVariable; row: VariableRow }[] {
  const { env, image } = container;
  if (env.length === 0) return [];
  // A value from elsewhere is one too: a secret of Kubernetes, a variable of the shell.
  const has = (name: string, wanted: RegExp): boolean =>
    env.some((v) => v.name === name && wanted.test(v.value ?? 'from elsewhere'));
  return env.flatMap((variable) => {
    const { name, value, dynamic } = variable;
    if (dynamic || value === undefined) return [];
    const row = openByVariable(image?.reference, name, value, has);
    return row ? [{ variable, row }] : [];
  });
}

/** The arguments that let everyone in, at their places in the file. `unit`: the unit's text. */
export function openCommands(container: Container, unit: string): { at: Span; shown: string; row: ArgumentRow }[] {
  const found = [];
  for (const one of containerCommands(container)) {
    for (const { command } of effectiveCommands(one.command)) {
      const { words, name = '' } = command;
      for (const row of argumentRows(name, container.image?.reference)) {
        if (row.unless && words.some((w) => w.literal === undefined || row.unless?.test(w.literal))) continue;
        const index = words.findIndex((w, i) => row.word.test(w.literal ?? '') && isNext(row, words[i + 1]?.literal));
        const word = words[index];
        const value = words[index + 1];
        if (!word) continue;
        const inside = row.next && value ? cover(word.span, value.span) : word.span;
        const shown = row.next && value ? `${word.literal} ${value.literal}` : (word.literal ?? '');
        found.push({ at: placeInFile(one, inside, unit), shown, row });
      }
    }
  }
  return found;
}

const isNext = ({ next }: ArgumentRow, text: string | undefined): boolean =>
  next === undefined || next.test(text ?? '');
