import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FOLDER, until, vscode, withEditor } from '../support/editor.ts';

const DOCKERFILE = `${FOLDER}/Dockerfile`;
const ROOT = 'FROM alpine:3.22\nUSER root\nCMD ["sh"]\n';

test(
  'findings are pulled, and unchanged under the same result id',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, ROOT);
    const report = await editor.pull(DOCKERFILE);
    assert.ok(report.kind === 'full');
    assert.deepEqual(report.items, [
      {
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } },
        severity: 2,
        source: 'Seaworthy',
        code: 'user/root-user',
        codeDescription: { href: 'command:seaworthy.openRulePage?%5B%22user%2Froot-user%22%5D' },
        message: 'the image runs as `root`',
      },
    ]);
    const again = await editor.pull(DOCKERFILE, report.resultId);
    assert.deepEqual(again, { kind: 'unchanged', resultId: report.resultId });
    await editor.type(DOCKERFILE, 'FROM', '# moved\nFROM');
    const moved = await editor.pull(DOCKERFILE, report.resultId);
    assert.equal(moved.kind, 'full');
    assert.deepEqual(await editor.rules(DOCKERFILE), ['3 user/root-user']);
  }),
);

test(
  'an incremental edit makes a finding vanish and come back',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, ROOT);
    assert.deepEqual(await editor.rules(DOCKERFILE), ['2 user/root-user']);
    await editor.type(DOCKERFILE, 'root', 'nobody');
    assert.deepEqual(await editor.rules(DOCKERFILE), []);
    await editor.type(DOCKERFILE, 'nobody', 'root');
    assert.deepEqual(await editor.rules(DOCKERFILE), ['2 user/root-user']);
  }),
);

test(
  'a finding that another file decides is refreshed when that file comes and goes',
  withEditor({ files: { [`${FOLDER}/app/Dockerfile`]: 'FROM alpine\n' } }, async (editor) => {
    const compose = `${FOLDER}/compose.yaml`;
    await editor.open(compose, 'services:\n  web:\n    build: ./app\n', 'dockercompose');
    await editor.ready();
    const missing = async () => (await editor.rules(compose)).includes('2 build/missing-dockerfile');
    assert.equal(await missing(), false);
    const before = editor.refreshes();
    await editor.disk(`${FOLDER}/app/Dockerfile`, undefined);
    await until('a refresh', () => editor.refreshes() > before);
    assert.equal(await missing(), true);
    await editor.open(`${FOLDER}/app/Dockerfile`, 'FROM alpine\n');
    await until('the finding to go', async () => !(await missing()));
    await editor.close(`${FOLDER}/app/Dockerfile`);
    await until('the finding to come back', missing);
  }),
);

const pushing = { ...vscode, textDocument: { ...vscode.textDocument, diagnostic: undefined } };

test(
  'a client that cannot pull is sent whole lists with the version they are for',
  withEditor({ capabilities: pushing }, async (editor) => {
    assert.equal(editor.capabilities.diagnosticProvider, undefined);
    await editor.open(DOCKERFILE, ROOT);
    const last = () => editor.pushed.findLast((p) => p.uri === DOCKERFILE);
    await until('diagnostics', () => last()?.version === 1);
    assert.deepEqual(
      last()?.diagnostics.map((d) => d.code),
      ['user/root-user'],
    );
    await editor.type(DOCKERFILE, 'root', 'nobody');
    await until('diagnostics of version 2', () => last()?.version === 2 && last()?.diagnostics.length === 0);
    await editor.type(DOCKERFILE, 'nobody', 'root');
    await until('diagnostics of version 3', () => last()?.version === 3 && last()?.diagnostics.length === 1);
    await editor.close(DOCKERFILE);
    await until('an empty list', () => last()?.diagnostics.length === 0);
  }),
);

const fixed = { ...vscode, textDocument: { ...vscode.textDocument, diagnostic: {} } };

test(
  'diagnostics of documents and of all files are advertised to a client without registrations, and incremental sync',
  withEditor({ capabilities: fixed }, async (editor) => {
    const expected = { identifier: 'seaworthy', interFileDependencies: true, workspaceDiagnostics: true };
    assert.deepEqual(editor.capabilities.diagnosticProvider, expected);
    assert.deepEqual(editor.capabilities.textDocumentSync, { openClose: true, change: 2, save: true });
  }),
);

test(
  'an unknown document has no findings, a closed one those of the disk',
  withEditor({ files: { [DOCKERFILE]: ROOT } }, async (editor) => {
    assert.deepEqual(await editor.findings(`${FOLDER}/none/Dockerfile`), []);
    assert.deepEqual(await editor.findings('git:/work/Dockerfile'), []);
    assert.deepEqual(await editor.findings('not an address'), []);
    await editor.ready();
    assert.deepEqual(await editor.rules(DOCKERFILE), ['2 user/root-user']);
    assert.deepEqual(
      await editor.actions(DOCKERFILE, { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }),
      [],
    );
    assert.equal(await editor.hover(DOCKERFILE, 1, 2), null);
  }),
);

test(
  'the left side of a diff is not judged',
  withEditor({}, async (editor) => {
    await editor.open('git:/work/Dockerfile?%7B%22ref%22%3A%22HEAD%22%7D', ROOT);
    assert.deepEqual(await editor.findings('git:/work/Dockerfile?%7B%22ref%22%3A%22HEAD%22%7D'), []);
  }),
);

test(
  'a rule that crashes is logged once, without what it read, and the others go on',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, `${ROOT}STOPSIGNAL hunter2\n`);
    assert.deepEqual(await editor.rules(DOCKERFILE), ['2 user/root-user']);
    await editor.type(DOCKERFILE, 'STOPSIGNAL', 'STOPSIGNAL ');
    await editor.rules(DOCKERFILE);
    const said = editor.log.filter((line) => line.includes('build/crash'));
    assert.equal(said.length, 1);
    assert.ok(!editor.log.some((line) => line.includes('hunter2')));
  }),
);

test(
  'a malformed ignore comment is a warning',
  withEditor({}, async (editor) => {
    await editor.open(DOCKERFILE, `FROM alpine\n# seaworthy: ignore\nUSER root\n`);
    const found = (await editor.findings(DOCKERFILE)).map((d) => [d.code, d.severity]);
    assert.deepEqual(found, [
      ['user/root-user', 2],
      ['ignore-comment', 2],
    ]);
  }),
);
