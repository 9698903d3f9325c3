/** Completion in `.seaworthy.yaml`: keys where they are allowed, values, rule ids, also in half-typed YAML. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Editor, FOLDER, vscode, withEditor } from '../support/editor.ts';
import { completions, typedAt } from '../support/typed-at.ts';

const NAME = '.seaworthy.yaml';
const at = (editor: Editor, text: string) => typedAt(editor, FOLDER, NAME, text);
const labels = async (editor: Editor, text: string): Promise<string[]> => (await at(editor, text)).labels;
const TOP = [
  'extends',
  'profile',
  'rules',
  'exclude',
  'lowerSeverity',
  'images',
  'podSecurity',
  'secrets',
  'failOn',
  'podTemplates',
  'overrides',
  'ignore',
  'otherTools',
  'today',
];
const SEVERITIES = ['off', 'error', 'warning', 'info', 'hint'];
const without = (list: readonly string[], ...some: string[]) => list.filter((l) => !some.includes(l));

test(
  'keys, at the place where they are allowed, without those that are there',
  withEditor({}, async (editor) => {
    assert.deepEqual(await labels(editor, '|'), TOP);
    assert.deepEqual(await labels(editor, 'profile: strict\n|'), without(TOP, 'profile'));
    assert.deepEqual(await labels(editor, '|\nprofile: strict\n'), without(TOP, 'profile'));
    assert.deepEqual(await labels(editor, 'profile: strict\nru|\nfailOn: error\n'), without(TOP, 'profile', 'failOn'));
    assert.deepEqual(await labels(editor, 'images:\n  |'), ['trusted', 'untrusted']);
    assert.deepEqual(await labels(editor, 'images:\n  trusted:\n  - a\n  un|\n'), ['untrusted']);
    assert.deepEqual(await labels(editor, 'secrets:\n  store:\n    |\n  allow:\n    names: [A]\n'), [
      'manifests',
      'provider',
      'name',
      'kind',
    ]);
    assert.deepEqual(await labels(editor, 'secrets:\n  allow:\n    names:\n      - A\n    |\n'), ['values', 'paths']);
    assert.deepEqual(await labels(editor, 'rules:\n  user/root-user:\n    |'), ['severity', ...SEVERITIES]);
    assert.deepEqual(await labels(editor, 'rules:\n  user/root-user:\n    severity: off\n    |'), []);
  }),
);

test(
  'values, with their meaning and the default',
  withEditor({}, async (editor) => {
    const { items, labels: found, chosen } = await at(editor, 'profile: |\n');
    assert.deepEqual(found, ['default', 'strict', 'audit']);
    assert.equal(items[0]?.detail, 'Few findings, each certain · the default');
    assert.equal(chosen('strict'), 'profile: strict\n');
    assert.equal((await at(editor, 'profile:|\n')).chosen('strict'), 'profile: strict\n');
    assert.equal((await at(editor, 'profile: st|ri # mine\n')).chosen('strict'), 'profile: strict # mine\n');
    assert.equal((await at(editor, 'profile: "st|"\n')).chosen('"strict"'), 'profile: "strict"\n');
    assert.equal((await at(editor, 'profile:\n  st|\n')).chosen('strict'), 'profile:\n  strict\n');
    assert.deepEqual(await labels(editor, 'failOn: |'), ['error', 'warning', 'info', 'never']);
    assert.deepEqual(await labels(editor, 'podSecurity: {level: |}\n'), ['privileged', 'baseline', 'restricted']);
    assert.deepEqual(await labels(editor, 'rules:\n  user/root-user: o|\n'), SEVERITIES);
    assert.deepEqual(await labels(editor, 'rules:\n  user/*: |\n'), SEVERITIES);
  }),
);

test(
  'rule ids with their titles and what they find, and the concerns after them',
  withEditor({}, async (editor) => {
    const { items, labels: found, chosen } = await at(editor, 'rules:\n  |\n');
    const ids = found.filter((l) => !l.endsWith('/*'));
    assert.ok(ids.includes('user/root-user') && found.indexOf('user/*') > found.indexOf('user/root-user'));
    const item = items.find((i) => i.label === 'user/root-user')!;
    assert.equal(item.detail, 'Runs as root');
    assert.deepEqual(item.documentation, {
      kind: 'markdown',
      value: 'Root of the container is root of the kernel.\n\n**warning** · on by default · has a safe fix',
    });
    assert.equal(item.command?.command, 'editor.action.triggerSuggest');
    assert.equal(chosen('user/root-user'), 'rules:\n  user/root-user: \n');
    assert.equal(chosen('user/*'), 'rules:\n  user/*: \n');
    const half = await at(editor, 'rules:\n  user/ro|ot: off\n  build/label: off\n');
    assert.equal(half.chosen('user/root-user'), 'rules:\n  user/root-user: off\n  build/label: off\n');
    assert.ok(!half.labels.includes('build/label'));
  }),
);

test(
  'a key brings its colon, once; maps and lists go on below',
  withEditor({}, async (editor) => {
    const { chosen } = await at(editor, '|');
    assert.equal(chosen('profile'), 'profile: ');
    assert.equal(chosen('rules'), 'rules:');
    assert.equal(chosen('exclude'), 'exclude:');
    assert.equal((await at(editor, 'prof|: strict')).chosen('profile'), 'profile: strict');
    assert.equal((await at(editor, '"pro|": strict')).chosen('"profile"'), '"profile": strict');
  }),
);

test(
  'in flow maps, closed or not, on one line or several',
  withEditor({}, async (editor) => {
    const rule = async (text: string): Promise<string> => (await at(editor, text)).chosen('user/root-user');
    assert.equal(await rule('rules: {|}\n'), 'rules: {user/root-user: }\n');
    assert.equal(await rule('rules: {us|\nprofile: strict\n'), 'rules: {user/root-user: \nprofile: strict\n');
    assert.equal(await rule('rules: {build/label: off, us|}\n'), 'rules: {build/label: off, user/root-user: }\n');
    assert.equal(
      await rule('rules: {\n  build/label: off,\n  |\n}\n'),
      'rules: {\n  build/label: off,\n  user/root-user: \n}\n',
    );
    assert.deepEqual(await labels(editor, 'rules: {user/root-user: |}'), SEVERITIES);
    assert.deepEqual(await labels(editor, 'rules: {user/root-user: {sev|}}'), ['severity', ...SEVERITIES]);
    assert.deepEqual(await labels(editor, '{profile: |}'), ['default', 'strict', 'audit']);
    assert.deepEqual(await labels(editor, 'rules: {user/root-user: off\nprofile: |\n'), ['default', 'strict', 'audit']);
    assert.deepEqual(await labels(editor, 'rules: {user/root-user: off}\npro|'), without(TOP, 'rules'));
  }),
);

test(
  'half-typed and hostile text: broken YAML, tabs, CRLF, a byte order mark, surrogate pairs before the place',
  withEditor({}, async (editor) => {
    const broken = 'exclude: ["\n  a: b: c\nprofile: |\nrules:\n  - {\n';
    assert.deepEqual(await labels(editor, broken), ['default', 'strict', 'audit']);
    assert.deepEqual(await labels(editor, '\timages:\n\t\t|\n'), ['trusted', 'untrusted']);
    assert.equal(
      (await at(editor, 'rules:\r\n  us|\r\nprofile: strict\r\n')).chosen('user/root-user'),
      'rules:\r\n  user/root-user: \r\nprofile: strict\r\n',
    );
    assert.equal((await at(editor, '\ufeffprof|\n')).chosen('profile'), '\ufeffprofile: \n');
    assert.equal(
      (await at(editor, 'rules: {"😀😀": off, us|}\n')).chosen('user/root-user'),
      'rules: {"😀😀": off, user/root-user: }\n',
    );
    assert.equal((await at(editor, '"😀": 1\nprofile: st|\n')).chosen('strict'), '"😀": 1\nprofile: strict\n');
  }),
);

test(
  'nothing in comments, in block scalars, behind a finished value, and in other files',
  withEditor({}, async (editor) => {
    for (const text of [
      '# |\n',
      'profile: strict # |\n',
      'profile: strict |\n',
      'today: >\n  pro|\n',
      'exclude:\n  - |\n',
      'exclude: [|]\n',
      'profile: strict\n  |\n',
      'unknown:\n  |\n',
      '__proto__:\n  |\n',
      '- |\n',
    ])
      assert.deepEqual(await labels(editor, text), [], JSON.stringify(text));
    assert.deepEqual((await typedAt(editor, FOLDER, 'seaworthy.yaml', 'profile: |\n')).labels, []);
  }),
);

test(
  'without snippets, Markdown and our own client',
  withEditor({ capabilities: { ...vscode, textDocument: {} }, initializationOptions: {} }, async (editor) => {
    const { items } = await at(editor, 'rules:\n  |\n');
    const item = items.find((i) => i.label === 'user/root-user')!;
    assert.deepEqual(item.documentation, {
      kind: 'plaintext',
      value: 'Root of the container is root of the kernel.\n\nwarning · on by default · has a safe fix',
    });
    assert.equal(item.command, undefined);
    assert.ok(items.every((i) => i.insertTextFormat === undefined));
  }),
);

test(
  'in the file that the settings name',
  withEditor(
    {
      settings: { [FOLDER]: { configFile: 'ci/policy.yaml' } },
      files: { [`${FOLDER}/ci/policy.yaml`]: 'profile: strict\n' },
    },
    async (editor) => {
      await editor.open(`${FOLDER}/ci/policy.yaml`, 'profile: \n', 'yaml');
      await editor.ready();
      const items = await completions(editor, `${FOLDER}/ci/policy.yaml`, 0, 9);
      assert.deepEqual(
        items.map((i) => i.label),
        ['default', 'strict', 'audit'],
      );
    },
  ),
);

test(
  'nothing where the checks are off',
  withEditor({ settings: { [FOLDER]: { enable: false } } }, async (editor) => {
    await editor.ready();
    assert.deepEqual(await labels(editor, '|'), []);
  }),
);
