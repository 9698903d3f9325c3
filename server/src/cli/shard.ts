/** Parts of a check for the jobs of a pipeline: each reads all files, since rules look across them, and reports on its part. */
import { fnv } from '../core/text/fnv.ts';
import { UsageError } from './usage-error.ts';

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** Reads `2/4`. Throws `UsageError`. */
export function shardOf(text: string): Shard {
  const [, index = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > of) throw new UsageError(`--shard takes a part such as 2/4; not ${text}`);
  return { index, of };
}

/** Whether a path belongs to the part. It depends on the path alone, so that every job divides the files in the same way. */
export const isInShard = (shard: Shard | undefined, path: string): boolean =>
  shard === undefined || Number.parseInt(fnv(path, 0x811c9dc5), 16) % shard.of === shard.index - 1;
