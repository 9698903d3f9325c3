/** Ignore comments that ignore nothing: in each dialect and scope, and what edits elsewhere change. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import type { Profile, Rule, Subject } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const PROFILES: readonly Profile[] = ['default', 'strict', 'audit'];

function opened(files: Readonly<Record<string, string>>, profile: Profile = 'default', own = rules): Engine {
  const engine = createEngine(own, PINNED_DAY);
  engine.configure({ flags: { profile } });
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

/** The texts that unused comments are found at. */
const unused = (engine: Engine, path: string): string[] =>
  engine
    .check(path)
    .findings.filter((f) => f.rule === 'comment/unused-ignore')
    .map((f) => engine.textOf(path)!.slice(f.span.start, f.span.end));

const pod = (name: string, security: string, before = ''): string =>
  `${before}apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n    - name: ${name}\n      image: ghcr.io/example/x:1.4.2\n      securityContext:\n        ${security}\n`;

test('a comment for a finding of any profile is used in all of them', () => {
  const text =
    '# seaworthy: ignore[image/unpinned-digest]\nFROM node:22.20-bookworm-slim\n# seaworthy: ignore[user/root-user]\nUSER root\n';
  const audit =
    'services:\n  # seaworthy: ignore[privilege/capabilities-not-dropped]\n  web:\n    image: ghcr.io/example/x:1.4.2\n  # seaworthy: ignore[privilege/missing-hardening]\n  api:\n    image: ghcr.io/example/x:1.4.2\n';
  for (const profile of PROFILES) {
    const engine = opened({ Dockerfile: text, 'compose.yaml': audit }, profile);
    assert.deepEqual([...unused(engine, 'Dockerfile'), ...unused(engine, 'compose.yaml')], [], profile);
    engine.setFile('Dockerfile', text.replace('USER root', 'USER node'));
    assert.deepEqual(unused(engine, 'Dockerfile'), ['# seaworthy: ignore[user/root-user]'], profile);
  }
});

test('comments of other tools are looked at in the profile audit only, and have no fix', () => {
  const dockerfile = [
    '# check=skip=SecretsUsedInArgOrEnv',
    '# hadolint global ignore=DL3002',
    '# kics-scan disable=fd54f200-402c-4333-a5a4-36ef6709af2f',
    '# checkov:skip=CKV_DOCKER_3:why',
    '# trivy:ignore:DS-0002',
    'FROM node:22.20-bookworm-slim',
    'ENV A=1 # gitleaks:allow',
    '# hadolint ignore=DL9999',
    'USER node',
    '',
  ].join('\n');
  const annotated = pod('p', 'privileged: false').replace(
    '  name: p\n',
    '  name: p\n  annotations:\n    ignore-check.kube-linter.io/privileged-container: why\n    checkov.io/skip1: CKV_K8S_16=why\n',
  );
  const files = { Dockerfile: dockerfile, 'pod.yaml': annotated };
  for (const profile of ['default', 'strict'] as const) {
    const engine = opened(files, profile);
    assert.deepEqual([...unused(engine, 'Dockerfile'), ...unused(engine, 'pod.yaml')], []);
  }
  const engine = opened(files, 'audit');
  assert.deepEqual(unused(engine, 'Dockerfile'), [
    '# check=skip=SecretsUsedInArgOrEnv',
    '# hadolint global ignore=DL3002',
    '# kics-scan disable=fd54f200-402c-4333-a5a4-36ef6709af2f',
    '# checkov:skip=CKV_DOCKER_3:why',
    '# trivy:ignore:DS-0002',
    'gitleaks:allow',
  ]);
  assert.equal(unused(engine, 'pod.yaml').length, 2);
  for (const path of Object.keys(files))
    for (const f of engine.check(path).findings.filter((one) => one.rule === 'comment/unused-ignore'))
      assert.deepEqual(f.fixes, []);
});

test('a comment for the file is decided by all of its documents, and anew after an edit of one', () => {
  const comment = '# seaworthy: ignore-file[privilege/privileged-container]\n';
  const text = (last: string): string =>
    [pod('a', 'privileged: false', comment), pod('b', 'privileged: false'), pod('c', last)].join('---\n');
  const engine = opened({ 'pods.yaml': text('privileged: true') });
  assert.deepEqual(unused(engine, 'pods.yaml'), []);
  engine.setFile('pods.yaml', text('privileged: false'));
  assert.deepEqual(unused(engine, 'pods.yaml'), [comment.trim()]);
  engine.setFile('pods.yaml', text('privileged: true'));
  assert.deepEqual(unused(engine, 'pods.yaml'), []);
  engine.setFile('pods.yaml', text('privileged: false').replace('  name: c', '  name: {c'));
  assert.deepEqual(unused(engine, 'pods.yaml'), [], 'a document that was not read may need the comment');
  engine.setFile('pods.yaml', text('privileged: {{ .Values.x }}'));
  assert.deepEqual(unused(engine, 'pods.yaml'), [], 'a template may need the comment');
});

