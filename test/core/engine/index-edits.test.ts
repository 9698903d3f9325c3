/** Edits of what other files depend on, in a workspace of many files: the same answers as a new engine, and work that does not grow. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexEdits, manyFiles } from '../../../scripts/lib/many-files.ts';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { kustomizations } from '../../../server/src/core/kustomize/kustomized.ts';
import type { Checks, Context, Finding, Rule, Subject } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import type { WorkspaceIndex } from '../../../server/src/core/workspace/index.ts';
import { shownReport } from '../../support/shown-report.ts';

/** Work of the rules: how often they run, and how many facts they get as answers. */
interface Work {
  runs: number;
  facts: number;
}

/** The rules, counting their work. */
function counting(work: Work): Rule[] {
  const indexes = new WeakMap<WorkspaceIndex, WorkspaceIndex>();
  const countedIndex = (index: WorkspaceIndex): WorkspaceIndex => {
    const counted = <T extends readonly unknown[]>(list: T): T => {
      work.facts += list.length;
      return list;
    };
    const known = indexes.get(index) ?? {
      get version() {
        return index.version;
      },
      get textVersion() {
        return index.textVersion;
      },
      get complete() {
        return index.complete;
      },
      get repository() {
        return index.repository;
      },
      text: index.text,
      dockerfile: index.dockerfile,
      has: index.has,
      plainText: index.plainText,
      publishedIn: index.publishedIn,
      buildsOf: index.buildsOf,
      serviceScripts: () => counted(index.serviceScripts()),
      servicesBuilding: (path) => counted(index.servicesBuilding(path)),
      of: (kind, key) => counted(index.of(kind, key)),
    };
    indexes.set(index, known);
    return known;
  };
  const countedContext = (ctx: Context): Context => ({
    ...{ unit: ctx.unit, options: ctx.options, settings: ctx.settings },
    get workspace() {
      return countedIndex(ctx.workspace);
    },
  });
  return rules.map((one) => {
    const { workspace } = one;
    const checks = Object.entries(one.checks) as [Subject, (subject: never, ctx: Context) => Iterable<Finding>][];
    return {
      ...one,
      checks: Object.fromEntries(
        checks.map(([subject, check]) => [
          subject,
          (value: never, ctx: Context) => {
            work.runs++;
            return check(value, countedContext(ctx));
          },
        ]),
      ) as Checks,
      workspace:
        workspace &&
        ((space, ctx) => {
          work.runs++;
          work.facts += space.workloads.length;
          return workspace(space, { ...ctx, workspace: countedIndex(ctx.workspace) });
        }),
    };
  });
}

