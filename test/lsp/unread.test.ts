/** The status of a file says where reading stopped, so that "no findings" is never said of a file that was not read whole. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FOLDER, until, vscode, withEditor } from '../support/editor.ts';

const POD = `${FOLDER}/pod.yaml`;
const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';

test(
  'conflict markers, an unclosed bracket, and the whole file again',
  withEditor({ capabilities: vscode }, async (editor) => {
    const unread = () => editor.fileStatuses.findLast((s) => s.uri === POD)?.unread;
    await editor.ready();
    await editor.open(POD, HEAD, 'yaml');
    await editor.rules(POD);
    assert.equal(unread(), undefined);
    await editor.type(POD, '  name', '<<<<<<< HEAD\n  name');
    await editor.rules(POD);
    await until('the conflict', async () => unread()?.line === 4);
    assert.match(unread()!.why, /merge conflict/);
    await editor.type(POD, '<<<<<<< HEAD\n', '');
    await editor.rules(POD);
    await until('the whole file', async () => unread() === undefined);
    await editor.type(POD, 'name: web\n', 'name: {web: 1\n');
    await editor.rules(POD);
    await until('the bracket', async () => unread() !== undefined);
  }),
);