test('a comment for a rule that reads other files is decided when all of them are known and read', () => {
  const comment = '# seaworthy: ignore[network/missing-network-policy]';
  const web = pod('web', 'runAsUser: 5').replace('  name: web\n', `  ${comment}\n  name: web\n  labels: {app: web}\n`);
  const policy =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: all\nspec:\n  podSelector: {}\n  policyTypes: [Ingress, Egress]\n';
  const engine = opened({ 'web.yaml': web });
  assert.deepEqual(unused(engine, 'web.yaml'), [], 'the rule leaves the pod out because of the comment');
  engine.setFile('policy.yaml', policy);
  assert.deepEqual(unused(engine, 'web.yaml'), [comment], 'a policy selects the pod');
  engine.setComplete(false);
  assert.deepEqual(unused(engine, 'web.yaml'), []);
  engine.setComplete(true);
  assert.deepEqual(unused(engine, 'web.yaml'), [comment]);
  engine.setFile('other.yaml', 'apiVersion: v1\nkind: {x\n');
  assert.deepEqual(unused(engine, 'web.yaml'), [], 'another file was not read whole');
  engine.removeFile('other.yaml');
  assert.deepEqual(unused(engine, 'web.yaml'), [comment]);
  engine.removeFile('policy.yaml');
  assert.deepEqual(unused(engine, 'web.yaml'), []);
});

test('what is off, excluded or about comments itself is not decided', () => {
  const text = (names: string): string => `FROM a:1\n# seaworthy: ignore[${names}]\nUSER 5\n`;
  const off = 'rules: {user/root-user: off}\n';
  assert.deepEqual(unused(opened({ Dockerfile: text('user/root-user'), '.seaworthy.yaml': off }), 'Dockerfile'), []);
  assert.deepEqual(unused(opened({ Dockerfile: text('user/*'), '.seaworthy.yaml': off }), 'Dockerfile'), []);
  assert.equal(unused(opened({ Dockerfile: text('user/*') }), 'Dockerfile').length, 1);
  for (const name of ['comment/*', 'comment/unused-ignore', 'user/root-user, comment/unused-ignore'])
    assert.deepEqual(unused(opened({ Dockerfile: text(name) }), 'Dockerfile'), [], name);
  const all = 'rules: {comment/unused-ignore: off}\n';
  assert.deepEqual(unused(opened({ Dockerfile: text('user/root-user'), '.seaworthy.yaml': all }), 'Dockerfile'), []);
  assert.deepEqual(
    unused(
      opened({ Dockerfile: '{{ if x }}\nFROM a:1\n# seaworthy: ignore[user/root-user]\nUSER 5\n{{ end }}\n' }),
      'Dockerfile',
    ),
    [],
  );
});

test('fingerprints do not depend on the place of a comment, and differ within a file', () => {
  const prints = (text: string): string[] =>
    opened({ Dockerfile: text })
      .check('Dockerfile')
      .findings.filter((f) => f.rule === 'comment/unused-ignore')
      .map((f) => f.fingerprint);
  const comment = '# seaworthy: ignore[user/root-user]\n';
  const text = `FROM a:1\n${comment}USER 5\n${comment}USER 6\n`;
  assert.equal(new Set(prints(text)).size, 2);
  assert.deepEqual(prints(`# new\n\n${text}`), prints(text));
});

test('an edit of one document runs no rule on another, and keeps its findings, with comments in all of them', () => {
  const runs = new Map<string, number>();
  const counted = rules.map((one): Rule => {
    const checks = Object.entries(one.checks).map(([subject, check]) => [
      subject,
      (value: never, ctx: never) => {
        runs.set(one.meta.id, (runs.get(one.meta.id) ?? 0) + 1);
        return (check as (value: never, ctx: never) => Iterable<never>)(value, ctx);
      },
    ]);
    return { ...one, checks: Object.fromEntries(checks) as Partial<Record<Subject, never>> };
  });
  const work = (count: number): { runs: [string, number][]; anew: number } => {
    const text = Array.from({ length: count }, (_, i) =>
      pod(`p-${1000 + i}`, `privileged: ${i % 2 === 0} # seaworthy: ignore[privilege/privileged-container]`),
    ).join('---\n');
    const first = `# seaworthy: ignore-file[user/sudo]\n${text}`;
    const engine = opened({ 'pods.yaml': first }, 'default', counted);
    const before = new Set(engine.check('pods.yaml').findings);
    runs.clear();
    engine.setFile('pods.yaml', first.replace(/(name: p-1004\n *image: \S+:1\.4)\.2/, '$1.3'));
    const anew = engine.check('pods.yaml').findings.filter((f) => !before.has(f)).length;
    return { runs: [...runs], anew };
  };
  const few = work(10);
  assert.ok(few.runs.length > 5);
  assert.deepEqual(work(100), few);
});
