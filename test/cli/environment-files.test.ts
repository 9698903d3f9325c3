/** An `env_file` of any name is checked as files are found, staged and compared. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { committed, PERSON, stage, write } from '../support/git-repository.ts';
import { folderWith, seaworthy } from '../support/program.ts';

const COMPOSE = 'services:\n  shop:\n    image: acme/shop:3\n    env_file: [config.monitoring, local.vars]\n';
const SECRET = 'SMTP_PASSWORD=bPq7-otter-Lantern-52\n';
const FILES = { 'app/compose.yaml': COMPOSE, 'app/config.monitoring': SECRET, 'app/local.vars': SECRET };

/** The files with a literal secret. */
function found(folder: string, ...words: string[]): string[] {
  const { stdout, stderr } = seaworthy(folder, ['check', '--format', 'json', ...words], '', PERSON);
  assert.notEqual(stdout, '', stderr);
  const { findings } = JSON.parse(stdout) as { findings: { path: string; rule: string; state?: string }[] };
  return findings.flatMap((f) => (f.rule === 'secret/hardcoded-secret' ? [[f.state, f.path].join(' ').trim()] : []));
}

describe('environment files that only a service names', { concurrency: true }, () => {
  test('are found in a folder, without those that Git ignores', () => {
    const folder = folderWith({ ...FILES, '.gitignore': '*.vars\n' });
    assert.deepEqual(found(folder), ['app/config.monitoring']);
    assert.deepEqual(
      found(folder, 'app'),
      ['app/config.monitoring', 'app/local.vars'],
      'as all files of a folder alone',
    );
  });
  test('are read in the index and in a commit', () => {
    const folder = committed(FILES);
    stage(folder, 'app/config.monitoring', `A=b\n${SECRET}`, 'A=b\n');
    assert.deepEqual(found(folder, '--staged'), ['app/config.monitoring']);
    write(folder, 'app/local.vars', `${SECRET}API_PASSWORD=cQr8-heron-Meadow-61\n`);
    write(folder, 'app/config.monitoring', SECRET);
    assert.deepEqual(found(folder, '--since', 'HEAD'), ['new app/local.vars']);
  });
});
