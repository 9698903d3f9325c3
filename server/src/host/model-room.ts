/** Decides which files of a folder keep their models in memory. */
import type { Engine } from '../core/engine/engine.ts';

/**
 * The models of more text than this, in characters, are not kept: they are many times as large, and all files of a folder are read before the
 * first is checked. Then models are made twice, so that ten thousand files fit into memory.
 */
const MOST_KEPT = 4_000_000;

/** To call after each file of a folder that an engine got, while it is read. Lets go of the file's models where there is no room. */
export function modelRoom(engine: Engine): (path: string, text: string) => void {
  let kept = 0;
  return (path, text) => {
    if (kept > MOST_KEPT) engine.rest(path);
    // Most text of manifests is of definitions of custom resources, which have no model.
    else if (!/^kind: *CustomResourceDefinition\b/m.test(text)) kept += text.length;
  };
}
