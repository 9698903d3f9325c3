/** What the server says about files that it does not judge, or not whole. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { editorHost } from '../../server/src/host/browser.ts';
import type { NotJudged, WhyNotChecked } from '../../server/src/lsp/overview.ts';
import { status } from '../support/all-files.ts';
import { type Editor, FOLDER, until, withEditor } from '../support/editor.ts';

const OFF = 'file:///off';
const texts: Record<string, string> = {
  '.seaworthy.yaml': 'profile: strict\nexclude:\n  - old/\n  - "!old/kept/"\n',
  Dockerfile:
    'FROM alpine:3.22\n# seaworthy: ignore[user/root-user, image/end-of-life] the base of all others\nUSER root\n',
  'old/Dockerfile': 'FROM alpine\n',
  'cut.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {web: 1\n',
  'large.yaml': 'large',
  'api.yaml': 'openapi: 3.1.0\n',
  'run.sh': 'true\n',
  'testdata/Dockerfile': 'FROM alpine:3.22\nUSER nobody\n',
  '.gitignore': 'out/\n',
};
const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`${FOLDER}/${path}`, text]));
const at = (path: string): string => `${FOLDER}/${path}`;

const gone = new Set<string>();

/** A file system in which one file is too large. */
const host = editorHost({
  listFiles: async (folder) => Object.keys(files).filter((uri) => uri.startsWith(`${folder}/`)),
  readFile: async (uri) => {
    if (gone.has(uri)) return { problem: 'not-found' };
    return uri === at('large.yaml') ? { problem: 'too-large' } : { text: files[uri] ?? '' };
  },
});
const options = { host, rules, folders: [FOLDER, OFF], settings: { [OFF]: { enable: false } } };

const notJudged = (editor: Editor): Promise<NotJudged> => editor.client.sendRequest('seaworthy/notJudged', {});
const why = (editor: Editor, uri: unknown): Promise<WhyNotChecked> =>
  editor.client.sendRequest('seaworthy/whyNotChecked', { uri });

test(
  'what is not judged, each with its reason',
  withEditor(options, async (editor) => {
    await editor.ready();
    const { notFullyRead, excluded, ignored, unusedIgnores } = await notJudged(editor);
    assert.deepEqual(
      notFullyRead.map(({ uri, line }) => [uri, line]),
      [
        [at('large.yaml'), undefined],
        [at('cut.yaml'), 4],
      ],
    );
    assert.match(notFullyRead[0]!.why, /larger than 10 MB/);
    assert.deepEqual(
      excluded.map((e) => [e.uri, e.why.replace(/^The configuration excludes the file /, '')]),
      [
        [at('old/Dockerfile'), '(`exclude` in .seaworthy.yaml, line 3: `old/`).'],
        [OFF, 'The setting `seaworthy.enable` is off for this folder.'],
      ],
    );
    assert.deepEqual(ignored, [
      { uri: at('Dockerfile'), line: 2, rule: 'user/root-user', reason: 'the base of all others' },
    ]);
    assert.deepEqual(
      unusedIgnores.map(({ uri, line }) => [uri, line]),
      [[at('Dockerfile'), 2]],
    );
    assert.match(unusedIgnores[0]!.text, /`image\/end-of-life`/);
    await until('the status', () => status(editor)?.partial === 2);
    const changes = (uri: string, type: number) =>
      editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
    gone.add(at('large.yaml'));
    await changes(at('large.yaml'), 3);
    await until('one less', () => status(editor)?.partial === 1);
    gone.clear();
    await changes(at('large.yaml'), 1);
    await until('the large file', async () => (await notJudged(editor)).notFullyRead.length === 2);
  }),
);

test(
  'the comment of another tool counts once for each rule that it ignores',
  withEditor(
    { rules, files: { [at('Dockerfile')]: 'FROM alpine:3.22\n# hadolint ignore=DL3002\nUSER root\n' } },
    async (editor) => {
      await editor.ready();
      assert.deepEqual((await notJudged(editor)).ignored, [{ uri: at('Dockerfile'), line: 2, rule: 'user/root-user' }]);
    },
  ),
);

