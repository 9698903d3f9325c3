/** The action that turns an ignore comment of another tool into one of ours. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { at, FOLDER, withEditor } from '../support/editor.ts';

const ROOT = 'USER root\nCMD ["/entrypoint.sh"]\n';
const FROM = 'FROM ghcr.io/example/a:1.2\n';

const offered = (text: string, line: number, name = 'Dockerfile') =>
  new Promise<string | undefined>((resolve, reject) => {
    withEditor({ rules, folders: [FOLDER], files: {} }, async (editor) => {
      await editor.ready();
      const uri = `${FOLDER}/${name}`;
      await editor.open(uri, text, name === 'Dockerfile' ? 'dockerfile' : 'yaml');
      const action = (await editor.actions(uri, at(line, 2))).find((a) =>
        a.title.startsWith('Change to a comment of Seaworthy'),
      );
      if (action) await editor.apply(action.edit);
      const found = (await editor.findings(uri)).map((f) => f.code);
      assert.ok(!found.includes('user/root-user'), text);
      resolve(action && editor.text(uri));
    })().catch(reject);
  });

test('a comment for the instruction, with its reason', async () => {
  const text = await offered(`${FROM}# hadolint ignore=DL3002 # binds port 80\n${ROOT}`, 1);
  assert.equal(text, `${FROM}# seaworthy: ignore[user/root-user] binds port 80\n${ROOT}`);
});

test('a comment for the file', async () => {
  const text = await offered(`# hadolint global ignore=DL3002\n${FROM}${ROOT}`, 0);
  assert.equal(text, `# seaworthy: ignore-file[user/root-user]\n${FROM}${ROOT}`);
});

test('not for a comment that ignores nothing, and not for ours', async () => {
  assert.equal(await offered(`${FROM}# hadolint ignore=DL3059\nUSER app\n`, 1), undefined);
  assert.equal(await offered(`${FROM}# seaworthy: ignore[user/root-user] x\n${ROOT}`, 1), undefined);
});
