/** Environment files that only a service names, in the editor. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { follow } from '../support/all-files.ts';
import { FOLDER, withEditor } from '../support/editor.ts';

const compose = (name: string): string => `services:\n  shop:\n    image: acme/shop:3\n    env_file: ${name}\n`;
const SECRET = 'SMTP_PASSWORD=bPq7-otter-Lantern-52\n';
const [COMPOSE, VARS, OTHER] = ['compose.yaml', 'config.monitoring', 'app.conf'].map((name) => `${FOLDER}/${name}`);
const RULE = 'secret/hardcoded-secret';
const files = { [COMPOSE!]: compose('config.monitoring'), [VARS!]: SECRET, [OTHER!]: SECRET };

test(
  'they are reported while they are closed, and read when a service begins to name them',
  withEditor({ rules, files }, async (editor) => {
    const all = follow(editor);
    await all.has(VARS!, RULE);
    assert.equal(all.known.has(OTHER!), false);
    await editor.open(COMPOSE!, compose('app.conf'), 'yaml');
    await all.has(OTHER!, RULE);
    await all.has(VARS!);
  }),
);

test(
  'a file that is created later is read',
  withEditor({ rules, files: { [COMPOSE!]: compose('config.monitoring') } }, async (editor) => {
    const all = follow(editor);
    await editor.ready();
    editor.files.set(VARS!, SECRET);
    await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: VARS!, type: 1 }] });
    await all.has(VARS!, RULE);
  }),
);
