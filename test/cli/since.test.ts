/** `check --since`: new findings, those on edited lines, and counts of those that were fixed or were there before. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { committed, git, PERSON, stage, write } from '../support/git-repository.ts';
import { CLEAN, folderWith, ROOT, seaworthy } from '../support/program.ts';

interface Out {
  readonly findings: readonly { path: string; rule: string; state: string; startLine: number }[];
  readonly change: {
    since: string;
    new: number;
    touched: number;
    before: number;
    fixed: readonly { path: string; rule: string; startLine: number }[];
  };
  readonly summary: { text: string };
}

const run = (folder: string, ...words: string[]) =>
  seaworthy(folder, ['check', '--today', '2026-11-30', ...words], '', PERSON);

function since(folder: string, rev: string, ...words: string[]): Out {
  const { stdout, stderr } = run(folder, '--since', rev, '--format', 'json', ...words);
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout) as Out;
}

const listed = ({ findings }: Out): string[] => findings.map((f) => `${f.state} ${f.path}:${f.startLine} ${f.rule}`);
const fixed = ({ change }: Out): string[] => change.fixed.map((f) => `${f.path}:${f.startLine} ${f.rule}`);

/** A Dockerfile whose user is root, so many lines down. */
const rootBelow = (lines: number): string => ROOT.replace('\n', `\n${'LABEL a=b\n'.repeat(lines)}`);

/** A service that runs privileged, and one that does not. */
const compose = (web: string, db: string): string =>
  `services:\n  web:\n    image: registry.example/web:1.2@sha256:${'a'.repeat(64)}\n${web}  db:\n    image: registry.example/db:1.2@sha256:${'b'.repeat(64)}\n${db}`;
const PRIVILEGED = '    privileged: true\n';

describe('the change of one file', () => {
  const folder = committed({ 'compose.yaml': compose(PRIVILEGED, ''), 'app/Dockerfile': CLEAN });

  test('nothing changed: nothing is reported, and the exit code is 0', () => {
    const { status, stdout } = run(folder, '--since', 'HEAD');
    assert.equal(status, 0, stdout);
    assert.match(stdout, /0 findings in 2 files, since HEAD: 0 new, 0 on edited lines, 0 fixed, \d there before/);
  });

  test('a finding moves from one service to the other', () => {
    write(folder, 'compose.yaml', compose('', PRIVILEGED));
    const out = since(folder, 'HEAD');
    assert.deepEqual(
      listed(out).filter((l) => l.includes('privileged')),
      ['new compose.yaml:6 privilege/privileged-container'],
    );
    assert.deepEqual(
      fixed(out).filter((l) => l.includes('privileged')),
      ['compose.yaml:4 privilege/privileged-container'],
    );
  });

  test('lines above it are no change of a finding', () => {
    write(folder, 'compose.yaml', `# one\n# two\n${compose(PRIVILEGED, '')}`);
    const out = since(folder, 'HEAD');
    assert.deepEqual([listed(out), fixed(out)], [[], []]);
    assert.ok(out.change.before > 0);
  });

  test('nor are line ends', () => {
    write(folder, 'compose.yaml', compose(PRIVILEGED, '').replaceAll('\n', '\r\n'));
    assert.deepEqual(listed(since(folder, 'HEAD')), []);
  });

  test('an edited line that keeps its finding', () => {
    write(folder, 'compose.yaml', compose('    privileged: true # for the GPU\n', ''));
    assert.deepEqual(listed(since(folder, 'HEAD')), ['touched compose.yaml:4 privilege/privileged-container']);
  });

  test('SARIF says it by baselineState', () => {
    const { stdout } = run(folder, '--since', 'HEAD', '--format', 'sarif');
    const log = JSON.parse(stdout) as { runs: { results: { baselineState: string }[] }[] };
    assert.deepEqual(
      log.runs[0]!.results.map((r) => r.baselineState),
      ['updated'],
    );
  });
});

