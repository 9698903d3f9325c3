/** The log says what the server does, and where it failed, without the text of files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { traceOf } from '../../server/src/core/text/trace.ts';
import { VERSION } from '../../server/src/host/version.ts';
import { FOLDER, until, withEditor } from '../support/editor.ts';
import { initialize, startServer } from '../support/server-process.ts';

const OTHER = 'file:///other';
const files = {
  [`${FOLDER}/.seaworthy.yaml`]: 'profile: strict\n',
  [`${FOLDER}/api/.seaworthy.yaml`]: 'profile: strict\n',
  [`${FOLDER}/Dockerfile`]: 'FROM alpine\n',
  [`${OTHER}/ci/policy.yaml`]: 'profile: strict\n',
};

test(
  'start, version, folders, configuration files, number of files',
  withEditor(
    { files, folders: [FOLDER, OTHER], settings: { [OTHER]: { configFile: 'ci/policy.yaml' } } },
    async (editor) => {
      await editor.ready();
      await until('both folders', () => editor.log.filter((line) => line.includes(': read ')).length === 2);
      assert.equal(editor.log[0], `Seaworthy ${VERSION} on a test, for an unnamed editor`);
      const said = editor.log.map((line) => line.replace(/in \d+ ms/, 'in N ms'));
      for (const line of [
        `folder ${FOLDER}`,
        `folder ${OTHER}`,
        `${FOLDER}: read 3 files in N ms (3 may be checked); configuration: .seaworthy.yaml, api/.seaworthy.yaml`,
        `${OTHER}: read 1 files in N ms (1 may be checked); configuration: ci/policy.yaml`,
      ])
        assert.ok(said.includes(line), `${line}\namong\n${said.join('\n')}`);
      const event = { added: [], removed: [{ uri: OTHER, name: 'other' }] };
      await editor.client.sendNotification('workspace/didChangeWorkspaceFolders', { event });
      await until('the removal', () => editor.log.includes(`folder ${OTHER} was removed`));
    },
  ),
);

test(
  'a fault has its frames, once, and none of the text of the file',
  withEditor({}, async (editor) => {
    const uri = `${FOLDER}/Dockerfile`;
    await editor.open(uri, 'FROM alpine:3.22\nSTOPSIGNAL hunter2\n');
    await editor.pull(uri);
    await editor.hover(uri, 1, 1);
    const said = editor.log.filter((line) => line.includes('build/crash'));
    assert.equal(said.length, 1);
    const [what, ...frames] = said[0]!.split('\n');
    assert.equal(what, 'build/crash failed');
    assert.ok(frames.length > 1 && frames.every((frame) => frame.startsWith('  at ')), said[0]);
    assert.doesNotMatch(editor.log.join('\n'), /hunter2/);
  }),
);

test('a trace leaves out the message, whose lines may look like frames', () => {
  const error = new TypeError('cannot read\n    at hunter2 (secret.ts:1:1)\n');
  const trace = traceOf(error);
  assert.ok(trace.length > 0 && trace[0]!.includes('log.test'), trace[0]);
  assert.doesNotMatch(trace.join('\n'), /hunter2/);
  assert.deepEqual(traceOf('hunter2'), []);
  error.stack = 'TypeError: another text\n    at hunter2 (secret.ts:1:1)';
  assert.deepEqual(traceOf(error), []);
});

for (const [how, throws] of Object.entries({
  'an error nobody catches': 'setTimeout(() => { throw new RangeError("hun" + "ter2") }, 500)',
  'a rejection nobody handles': 'setTimeout(() => { Promise.reject(new RangeError("hun" + "ter2")) }, 500)',
}))
  test(`the server ends with its last words on standard error: ${how}`, async () => {
    const server = startServer(undefined, ['--import', `data:text/javascript,${encodeURIComponent(throws)}`]);
    server.send(initialize(null));
    const { code, stderr } = await server.ended;
    assert.equal(code, 1);
    assert.match(stderr, /^seaworthy: the language server failed: RangeError\n {2}at /);
    assert.doesNotMatch(stderr, /hunter2/);
  });
