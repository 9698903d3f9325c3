/** Arguments in another spelling than the file on disk, by the rules of systems that ignore case. */
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { readArguments } from '../../server/src/cli/arguments.ts';
import { isReplaceable } from '../../server/src/cli/output.ts';
import { load } from '../../server/src/cli/workspaces.ts';
import { createEngine } from '../../server/src/core/engine/engine.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { rulesFor } from '../../server/src/host/node-paths.ts';
import { folderWith, ROOT } from '../support/program.ts';

/** The wanted files of `check WORDS…` by the rules of a system; arguments are below `folder`. */
function wanted(platform: NodeJS.Platform, folder: string, ...words: string[]): string[] {
  const paths = words.map((word) => (word.startsWith('-') ? word : path.join(folder, word)));
  const args = readArguments(['check', ...paths]);
  assert.ok(args.command === 'check');
  const workspaces = load(
    args,
    () => createEngine(rules, PINNED_DAY),
    undefined,
    () => {},
    rulesFor(platform),
  );
  return workspaces.flatMap((w) => w.wanted);
}

test('--workspace: a folder or file in another spelling is checked, once', () => {
  const folder = folderWith({ 'K8s/Dockerfile': ROOT, 'caf\u00e9/Dockerfile': ROOT });
  const at = (platform: NodeJS.Platform, ...words: string[]) => wanted(platform, folder, '--workspace', '.', ...words);
  assert.deepEqual(at('darwin', 'k8s'), ['K8s/Dockerfile']);
  assert.deepEqual(at('darwin', 'k8s/dockerfile'), ['K8s/Dockerfile']);
  assert.deepEqual(at('darwin', 'cafe\u0301'), ['caf\u00e9/Dockerfile']);
  assert.deepEqual(at('linux', 'k8s'), []);
  assert.deepEqual(at('linux', 'K8s'), ['K8s/Dockerfile']);
});

test('a folder and a file in it in another spelling are one workspace, the file is checked once', () => {
  const folder = folderWith({ 'K8s/Dockerfile': ROOT });
  assert.deepEqual(wanted('darwin', folder, 'K8s', 'k8s/dockerfile'), ['Dockerfile']);
  assert.deepEqual(wanted('linux', folder, 'K8s', 'K8s/Dockerfile'), ['Dockerfile']);
  assert.deepEqual(wanted('linux', folder, 'K8s', 'K8s'), ['Dockerfile']);
});

test('--output writes directly to devices of Windows', () => {
  const file = path.join(folderWith({}), 'report.txt');
  assert.equal(isReplaceable(file, rulesFor(process.platform)), true);
  assert.equal(isReplaceable('\\\\.\\NUL', rulesFor('win32')), false);
});
