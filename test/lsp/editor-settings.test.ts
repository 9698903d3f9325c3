/** The settings that change what the editor shows: severities by rule, and tools that report the same. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { SEVERITIES } from '../../server/src/core/config/settings.ts';
import mutableTag from '../../server/src/core/rules/image/mutable-tag.ts';
import capabilities from '../../server/src/core/rules/privilege/added-capability.ts';
import privileged from '../../server/src/core/rules/privilege/privileged-container.ts';
import sudo from '../../server/src/core/rules/user/sudo.ts';
import { HIDING_TOOLS } from '../../server/src/lsp/hiding-tools.ts';
import { readSettings } from '../../server/src/lsp/settings.ts';
import { at, FOLDER, until, withEditor } from '../support/editor.ts';

const rules = [mutableTag, privileged, capabilities, sudo];
const DOCKERFILE = `${FOLDER}/Dockerfile`;
const COMPOSE = `${FOLDER}/compose.yaml`;
const POD = `${FOLDER}/pod.yaml`;
const TEXT = 'FROM nginx\nRUN sudo id\n';
const COMPOSE_TEXT = 'services:\n  web:\n    image: nginx\n    privileged: true\n';
const POD_TEXT = [
  ...['apiVersion: v1', 'kind: Pod', 'metadata: {name: web}', 'spec:', '  containers:', '    - name: web'],
  ...['      image: nginx', '      securityContext: {privileged: true}', ''],
].join('\n');

const [WARNING, HINT] = [2, 4];

describe('severities by rule', () => {
  test('apply at once: to a rule and to a concern', async () => {
    const settings: Record<string, unknown> = { [FOLDER]: { severity: { 'user/sudo': 'error', 'image/*': 'off' } } };
    await withEditor({ rules, settings }, async (editor) => {
      await editor.ready();
      await editor.open(DOCKERFILE, TEXT);
      const shown = async () => (await editor.findings(DOCKERFILE)).map((d) => `${d.code} ${d.severity}`);
      assert.deepEqual(await shown(), ['user/sudo 1']);
      settings[FOLDER] = { severity: { 'user/sudo': 'off' } };
      await editor.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
      await until('the new setting', async () => (await shown()).join() === `image/mutable-tag ${WARNING}`);
    })();
  });
  test(
    'a .seaworthy.yaml comes first',
    withEditor(
      {
        rules,
        settings: { [FOLDER]: { severity: { 'user/sudo': 'off', 'image/*': 'off' } } },
        files: { [`${FOLDER}/.seaworthy.yaml`]: 'rules:\n  user/sudo: info\n' },
      },
      async (editor) => {
        await editor.ready();
        await editor.open(DOCKERFILE, TEXT);
        assert.deepEqual(await editor.rules(DOCKERFILE), ['1 image/mutable-tag', '2 user/sudo']);
      },
    ),
  );
  test(
    'the configuration file that the settings name comes before them, rule by rule',
    withEditor(
      {
        rules,
        settings: {
          [FOLDER]: { configFile: 'ci/c.yml', severity: { 'user/sudo': 'off', 'image/mutable-tag': 'off' } },
        },
        files: { [`${FOLDER}/ci/c.yml`]: 'rules:\n  user/sudo: info\n' },
      },
      async (editor) => {
        await editor.ready();
        await editor.open(DOCKERFILE, TEXT);
        assert.deepEqual(await editor.rules(DOCKERFILE), ['2 user/sudo']);
      },
    ),
  );
  test(
    'an unknown rule is in the log, with what it may mean',
    withEditor(
      { rules, settings: { [FOLDER]: { severity: { 'user/sud': 'off', DL3004: 'off' } } } },
      async (editor) => {
        await editor.ready();
        await editor.open(DOCKERFILE, TEXT);
        assert.equal((await editor.findings(DOCKERFILE)).length, 2);
        assert.ok(editor.log.some((line) => /seaworthy\.severity: .*did you mean `user\/sudo`/.test(line)));
        assert.ok(editor.log.some((line) => /`DL3004` is an id of hadolint; .*`user\/sudo`/.test(line)));
      },
    ),
  );
  test('malformed values count as missing', () => {
    for (const severity of [null, 'off', [], { 'a/b': 'loud' }, { 'a/b': { severity: 'off' } }])
      assert.deepEqual(readSettings({ severity }).severity, {});
  });
});

describe('what another tool reports too', () => {
  const severities = async (editor: Parameters<Parameters<typeof withEditor>[1]>[0], uri: string, text: string) => {
    await editor.ready();
    await editor.open(uri, text, uri === DOCKERFILE ? 'dockerfile' : 'yaml');
    return (await editor.findings(uri)).map((d) => `${d.code} ${d.severity}`);
  };
  const hiding = (...hideAlsoReportedBy: unknown[]) => ({ rules, settings: { [FOLDER]: { hideAlsoReportedBy } } });

  test(
    'becomes a hint in files that the tool checks; the light bulb stays, and the status says so',
    withEditor(hiding('hadolint', 'trivy'), async (editor) => {
      assert.deepEqual(await severities(editor, DOCKERFILE, TEXT), [`image/mutable-tag ${HINT}`, `user/sudo ${HINT}`]);
      assert.ok((await editor.actions(DOCKERFILE, at(1, 5))).some((a) => a.title === 'Remove sudo'));
      assert.deepEqual(editor.fileStatuses.at(-1)?.alsoReported, { count: 2, by: ['hadolint'] });
    }),
  );
  test(
    'stays as it is in files that the tool does not check',
    withEditor(hiding('hadolint', 'checkov'), async (editor) => {
      const shown = await severities(editor, COMPOSE, COMPOSE_TEXT);
      assert.deepEqual(shown, ['privilege/privileged-container 1']);
      assert.equal(editor.fileStatuses.at(-1)?.alsoReported, undefined);
    }),
  );
  test(
    'follows from the form of the id where a tool checks several formats',
    withEditor(hiding('checkov'), async (editor) => {
      const shown = await severities(editor, POD, POD_TEXT);
      assert.ok(shown.includes(`privilege/privileged-container ${HINT}`), shown.join());
      // CKV_K8S_14 is the check of a pod's image.
      assert.ok(shown.includes(`image/mutable-tag ${HINT}`), shown.join());
    }),
  );
  test(
    'stays as it is where the check of the tool covers only a part of the rule',
    withEditor(hiding('polaris', 'gatekeeper'), async (editor) => {
      const text = POD_TEXT.replace('{privileged: true}', '{capabilities: {add: [SYS_ADMIN]}}');
      const shown = await severities(editor, POD, text);
      assert.ok(shown.includes('privilege/added-capability 1'), shown.join());
    }),
  );
  test(
    'does so where it has a check for all of it',
    withEditor(hiding('polaris', 'kyverno'), async (editor) => {
      const text = POD_TEXT.replace('{privileged: true}', '{capabilities: {add: [SYS_ADMIN]}}');
      const shown = await severities(editor, POD, text);
      assert.ok(shown.includes(`privilege/added-capability ${HINT}`), shown.join());
      assert.ok(editor.fileStatuses.at(-1)?.alsoReported?.by.includes('Kyverno policies'));
    }),
  );
  test('follows the setting at once', async () => {
    const { settings } = hiding('hadolint');
    const changing: Record<string, unknown> = settings;
    await withEditor({ rules, settings: changing }, async (editor) => {
      assert.ok((await severities(editor, DOCKERFILE, TEXT)).includes(`user/sudo ${HINT}`));
      changing[FOLDER] = {};
      await editor.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
      const severity = async () => (await editor.findings(DOCKERFILE)).find((d) => d.code === 'user/sudo')?.severity;
      await until('the severity of the rule', async () => (await severity()) === WARNING);
    })();
  });
});

test('the manifest offers the severities and tools that the server knows', () => {
  const { configuration } = JSON.parse(readFileSync('package.json', 'utf8')).contributes as {
    configuration: { properties: Record<string, Record<string, unknown>> }[];
  };
  const properties = Object.assign({}, ...configuration.map((c) => c.properties));
  const [pattern, values] = Object.entries(properties['seaworthy.severity'].patternProperties)[0] as [
    string,
    { enum: string[] },
  ];
  assert.deepEqual(values.enum, [...SEVERITIES, 'off']);
  for (const id of ['user/root-user', 'image/*']) assert.match(id, new RegExp(pattern));
  assert.doesNotMatch('DL3004', new RegExp(pattern));
  assert.deepEqual([...properties['seaworthy.hideAlsoReportedBy'].items.enum].sort(), [...HIDING_TOOLS].sort());
});
