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

/** What a stage, or one that it is FROM, copies to an absolute path. Without heredocs, addresses and names with wildcards. */
export const copiedFiles: (stage: Stage) => readonly CopiedFile[] = alongChain<readonly CopiedFile[]>(
  [],
  (before, s) => {
    const copies: CopiedFile[] = [];
    for (const i of s.instructions) {
      if ((i.keyword !== 'COPY' && i.keyword !== 'ADD') || i.flags.some((f) => f.name === 'from')) continue;
      const words = (i.exec ?? i.args).map((word) => word.text.replace(/^"(.*)"$/, '$1'));
      const target = words.at(-1) ?? '';
      const sources = words.slice(0, -1).filter((word) => !/[*?[]|:\/\/|^<</.test(word));
      if (!target.startsWith('/') || before.length + copies.length + sources.length > MAX_COPIES) continue;
      const folder = target.endsWith('/') || words.length > 2;
      for (const source of sources) copies.push({ from: posix.join('', source), to: posix.join('', target), folder });
    }
    return copies.length > 0 ? [...before, ...copies] : before;
  },
);

/** Where a file of the context is in the image, relative to its root; `undefined` if the copy does not hold it. */
export function copiedTo({ from, to, folder }: CopiedFile, file: string): string | undefined {
  if (file === from) return folder ? posix.join(to, posix.basename(file)) : to;
  return from === '' || file.startsWith(`${from}/`)
    ? posix.join(to, from === '' ? file : file.slice(from.length + 1))
    : undefined;
}
