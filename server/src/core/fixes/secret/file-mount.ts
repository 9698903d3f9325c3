/** Mounts a credentials file for a RUN instead of copying it. */

import { addMount, deleteInstruction } from '../../dockerfile/edit.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { Change, Context, Fix } from '../../rule/rule.ts';
import { instructionRoute } from '../../rule/semantic-route.ts';
import { contextsOf } from '../../workspace/dockerignore.ts';
import { adds, removes, writes } from '../effect.ts';
import { fixIf } from '../fix.ts';

/** Files that tools read from the home folder, and those tools. */
const tools: Readonly<Record<string, readonly string[]>> = {
  '.npmrc': ['npm', 'npx', 'yarn', 'pnpm'],
  '.netrc': ['git', 'pip', 'pip3', 'go', 'curl', 'poetry', 'uv'],
};

/**
 * Removes a COPY of only `source`, excludes the file from the other copies, and mounts it in each RUN of the stage that uses it. Empty
 * if that may not be enough.
 */
export function fileMountFixes(file: Dockerfile, copy: Instruction, source: string, ctx: Context): Fix[] {
  const name = source.slice(source.lastIndexOf('/') + 1);
  const programs = tools[name];
  const stage = file.stages[copy.stage];
  const words = copy.exec ?? copy.args;
  if (!programs || !stage || stage.windows || words.length !== 2 || !stage.instructions.includes(copy)) return [];
  const after = stage.instructions.slice(stage.instructions.indexOf(copy) + 1);
  const runs = after.filter((i) => i.keyword === 'RUN' && i.commands().some((c) => programs.includes(c.name ?? '')));
  // The mounted file belongs to root, and exists only during the RUN.
  const asRoot = runs.every((run) => stage.userAt(run).verdict === 'root');
  const mentioned = file.instructions.some(
    (i) => i !== copy && file.text.slice(i.span.start, i.span.end).includes(name),
  );
  if (runs.length === 0 || !asRoot || mentioned) return [];
  const id = name.slice(1);
  return fixIf(
    `Mount it as a build secret: \`docker build --secret id=${id},src=${source}\``,
    'review',
    () => [
      ...deleteInstruction(file, copy),
      ...runs.flatMap((run) => addMount(file, run, `type=secret,id=${id},target=/root/${name}`)),
      ...(file.instructions.some(takesAll) ? dockerignoreChanges(ctx, source) : []),
    ],
    [
      removes(instructionRoute(file, copy)),
      ...runs.map((run) => adds(instructionRoute(file, run), 'mounts')),
      ...(file.instructions.some(takesAll) ? [writes('*.dockerignore', 'lines')] : []),
    ],
  );
}

/** `COPY . .` and the like would copy the file again. */
const takesAll = (i: Instruction): boolean =>
  (i.keyword === 'COPY' || i.keyword === 'ADD') &&
  !i.flags.some((f) => f.name === 'from') &&
  (i.exec ?? i.args).slice(0, -1).some((a) => /^(?:\.|\.?\/|\.?\/?\*)$/.test(a.text));

/** Adds the file to the `.dockerignore` in force. `docker build --secret` can still read it. */
function dockerignoreChanges(ctx: Context, source: string): Change[] {
  const own = `${ctx.unit.path}.dockerignore`;
  const text = `${source.replace(/^\.?\//, '')}\n`;
  if (ctx.workspace.text(own) !== undefined) return [{ file: own, text, ifExists: 'append' }];
  return contextsOf(ctx.workspace, ctx.unit.path).map((context) => ({
    file: context === '' ? '.dockerignore' : `${context}/.dockerignore`,
    text,
    ifExists: 'append',
  }));
}
