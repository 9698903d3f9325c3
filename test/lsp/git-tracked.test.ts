/** The editor follows what Git tracks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { nodeHost } from '../../server/src/lsp/node-host.ts';
import { until, withEditor } from '../support/editor.ts';
import { committed, git, write } from '../support/git-repository.ts';

test('a file that is added to the index although it is ignored, and one that is ignored by `info/exclude`', async () => {
  const root = committed({ '.gitignore': 'app.env\n', 'README.md': '' });
  write(root, 'app.env', 'DATABASE_PASSWORD=kQ7vRz2mXw9tLp4s\n');
  write(root, 'other.env', 'DATABASE_PASSWORD=kQ7vRz2mXw9tLp4s\n');
  const folder = pathToFileURL(root).href;
  await withEditor({ rules, folders: [folder], host: nodeHost(undefined) }, async (editor) => {
    const changed = (path: string): Promise<void> =>
      editor.client.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: `${folder}/${path}`, type: 2 }],
      });
    const count = async (name: string): Promise<number> => (await editor.rules(`${folder}/${name}`)).length;
    await editor.ready();
    assert.deepEqual([await count('app.env'), await count('other.env')], [0, 1]);
    git(root, 'add', '--force', 'app.env');
    await changed('.git/index');
    await until('the tracked file to be read', async () => (await count('app.env')) === 1);
    write(root, '.git/info/exclude', 'other.env\n');
    await changed('.git/info/exclude');
    await until('the excluded file to be gone', async () => (await count('other.env')) === 0);
  })();
});
