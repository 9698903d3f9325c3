/** Reads configurations that others extend, from disk. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type ExtendedText, MISSING } from '../core/engine/extended-configs.ts';
import { readInside } from './node.ts';
import { onDisk } from './node-names.ts';
import { HERE, isAtOrBelow, relativePath } from './node-paths.ts';

/**
 * Reads the file at `below`, a path relative to `root` with `/`. Package managers link packages: a path in `node_modules` may lead through
 * links to a file inside of the root, which is read at its real place. Never throws.
 */
export function readExtendedFile(root: string, below: string): ExtendedText {
  const read = readInside(root, below);
  if ('text' in read) return read;
  if (read.problem === 'missing') return { problem: MISSING };
  const place = read.problem === 'outside' ? linkedPlace(root, below) : undefined;
  const linked = place && readInside(place.root, place.path);
  return linked && 'text' in linked ? { text: linked.text, realPath: place.path } : { problem: read.message };
}

function linkedPlace(root: string, below: string): { readonly root: string; readonly path: string } | undefined {
  if (!below.split('/').includes('node_modules')) return undefined;
  try {
    const [top, file] = [root, path.join(root, below)].map((one) => fs.realpathSync(onDisk(one)));
    return isAtOrBelow(HERE, file!, top!) ? { root: top!, path: relativePath(HERE, top!, file!) } : undefined;
  } catch {
    return undefined;
  }
}
