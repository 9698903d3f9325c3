/** The scripts that a stage starts with: their text in the Dockerfile, or where their files lie in the build context. */
import { scriptsRun } from '../shell/shell.ts';
import { posix } from '../text/paths.ts';
import { byContent } from './contents.ts';
import type { Instruction, Stage } from './model.ts';

export interface StartScripts {
  /** Written in a heredoc of the Dockerfile. */
  readonly texts: readonly string[];
  /** Paths relative to the build context, where such a script lies if the file exists. */
  readonly paths: readonly string[];
}

/** Where a shell looks for a program that is named without a folder. */
const PATH = ['usr/local/sbin', 'usr/local/bin', 'usr/sbin', 'usr/bin', 'sbin', 'bin'];

/** The most paths, for a stage that copies very many files. */
const MAX_PATHS = 200;

/** The stages that a stage is FROM, and itself, first to last. */
export function chainOf(stage: Stage): Stage[] {
  const chain = [stage];
  // A stage refers only to earlier ones, so the chain is finite.
  for (let source = stage.source; source.kind === 'stage'; source = source.stage.source) chain.push(source.stage);
  return chain.reverse();
}

/**
 * A function of a stage that follows from the one that it is FROM: `next` gets the value there, `first` for an image, and the stage. Each value is
 * kept, so that all stages of a chain cost one pass over it.
 */
export function alongChain<T>(first: T, next: (before: T, stage: Stage) => T): (stage: Stage) => T {
  const known = new WeakMap<Stage, { readonly value: T }>();
  return (stage) => {
    const fresh: Stage[] = [];
    let here: Stage | undefined = stage;
    while (here && !known.has(here)) {
      fresh.push(here);
      here = here.source.kind === 'stage' ? here.source.stage : undefined;
    }
    let value = here ? known.get(here)!.value : first;
    for (const one of fresh.reverse()) {
      value = next(value, one);
      known.set(one, { value });
    }
    return value;
  };
}

/** The ENTRYPOINT and the CMD in force, of the stage or those that it is FROM. */
export const startInstructions: (stage: Stage) => readonly Instruction[] = alongChain<readonly Instruction[]>(
  [],
  (before, { instructions }) => {
    const own = ['ENTRYPOINT', 'CMD'].map((keyword) => instructions.findLast((i) => i.keyword === keyword));
    if (own.every((i) => i === undefined)) return before;
    return ['ENTRYPOINT', 'CMD'].flatMap((keyword, n) => own[n] ?? before.find((i) => i.keyword === keyword) ?? []);
  },
);

export const startScripts: (stage: Stage) => StartScripts = byContent(findScripts);

function findScripts(stage: Stage): StartScripts {
  const named = new Set(startInstructions(stage).flatMap((i) => i.commands().flatMap(scriptsRun)));
  if (named.size === 0) return { texts: [], paths: [] };
  const instructions = chainOf(stage).flatMap((s) => s.instructions.map((i) => ({ i, s })));
  const folders = new Map<Instruction, string>();
  let folder = '';
  for (const { i, s } of instructions) {
    if (i.keyword === 'WORKDIR')
      folder = posix.join(folder, s.expand(i.argsText.replace(/^"(.*)"$/, '$1'), i).text ?? '');
    folders.set(i, folder);
  }
  const wanted = new Set(
    [...named].flatMap((name) =>
      name.includes('/') ? [posix.join(folder, name)] : PATH.map((directory) => `${directory}/${name}`),
    ),
  );
  const texts: string[] = [];
  const paths = new Set<string>();
  for (const { i, s } of instructions) {
    const at = (path: string): string => posix.join(folders.get(i)!, s.expand(path, i).text ?? path);
    if (i.keyword === 'RUN') texts.push(...writtenIn(i, (path) => wanted.has(at(path))));
    if ((i.keyword !== 'COPY' && i.keyword !== 'ADD') || i.flags.some((f) => f.name === 'from')) continue;
    const words = (i.exec ?? i.args)
      .map((word) => word.text.replace(/^"(.*)"$/, '$1'))
      .map((word) => s.expand(word, i).text ?? word);
    const to = at(words.at(-1) ?? '');
    const here = [...wanted].filter((path) => to === '' || path === to || path.startsWith(`${to}/`));
    if (here.length === 0) continue;
    texts.push(...i.heredocs.map((h) => h.body));
    for (const source of words.slice(0, -1))
      for (const path of here)
        if (paths.size < MAX_PATHS) for (const from of sourcesOf(source, path, to)) paths.add(from);
  }
  return { texts, paths: [...paths] };
}

/** The heredocs that a RUN writes to such a file: `cat > /start.sh <<EOF`. */
const writtenIn = (run: Instruction, isWanted: (path: string) => boolean): string[] =>
  run
    .commands()
    .flatMap(({ redirects }) =>
      redirects.some((r) => r.operator.startsWith('>') && r.target?.literal !== undefined && isWanted(r.target.literal))
        ? redirects.flatMap((r) => r.heredoc?.body ?? [])
        : [],
    );

/** The files of the context that `COPY source to` may put at `path`: the source itself, or a file in the folder `source`. */
function sourcesOf(source: string, path: string, to: string): string[] {
  const own = posix.join('', source);
  const name = posix.basename(path);
  if (/[*?[]/.test(own)) return [posix.join(posix.dirname(own), name)];
  const below = path === to ? '' : to === '' ? path : path.slice(to.length + 1);
  const isFile = below === '' || below === posix.basename(own);
  return [...(isFile ? [own] : []), ...(below === '' ? [] : [posix.join(own, below)])];
}
