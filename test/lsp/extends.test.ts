/** `extends` in the editor: the same findings as on the command line, and errors in the file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { FOLDER, withEditor } from '../support/editor.ts';
import { until } from '../support/until.ts';

const ROOT = 'FROM node:22.20-bookworm-slim\nUSER root\n';
const files = {
  [`${FOLDER}/Dockerfile`]: ROOT,
  [`${FOLDER}/.seaworthy.yaml`]: 'extends: "@acme/rules"\n',
  [`${FOLDER}/node_modules/@acme/rules/.seaworthy.yaml`]: 'rules: { user/root-user: off }\n',
};

test(
  'a package is read, and a missing one is an error',
  withEditor({ rules, folders: [FOLDER], files }, async (editor) => {
    await editor.ready();
    const codes = async (name: string) => (await editor.findings(`${FOLDER}/${name}`)).map((f) => String(f.message));
    await until('the package', async () => (await codes('Dockerfile')).every((m) => !m.includes('root')));
    const uri = `${FOLDER}/.seaworthy.yaml`;
    await editor.open(uri, 'extends: "@acme/none"\n', 'yaml');
    await until('the error', async () => (await codes('.seaworthy.yaml')).some((m) => m.includes('does not exist')));
    assert.ok((await codes('Dockerfile')).some((m) => m.includes('root')));
  }),
);

const named = {
  [`${FOLDER}/Dockerfile`]: ROOT,
  [`${FOLDER}/ci/named.yaml`]: 'extends: ./base.yaml\n',
  [`${FOLDER}/ci/base.yaml`]: 'rules: { user/root-user: off }\n',
};

test(
  'the file of the setting extends others, and follows their changes',
  withEditor(
    { rules, folders: [FOLDER], files: named, settings: { [FOLDER]: { configFile: 'ci/named.yaml' } } },
    async (editor) => {
      await editor.ready();
      const roots = async () =>
        (await editor.findings(`${FOLDER}/Dockerfile`)).filter((d) => d.code === 'user/root-user');
      await until('the file', async () => (await roots()).length === 0);
      await editor.disk(`${FOLDER}/ci/base.yaml`, 'rules: { user/root-user: error }\n');
      await until('its change', async () => (await roots())[0]?.severity === 1);
      await editor.disk(`${FOLDER}/ci/named.yaml`, 'extends: ./none.yaml\n');
      const messages = async () => (await editor.findings(`${FOLDER}/ci/named.yaml`)).map((d) => String(d.message));
      await until('the error', async () => (await messages()).some((m) => m.includes('`./none.yaml` does not exist')));
    },
  ),
);
