/** Measures edits that change what other files depend on, in workspaces of many files. */

import { type IndexEdit, indexEdits, manyFiles } from '../../scripts/lib/many-files.ts';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../server/src/core/engine/engine.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { type Row, time } from './rows.ts';

/** The times from an edit to the findings of its file. */
function edits(count: number): readonly { readonly edit: IndexEdit; readonly samples: readonly number[] }[] {
  const engine = createEngine(rules, PINNED_DAY);
  const files = manyFiles(count);
  for (const [path, text] of files) engine.setFile(path, text);
  engine.setComplete(true);
  for (const path of files.keys()) engine.check(path);
  return indexEdits(count).map((edit) => {
    const neighbour = edit.path.replace(/[^/]+$/, 'deployment.yaml');
    const samples = time(20, 10, (i) => {
      const text = edit.texts[i % 2];
      if (text === undefined) engine.removeFile(edit.path);
      else engine.setFile(edit.path, text);
      engine.check(text === undefined ? neighbour : edit.path);
    });
    return { edit, samples };
  });
}

/** A row for each kind of edit and size. */
export function* indexRows(): Generator<Row> {
  const [few, many] = [1_000, 10_000].map(edits);
  for (const [i, { edit, samples }] of few!.entries()) {
    yield { what: `1,000 files: ${edit.what}`, samples, limit: undefined, unit: 'ms' };
    yield { what: `10,000 files: ${edit.what}`, samples: many![i]!.samples, limit: undefined, unit: 'ms' };
  }
}