test('of several that are about the same, the one on the added line is new', () => {
  const ports = (...list: string[]): string =>
    `services:\n  db:\n    image: registry.example/db:1.2@sha256:${'b'.repeat(64)}\n    cap_add:\n${list.map((p) => `      - ${p}\n`).join('')}`;
  const folder = committed({ 'compose.yaml': ports('SYS_ADMIN') });
  write(folder, 'compose.yaml', ports('SYS_PTRACE', 'SYS_ADMIN'));
  const found = listed(since(folder, 'HEAD'));
  assert.ok(found.includes('new compose.yaml:5 privilege/added-capability'), found.join('\n'));
  assert.ok(!found.some((l) => l.startsWith('new compose.yaml:6')), found.join('\n'));
});

test('a further place of a finding that stands for several', () => {
  const service = (name: string): string =>
    `  ${name}:\n    image: registry.example/${name}:1.2@sha256:${'a'.repeat(64)}\n    read_only: true\n`;
  const folder = committed({ 'compose.yaml': `services:\n${service('web')}` });
  write(folder, 'compose.yaml', `services:\n${service('web')}${service('db')}`);
  assert.deepEqual(listed(since(folder, 'HEAD')), ['touched compose.yaml:2 privilege/missing-hardening']);
  write(folder, 'compose.yaml', `services:\n${service('web')}# the end\n`);
  assert.deepEqual(listed(since(folder, 'HEAD')), []);
});

describe('another file decides', () => {
  const policy =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: all, namespace: shop }\nspec:\n  podSelector: {}\n  policyTypes: [Ingress, Egress]\n';
  const service = 'services:\n  app:\n    build: { context: app, args: { UID: "0" } }\n    command: ["sh"]\n';
  const dockerfile = (user: string): string => `FROM alpine:3.22\nARG UID=1000\nUSER ${user}\nCMD ["sh"]\n`;

  test('the user of a Dockerfile that a service builds', () => {
    const folder = committed({ 'compose.yaml': service, 'app/Dockerfile': dockerfile('1000') });
    write(folder, 'app/Dockerfile', dockerfile('$UID'));
    assert.deepEqual(
      listed(since(folder, 'HEAD')).filter((l) => l.startsWith('new compose')),
      ['new compose.yaml:2 user/root-user'],
    );
    assert.deepEqual(
      listed(since(folder, 'HEAD', 'app')).filter((l) => l.startsWith('new compose')),
      [],
    );
  });

  test('the only policy of a namespace is deleted', () => {
    const web = [
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\nspec:',
      '  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec:',
      '      containers: [{ name: web, image: registry.example/web:1.2, ports: [{ containerPort: 8080 }] }]\n',
    ].join('\n');
    const folder = committed({ 'policy.yaml': policy, 'web.yaml': web });
    fs.rmSync(path.join(folder, 'policy.yaml'));
    assert.deepEqual(listed(since(folder, 'HEAD', '--profile', 'strict')), [
      'new web.yaml:3 network/missing-network-policy',
    ]);
  });

  test('a deleted file: what was in it is fixed', () => {
    const folder = committed({ 'policy.yaml': policy, 'app/Dockerfile': ROOT });
    fs.rmSync(path.join(folder, 'app'), { recursive: true });
    const out = since(folder, 'HEAD');
    assert.deepEqual([listed(out), fixed(out)], [[], ['app/Dockerfile:2 user/root-user']]);
  });

  test('a rule that is turned off fixes nothing', () => {
    const folder = committed({ 'app/Dockerfile': ROOT });
    write(folder, '.seaworthy.yaml', 'rules:\n  user/root-user: off\n');
    const out = since(folder, 'HEAD');
    assert.deepEqual([listed(out), fixed(out), out.change.before], [[], [], 0]);
  });
});

