import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../server/src/core/engine/engine.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import type { Day } from '../../server/src/core/text/day.ts';
import { lineIndex } from '../../server/src/core/text/lines.ts';
import { readText } from '../../server/src/host/node.ts';
import { walk } from '../../server/src/host/node-walk.ts';
import { nodeHost } from '../../server/src/lsp/node-host.ts';
import { chosen, FOLDER, withEditor } from '../support/editor.ts';
import { findings, folderWith } from '../support/program.ts';

const root = resolve('examples');
const folder = pathToFileURL(root).href;

/** What the command line reports of the examples, by path: rule, place and message of each finding. */
function expected(): Map<string, string[]> {
  const engine = createEngine(rules, PINNED_DAY);
  for (const path of walk(root)) {
    const read = readText(join(root, path));
    if ('text' in read) engine.setFile(path, read.text);
  }
  engine.setComplete(true);
  return new Map(
    engine.paths().map((path) => {
      const lines = lineIndex(engine.textOf(path) ?? '');
      const list = engine.check(path).findings.map((f) => {
        const { line, character } = lines.position(f.span.start);
        return `${line}:${character} ${f.rule} ${f.message}`;
      });
      return [path, list];
    }),
  );
}

const refuse = async () => ({ applied: false });

test(
  'the editor shows what the command line reports, open or not, and every fix offered is an edit',
  withEditor({ folders: [folder], host: nodeHost(undefined), rules, refuse }, async (editor) => {
    await editor.ready();
    let findings = 0;
    for (const [path, list] of expected()) {
      const uri = `${folder}/${path}`;
      const shown = async () =>
        (await editor.findings(uri)).map(
          ({ range: { start }, code, message }) => `${start.line}:${start.character} ${code} ${message}`,
        );
      assert.deepEqual(await shown(), list, path);
      await editor.open(uri, readFileSync(join(root, path), 'utf8'), 'yaml');
      assert.deepEqual(await shown(), list, path);
      findings += list.length;
      const range = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };
      for (const action of await editor.actions(uri, range)) {
        if (action.command) continue;
        const resolved = await editor.resolve(action);
        if (resolved.edit) continue;
        const before = editor.requested.length;
        await editor.run(resolved);
        assert.equal(editor.requested.length, before + 1, `${path}: ${action.title}: ${editor.shown.at(-1)}`);
      }
    }
    assert.ok(findings > 20);
  }),
);

/** Images that end on 2026-11-12, 2025-10-31 and on no known day. */
const DATED = {
  'db/Dockerfile': 'FROM postgres:14\nUSER postgres\n',
  'api/Dockerfile': 'FROM python:3.9\nUSER 1000\n',
  'web/Dockerfile': 'FROM registry.k8s.io/pause:3.10\nUSER root\n',
};

/** Images of `DATED` that have ended, by day. */
const ENDED = { '2025-01-01': 0, '2026-11-11': 1, '2026-11-13': 2 };

const within = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${FOLDER}/${path}`, text]));

for (const day of ['2025-01-01', '2026-11-11', '2026-11-13'] as const)
  test(`on ${day} the editor shows what the command line reports, whether clock, option or configuration sets the day`, async () => {
    const byConfig = { ...DATED, '.seaworthy.yaml': `today: ${day}\n` };
    const reported = (files: Record<string, string>, ...words: string[]): string[] =>
      findings(folderWith(files), words).map((f) => `${f.path}:${f.startLine}:${f.startColumn} ${f.rule} ${f.message}`);
    const seen = async (files: Record<string, string>, clock: Day): Promise<string[]> => {
      const all: string[] = [];
      const options = { folders: [FOLDER], rules, today: () => clock };
      const show = withEditor({ ...options, files: within(files) }, async (editor) => {
        await editor.ready();
        for (const path of Object.keys(DATED).sort())
          for (const { range, code, message } of await editor.findings(`${FOLDER}/${path}`))
            all.push(`${path}:${range.start.line + 1}:${range.start.character + 1} ${code} ${message}`);
      });
      await show();
      return all;
    };
    const expected = reported(DATED, '--today', day);
    assert.equal(expected.filter((l) => l.includes('image/end-of-life')).length, ENDED[day]);
    assert.deepEqual(reported(byConfig), expected);
    assert.deepEqual(await seen(DATED, day), expected);
    assert.deepEqual(await seen(byConfig, '2030-01-01'), expected);
  });

test(
  'each finding of the examples can be ignored where it is, in its file, and by the configuration',
  withEditor({ folders: [folder], host: nodeHost(undefined), rules }, async (editor) => {
    await editor.ready();
    for (const path of expected().keys()) {
      const uri = `${folder}/${path}`;
      const text = readFileSync(join(root, path), 'utf8');
      await editor.open(uri, text, 'yaml');
      for (const { code, range, relatedInformation } of await editor.findings(uri)) {
        const count = async () => (await editor.findings(uri)).filter((d) => d.code === code).length;
        const before = await count();
        for (const where of ['here', 'in this file']) {
          const title = `Ignore ${code} ${where}`;
          const action = await chosen(editor, await editor.actions(uri, range), title);
          await editor.apply(action.edit);
          // The finding moves to the next place of the same secret.
          const moves = relatedInformation?.some(({ message }) => message.startsWith('the same value')) ?? false;
          const left = where === 'here' ? before - (moves ? 0 : 1) : 0;
          assert.ok((await count()) <= left, `${path}:${range.start.line + 1} ${title}`);
          await editor.type(uri, editor.text(uri), text);
        }
        const off = (await editor.actions(uri, range)).find((a) => a.title.startsWith('Turn '));
        const { edit } = await editor.resolve(off!);
        assert.match(JSON.stringify(edit), /rules:\\n {2}[a-z]+\/[a-z-]+: off/);
      }
      await editor.close(uri);
    }
  }),
);
