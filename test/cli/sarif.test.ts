/** What SARIF holds beside findings: the edits of fixes, and what ignore comments suppress. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderWith, seaworthy } from '../support/program.ts';
import { sarifFaults } from '../support/sarif.ts';

const SECRET = `ghp_${'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5'}`;

test('sarif: fixes are edits that mend the file, without those that would write a secret', () => {
  const files = { Dockerfile: `FROM debian:12\nENV GITHUB_TOKEN=${SECRET}\nADD app.js /app.js\nUSER 1000\n` };
  const folder = folderWith(files);
  const { stdout } = seaworthy(folder, ['check', '--format', 'sarif', '--profile', 'audit']);
  assert.ok(!stdout.includes(SECRET.slice(4, 20)));
  const log = JSON.parse(stdout);
  assert.deepEqual(sarifFaults(log), []);
  const found = log.runs[0].results.find((r: { ruleId: string }) => r.ruleId === 'build/add-instead-of-copy');
  const [fix] = found.fixes;
  assert.equal(fix.properties.safety, 'safe');
  const [{ artifactLocation, replacements }] = fix.artifactChanges;
  assert.equal(artifactLocation.uri, 'Dockerfile');
  const lines = files.Dockerfile.split('\n');
  for (const { deletedRegion: d, insertedContent } of replacements) {
    assert.equal(d.startLine, d.endLine);
    const line = lines[d.startLine - 1]!;
    lines[d.startLine - 1] =
      line.slice(0, d.startColumn - 1) + (insertedContent?.text ?? '') + line.slice(d.endColumn - 1);
  }
  assert.equal(lines[2], 'COPY app.js /app.js');
});

test('sarif: --show-suppressed lists what comments suppress, with the reasons', () => {
  const text = '# seaworthy: ignore[user/root-user] build image only\nFROM debian:12\nUSER root\n';
  const folder = folderWith({
    Dockerfile: text
      .replace('# seaworthy', 'FROM debian:12 AS x\n# seaworthy')
      .replace('\nFROM debian:12\nUSER', '\nUSER'),
  });
  const results = (words: readonly string[]): { ruleId: string; suppressions?: unknown }[] => {
    const log = JSON.parse(seaworthy(folder, ['check', '--format', 'sarif', ...words]).stdout);
    assert.deepEqual(sarifFaults(log), []);
    return log.runs[0].results;
  };
  assert.deepEqual(
    results([]).filter((r) => r.ruleId === 'user/root-user' || r.suppressions),
    [],
  );
  const [suppressed, ...others] = results(['--show-suppressed']).filter((r) => r.ruleId === 'user/root-user');
  assert.deepEqual(suppressed?.suppressions, [{ kind: 'inSource', justification: 'build image only' }]);
  assert.deepEqual(others, []);
  const { status, stderr } = seaworthy(folder, ['check', '--show-suppressed']);
  assert.equal(status, 2);
  assert.match(stderr, /--show-suppressed needs --format sarif/);
});
