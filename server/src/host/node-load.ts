/**
 * Loads the core for Node: the first import of the command line and of the language server as they ship. V8's code of the core is kept in a
 * file (`node-code-cache.ts`), because compiling it takes longer than checking a file. It is kept again after the first run over files of another kind.
 */
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { usedKinds } from './code-use.ts';
import { cacheFolder, keepCode, keptCode } from './node-code-cache.ts';

/** How long a language server runs before its code is kept: it has compiled by then what it needs for open files. */
const SETTLED = 20_000;

const filename = fileURLToPath(new URL('./core.js', import.meta.url));

// `seaworthy lsp` loads two bundles in one process.
if (!('seaworthyCore' in globalThis)) load(cacheFolder());

function load(folder: string | undefined): void {
  const { size, mtimeMs } = statSync(filename);
  // V8 itself compares only the length of the text. Its tag stands for its version, its flags and the processor.
  const name = `core-${CORE_HASH}-${size}-${Math.floor(mtimeMs)}-${cachedDataVersionTag()}.bin`;
  const kept = folder === undefined ? undefined : keptCode(folder, name);
  // ASCII, as a test checks: in any other encoding Node would decode a million characters, and V8 keep two bytes of each.
  const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: kept?.code });
  script.runInThisContext();
  if (folder === undefined) return;
  let covered = script.cachedDataRejected === true ? undefined : kept?.kinds;
  const keep = (): void => {
    const kinds = (covered ?? 0) | usedKinds();
    if (kinds === covered) return;
    keepCode(folder, name, { code: script.createCachedData(), kinds });
    covered = kinds;
  };
  process.once('exit', keep);
  setTimeout(keep, SETTLED).unref();
}

/** A hash of the core's text, put in by the build. */
declare const CORE_HASH: string;