test(
  'a folder that changes is not counted twice: the same answer before and after an edit',
  withEditor(options, async (editor) => {
    await editor.ready();
    const before = await notJudged(editor);
    await editor.open(at('Dockerfile'), texts.Dockerfile!);
    await editor.type(at('Dockerfile'), 'FROM', '\nFROM');
    const after = await notJudged(editor);
    assert.deepEqual(after.notFullyRead, before.notFullyRead);
    assert.deepEqual(after.ignored, [{ ...before.ignored[0]!, line: 3 }]);
  }),
);

test(
  'where only open files are checked, only they are listed',
  withEditor({ rules, files, settings: { [FOLDER]: { diagnostics: { scope: 'openFiles' } } } }, async (editor) => {
    await editor.ready();
    assert.deepEqual((await notJudged(editor)).ignored, []);
    await editor.open(at('Dockerfile'), texts.Dockerfile!);
    const { ignored, excluded } = await notJudged(editor);
    assert.deepEqual([ignored.length, excluded], [1, []]);
  }),
);

const ANSWERS: Readonly<Record<string, readonly [checked: boolean, ...sentences: RegExp[]]>> = {
  Dockerfile: [true, /as a Dockerfile\.$/, /profile `strict` and the configuration \.seaworthy\.yaml/],
  'testdata/Dockerfile': [true, /as a Dockerfile/, /profile `strict`/, /one severity lower/],
  'cut.yaml': [true, /as Kubernetes manifests/, /profile/, /not fully read: line 4/],
  '.seaworthy.yaml': [true, /configuration of Seaworthy/],
  'old/Dockerfile': [false, /`exclude` in \.seaworthy\.yaml, line 3: `old\/`/],
  'large.yaml': [false, /larger than 10 MB/],
  'api.yaml': [false, /text is not that of a Compose file/],
  'run.sh': [false, /to check others/],
  'notes.txt': [false, /Its name is not that of a file/],
  'node_modules/x/Dockerfile': [false, /Files in `node_modules` are never read/],
  'out/Dockerfile': [false, /Git ignores the file/],
  'none/Dockerfile': [false, /was not found/],
};

test(
  'why a file is checked or not, in plain sentences',
  withEditor(options, async (editor) => {
    await editor.ready();
    for (const [path, [checked, ...expected]] of Object.entries(ANSWERS)) {
      const answer = await why(editor, at(path));
      assert.equal(answer.checked, checked, path);
      assert.equal(answer.config, at('.seaworthy.yaml'), path);
      assert.equal(answer.sentences.length, expected.length, `${path}: ${answer.sentences}`);
      for (const [i, sentence] of expected.entries()) assert.match(answer.sentences[i]!, sentence, path);
    }
    assert.match((await why(editor, `${OFF}/Dockerfile`)).sentences[0]!, /`seaworthy.enable` is off/);
    assert.match((await why(editor, 'file:///elsewhere/Dockerfile')).sentences[0]!, /outside of the folders/);
    assert.match((await why(editor, 'git:/work/Dockerfile')).sentences[0]!, /this kind of address/);
    for (const uri of [undefined, 7, 'nonsense']) assert.equal((await why(editor, uri)).checked, false);
  }),
);

test(
  'no secret in the reasons, and names are escaped',
  withEditor(
    {
      rules,
      files: {
        [at('Dockerfile')]:
          'FROM alpine:3.22\n# seaworthy: ignore[user/root-user] ghp_0123456789abcdefghijABCDEFGHIJ012345 \u202e\nUSER root\n',
        [at('.seaworthy.yaml')]: 'exclude: ["ghp_0123456789abcdefghijABCDEFGHIJ012345/"]\n',
        [at('ghp_0123456789abcdefghijABCDEFGHIJ012345/Dockerfile')]: 'FROM alpine\n',
      },
    },
    async (editor) => {
      await editor.ready();
      const { excluded, ignored } = await notJudged(editor);
      assert.deepEqual([excluded.length, ignored.length], [1, 1]);
      assert.doesNotMatch(excluded[0]!.why + ignored[0]!.reason, /0123456789abcdef|\u202e/);
    },
  ),
);
