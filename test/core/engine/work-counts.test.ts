/**
 * The engine's work for ten edits, counted exactly: what costs more than before fails on every machine, however fast it is. The workspace
 * and the rules are fixed, so a new rule changes no number. If you lower a number, write the new one here; if one rises, find out why.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { manyFiles } from '../../../scripts/lib/many-files.ts';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import type { RuleId } from '../../../server/src/core/rule/rule.ts';
import { countedRule, createEngine, rules, takeCounts } from '../../support/counted-engine.ts';
import type { Counts } from '../../support/work-counts.ts';
import { deployments } from './stream.ts';

/** Rules on every kind of subject: some ask the workspace, and one is about all files. */
const RULES: readonly RuleId[] = [
  'filesystem/sensitive-host-path',
  'image/mutable-tag',
  'network/missing-network-policy',
  'network/tls-verification-off',
  'privilege/automounted-token',
  'secret/hardcoded-secret',
  'secret/plain-secret-manifest',
  'secret/secret-build-arg',
  'user/root-user',
];

interface Edit {
  readonly what: string;
  readonly path: string;
  /** Changes the text; `undefined` removes the file. A file that does not exist has the text ''. */
  readonly change: (text: string) => string | undefined;
  readonly work: Counts;
}

const LONG = 'long/Dockerfile';
const STREAM = 'stream.yaml';
const APP = 'team-0/app-1';

const replace = (old: string, now: string) => (text: string) => {
  assert.ok(text.includes(old), `${old} is in the text`);
  return text.replace(old, now);
};

const EDITS: readonly Edit[] = [
  {
    what: 'a comment of a Dockerfile',
    path: LONG,
    change: replace('# Front end', '# Front end!'),
    // The first edit of a file: from now on the contents of its instructions are compared.
    work: { units: 1, instructions: 51, judged: 1, runs: 102, parsed: 4906, cut: 0, searched: 5456 },
  },
  {
    what: 'a command of a Dockerfile',
    path: LONG,
    change: replace('npm run lint', 'npm run lints'),
    work: { units: 1, instructions: 1, judged: 1, runs: 12, parsed: 4907, cut: 0, searched: 4946 },
  },
  {
    what: 'the name of a stage that a Compose file builds',
    path: `${APP}/Dockerfile`,
    change: replace('AS app', 'AS application'),
    work: { units: 1, instructions: 5, judged: 2, runs: 17, parsed: 130, cut: 0, searched: 135 },
  },
  {
    what: 'an image of a Compose file',
    path: `${APP}/compose.yaml`,
    change: replace('image: postgres', 'image: postgres:18'),
    work: { units: 1, instructions: 0, judged: 1, runs: 9, parsed: 132, cut: 132, searched: 132 },
  },
  {
    what: 'a value in one document of a stream',
    path: STREAM,
    change: replace('web:1.20', 'web:1.20.1'),
    work: { units: 1, instructions: 0, judged: 1, runs: 8, parsed: 362, cut: 366, searched: 376 },
  },
  {
    what: 'a label of a pod in a stream',
    path: STREAM,
    change: replace('labels: {app: shop-20}', 'labels: {app: ship-20}'),
    work: { units: 1, instructions: 0, judged: 1, runs: 9, parsed: 362, cut: 366, searched: 376 },
  },
  {
    what: 'a document added to a stream',
    path: STREAM,
    change: replace(
      '---\n',
      '---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: late, namespace: shop}\n---\n',
    ),
    work: { units: 1, instructions: 0, judged: 1, runs: 2, parsed: 80, cut: 440, searched: 80 },
  },
  {
    what: 'a selector of a NetworkPolicy',
    path: `${APP}/policy.yaml`,
    change: replace('podSelector: {matchLabels: {app: app-1}}', 'podSelector: {}'),
    work: { units: 1, instructions: 0, judged: 1, runs: 3, parsed: 145, cut: 145, searched: 145 },
  },
  {
    what: 'the token of a ServiceAccount',
    path: `${APP}/account.yaml`,
    change: replace('automountServiceAccountToken: false', 'automountServiceAccountToken: true'),
    // The Deployment, also as its kustomization builds it, and the account.
    work: { units: 1, instructions: 0, judged: 3, runs: 6, parsed: 114, cut: 114, searched: 174 },
  },
  {
    what: 'a Dockerfile removed',
    path: `${APP}/Dockerfile`,
    change: () => undefined,
    work: { units: 0, instructions: 0, judged: 1, runs: 2, parsed: 0, cut: 0, searched: 0 },
  },
];

/** The work of each edit, and of all reports after it, in a workspace with `count` small files. */
function workOfEdits(count: number): Record<string, Counts> {
  const own = rules.filter(({ meta }) => RULES.includes(meta.id)).map(countedRule);
  assert.equal(own.length, RULES.length);
  const engine = createEngine(own, PINNED_DAY);
  engine.configure({ flags: { profile: 'audit' } });
  for (const [path, text] of manyFiles(count)) engine.setFile(path, text);
  engine.setFile(LONG, readFileSync('bench/fixtures/ordinary.Dockerfile', 'utf8'));
  engine.setFile(STREAM, deployments(40));
  engine.setComplete(true);
  const checkAll = (): void => {
    for (const path of engine.paths()) engine.check(path);
  };
  checkAll();
  const done: Record<string, Counts> = {};
  for (const { what, path, change } of EDITS) {
    takeCounts();
    const text = change(engine.textOf(path) ?? '');
    if (text === undefined) engine.removeFile(path);
    else engine.setFile(path, text);
    checkAll();
    done[what] = takeCounts();
  }
  return done;
}

describe('the work of an edit', () => {
  const few = workOfEdits(60);
  for (const { what, work } of EDITS) test(what, () => assert.deepEqual(few[what], work));

  test('is the same in a workspace of four times as many files', () => assert.deepEqual(workOfEdits(240), few));

  test('is nothing when nothing changes', () => {
    takeCounts();
    const engine = createEngine(rules.map(countedRule), PINNED_DAY);
    engine.setFile(STREAM, deployments(3));
    engine.check(STREAM);
    assert.ok(takeCounts().runs > 0);
    engine.setFile(STREAM, deployments(3));
    engine.check(STREAM);
    assert.deepEqual(
      Object.values(takeCounts()).filter((n) => n > 0),
      [],
    );
  });
});