describe('a renamed file', () => {
  test('keeps its findings, also when some lines change', () => {
    const folder = committed({ 'app/Dockerfile': rootBelow(6) });
    git(folder, 'mv', 'app', 'web');
    write(folder, 'web/Dockerfile', rootBelow(6).replace('LABEL a=b', 'LABEL c=d'));
    const out = since(folder, 'HEAD');
    assert.deepEqual([listed(out), fixed(out), out.change.before], [[], [], 1]);
  });

  test('a copy is not a rename', () => {
    const folder = committed({ 'app/Dockerfile': ROOT });
    write(folder, 'web/Dockerfile', ROOT);
    assert.deepEqual(listed(since(folder, 'HEAD')), ['new web/Dockerfile:2 user/root-user']);
  });
});

describe('which commit', () => {
  /** A branch that adds a finding, after which the main branch adds another. */
  const branched = (): string => {
    const folder = committed({ 'app/Dockerfile': CLEAN });
    git(folder, 'branch', '-M', 'main');
    git(folder, 'checkout', '-q', '-b', 'topic');
    write(folder, 'app/Dockerfile', ROOT);
    git(folder, 'commit', '-qam', 'topic');
    git(folder, 'checkout', '-q', 'main');
    write(folder, 'main/Dockerfile', ROOT);
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', 'main');
    git(folder, 'checkout', '-q', 'topic');
    return folder;
  };

  test('that at which the branch left', () => {
    const folder = branched();
    for (const name of ['merge-base', 'merge-base:main']) {
      const out = since(folder, name);
      assert.deepEqual([listed(out), fixed(out)], [['new app/Dockerfile:2 user/root-user'], []], name);
    }
    assert.deepEqual(fixed(since(folder, 'main')), ['main/Dockerfile:2 user/root-user']);
  });

  test('--staged compares what is staged', () => {
    const folder = committed({ 'app/Dockerfile': CLEAN });
    stage(folder, 'app/Dockerfile', ROOT);
    write(folder, 'app/Dockerfile', CLEAN);
    write(folder, 'web/Dockerfile', ROOT);
    assert.deepEqual(listed(since(folder, 'HEAD', '--staged')), ['new app/Dockerfile:2 user/root-user']);
    assert.deepEqual(listed(since(folder, 'HEAD')), ['new web/Dockerfile:2 user/root-user']);
  });

  test('in a folder below the top the whole repository is compared', () => {
    const folder = committed({ 'app/Dockerfile': CLEAN, 'web/Dockerfile': CLEAN });
    write(folder, 'web/Dockerfile', ROOT);
    assert.deepEqual(listed(since(path.join(folder, 'app'), 'HEAD')).length, 1);
  });

  test('files that a sparse checkout leaves out are not fixed', () => {
    const folder = committed({ 'app/Dockerfile': CLEAN, 'old/Dockerfile': ROOT });
    git(folder, 'sparse-checkout', 'set', '--cone', 'app');
    assert.equal(fs.existsSync(path.join(folder, 'old')), false);
    assert.deepEqual(fixed(since(folder, 'HEAD')), []);
  });

  test('a commit that is not there is named, also in a shallow clone', () => {
    const folder = branched();
    const { status, stderr } = run(folder, '--since', 'nowhere');
    assert.equal(status, 2);
    assert.match(stderr, /--since: git knows no commit nowhere .*--unshallow/);
    const shallow = folderWith({});
    const clone = spawnSync('git', ['clone', '-q', '--depth=1', '--no-single-branch', `file://${folder}`, '.'], {
      cwd: shallow,
      env: PERSON,
      encoding: 'utf8',
    });
    assert.equal(clone.status, 0, clone.stderr);
    const missing = run(shallow, '--since', 'merge-base:origin/main');
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /no common commit of HEAD and origin\/main .*--unshallow/);
  });

  test('outside of a repository', () => {
    const { status, stderr } = run(folderWith({ Dockerfile: ROOT }), '--since', 'HEAD');
    assert.equal(status, 2);
    assert.match(stderr, /--since/);
  });

  test('neither with --fix nor for standard input', () => {
    const folder = folderWith({});
    assert.match(run(folder, '--since', 'HEAD', '--fix').stderr, /use one of them/);
    assert.match(run(folder, '--since', 'HEAD', '-').stderr, /not standard input/);
  });
});