function opened(texts: ReadonlyMap<string, string>, own: readonly Rule[] = rules): Engine {
  const engine = createEngine(own, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  for (const [path, text] of texts) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

function set(engine: Engine, path: string, text: string | undefined): void {
  if (text === undefined) engine.removeFile(path);
  else engine.setFile(path, text);
}

/** The work of all reports after each edit of `indexEdits`, by edit. */
function workOfEdits(count: number): Record<string, Work> {
  const work: Work = { runs: 0, facts: 0 };
  const engine = opened(manyFiles(count), counting(work));
  const checkAll = (): void => {
    for (const path of engine.paths()) engine.check(path);
  };
  checkAll();
  const done: Record<string, Work> = {};
  for (const { what, path, texts } of indexEdits(count)) {
    Object.assign(work, { runs: 0, facts: 0 });
    for (const text of texts) {
      set(engine, path, text);
      checkAll();
    }
    done[what] = { ...work };
  }
  return done;
}

test('the work of the rules after a change of a fact is the same in a workspace of four times as many files', () => {
  const few = workOfEdits(200);
  assert.ok(Object.values(few).every(({ runs }) => runs > 0));
  assert.deepEqual(workOfEdits(800), few);
});

const shown = (engine: Engine, path: string) => shownReport(engine.check(path));

/** Random numbers from 0 up to `below`, repeatable for a seed. */
function randomly(seed: number): (below: number) => number {
  let state = seed * 7919 + 13;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}

/** Small changes of a text: names, namespaces, labels, targets, images, ignore comments, moved lines, a second document. */
const CHANGES: readonly ((text: string, random: (below: number) => number) => string)[] = [
  (text, random) => text.replaceAll(/app-\d/g, `app-${random(4)}`),
  (text, random) => text.replace(/app: [\w-]+/, `app: app-${random(4)}`),
  (text) => text.replace(/, namespace: [\w-]+/, ''),
  (text, random) => text.replace(/(name: [\w-]+)(?:, namespace: [\w-]+)?\}/, `$1, namespace: team-${random(2)}}`),
  (text, random) => text.replace(/target: .*/, ['target: build', 'target: app', 'target: 0'][random(3)]!),
  (text, random) => text.replace(/image: .*/, ['image: nginx', 'image: $X:$Y', 'image: postgres:1'][random(3)]!),
  (text) => `# a comment\n${text}`,
  (text) => `# seaworthy: ignore-file[network/*] why\n${text}`,
  (text, random) => text.slice(0, random(text.length)),
  (text) => (text.startsWith('apiVersion') ? `${text}---\n${text.replace(/name: [\w-]+/, 'name: twin')}` : text),
  (text) => text.split('---\n').reverse().join('---\n'),
  (text) => text.replace(/^USER .*\n/m, ''),
  (text) => text.replace(/podSelector: .*/, 'podSelector: {}'),
  (text) => text.replace(/podSelector: .*/, 'podSelector: {matchExpressions: [{key: app, operator: Exists}]}'),
  (text) => text.replace('labels: {', "labels: {'{{ .x }}': y, "),
  (text) => text.replace('networking.k8s.io/v1', 'cilium.io/v2').replace('kind: Net', 'kind: CiliumNet'),
  (text) => text.replace('spec:\n      service', 'spec:\n      hostNetwork: true\n      service'),
  (text) => text.replace('.env\n', ''),
];

for (const seed of [1, 2, 3, 4, 5, 6])
  test(`edits of files that depend on each other leave what a new engine would report, seed ${seed}`, () => {
    const random = randomly(seed);
    const original = manyFiles(30);
    const texts = new Map(original);
    const paths = [...original.keys()];
    const engine = opened(texts);
    for (let edit = 0; edit < 60; edit++) {
      const path = paths[random(paths.length)]!;
      const now = texts.get(path);
      const back = now === undefined || random(4) === 0;
      const change = CHANGES[random(CHANGES.length)]!;
      const text = random(12) === 0 ? undefined : back ? original.get(path)! : change(now, random);
      if (text === undefined) texts.delete(path);
      else texts.set(path, text);
      set(engine, path, text);
      // Sometimes only one file is checked, or none.
      if (random(3) === 0) continue;
      const fresh = opened(texts);
      const some = random(3) === 0 ? [paths[random(paths.length)]!] : paths;
      for (const one of some) assert.deepEqual(shown(engine, one), shown(fresh, one), `${one} after ${edit}: ${path}`);
    }
  });

/** Sets one file, then compares the reports of all files with those of a new engine. Returns whether a report of another file changed. */
function changesOthers(files: Readonly<Record<string, string>>, path: string, text: string | undefined): boolean {
  const texts = new Map(Object.entries(files));
  const engine = opened(texts);
  const others = [...texts.keys()].filter((p) => p !== path);
  const before = others.map((p) => shown(engine, p));
  if (text === undefined) texts.delete(path);
  else texts.set(path, text);
  set(engine, path, text);
  const fresh = opened(texts);
  const after = others.map((p) => shown(engine, p));
  assert.deepEqual(
    after,
    others.map((p) => shown(fresh, p)),
  );
  return JSON.stringify(before) !== JSON.stringify(after);
}

const pod = (name: string, namespace = 'shop'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec:\n  containers: [{name: a, image: b}]\n`;

test('an ignore comment for a pod changes the finding about its namespace in another file', () => {
  const files = { 'a.yaml': pod('a'), 'b.yaml': pod('b') };
  assert.ok(changesOthers(files, 'b.yaml', `# seaworthy: ignore-file[network/*] why\n${pod('b')}`));
});

test('the only policy of a workspace changes findings about other namespaces', () => {
  const policy =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: other}\nspec: {podSelector: {}, policyTypes: [Ingress]}\n';
  const files = { 'a.yaml': pod('a'), 'policy.yaml': policy };
  assert.ok(changesOthers(files, 'policy.yaml', undefined));
  assert.ok(changesOthers({ 'a.yaml': pod('a') }, 'policy.yaml', policy));
});

test('a place in a Dockerfile moves in the findings of the Compose file that builds it', () => {
  // Of the final stage, only the Dockerfile has the finding.
  const files = {
    Dockerfile: 'FROM node:22 AS a\nUSER root\nFROM a\nUSER node\n',
    'compose.yaml': 'services:\n  a:\n    build: {context: ., target: a}\n',
  };
  assert.ok(changesOthers(files, 'Dockerfile', `# a comment\n${files.Dockerfile}`));
});

test('an edit of a kustomization that changes nothing for other files asks about none of them', () => {
  const all = kustomizations();
  const text = 'resources: [a.yaml, b.yaml]\nimages:\n  - {name: nginx, newTag: 1.2.3}\n';
  assert.deepEqual([...all.set('kustomization.yaml', text)], ['a.yaml', 'b.yaml']);
  assert.deepEqual([...all.set('kustomization.yaml', text.replace('1.2.3', '1.2.4'))], []);
  assert.deepEqual([...all.set('kustomization.yaml', `${text}namespace: shop\n`)], ['a.yaml', 'b.yaml']);
  assert.deepEqual([...all.set('kustomization.yaml', undefined)], ['a.yaml', 'b.yaml']);
});
