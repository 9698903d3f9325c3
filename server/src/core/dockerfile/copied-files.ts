/** The files of the build context that a stage copies into its image. */
import { posix } from '../text/paths.ts';
import type { Stage } from './model.ts';
import { alongChain } from './start-scripts.ts';

/** One source of a COPY or ADD. */
export interface CopiedFile {
  /** Relative to the build context; '' for all of it. */
  readonly from: string;
  /** Relative to the root of the image. */
  readonly to: string;
  /** `to` is a folder, into which a copied file goes by its own name. */
  readonly folder: boolean;
}

/** The most sources, for a stage that copies very many files. */
const MAX_COPIES = 200;

/** What a stage, or one that it is FROM, copies. Without heredocs, addresses and names with wildcards. */
export const copiedFiles = (stage: Stage): readonly CopiedFile[] => copiesAndFolder(stage).copies;

/** `working`: the working folder at the end, relative to the root. */
const copiesAndFolder = alongChain<{ readonly copies: readonly CopiedFile[]; readonly working: string }>(
  { copies: [], working: '' },
  (before, s) => {
    const copies: CopiedFile[] = [];
    let { working } = before;
    for (const i of s.instructions) {
      const whole = (path: string): string => posix.join(working, s.expand(path, i).text ?? path);
      if (i.keyword === 'WORKDIR') working = whole(i.argsText.replace(/^"(.*)"$/, '$1'));
      if ((i.keyword !== 'COPY' && i.keyword !== 'ADD') || i.flags.some((f) => f.name === 'from')) continue;
      const words = (i.exec ?? i.args)
        .map((word) => word.text.replace(/^"(.*)"$/, '$1'))
        .map((word) => s.expand(word, i).text ?? word);
      const target = words.at(-1) ?? '';
      const sources = words.slice(0, -1).filter((word) => !/[*?[]|:\/\/|^<</.test(word));
      if (before.copies.length + copies.length + sources.length > MAX_COPIES) continue;
      const folder = /(?:^|\/)\.?$/.test(target) || words.length > 2;
      for (const source of sources) copies.push({ from: posix.join('', source), to: whole(target), folder });
    }
    return { copies: copies.length > 0 ? [...before.copies, ...copies] : before.copies, working };
  },
);

/** Where a file of the context is in the image, relative to its root; `undefined` if the copy does not hold it. */
export function copiedTo({ from, to, folder }: CopiedFile, file: string): string | undefined {
  if (file === from) return folder ? posix.join(to, posix.basename(file)) : to;
  return from === '' || file.startsWith(`${from}/`)
    ? posix.join(to, from === '' ? file : file.slice(from.length + 1))
    : undefined;
}
