/** Findings in what Compose makes of the files of a project: what they mend, what they add, and where it is decided. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import type { Rule } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

type Files = Readonly<Record<string, string>>;

function engineWith(files: Files, some: readonly Rule[] = rules, order = Object.keys(files)): Engine {
  const engine = createEngine(some, PINNED_DAY);
  engine.setFile('.seaworthy.yaml', 'profile: strict\n');
  for (const path of order) engine.setFile(path, files[path]!);
  engine.setComplete(true);
  return engine;
}

/** `path:line rule` of every finding of some rules. */
function found(engine: Engine, ...some: readonly string[]): string[] {
  return engine
    .paths()
    .flatMap((path) =>
      engine
        .check(path)
        .findings.flatMap((f) =>
          some
            .filter((one) => f.rule === one || f.members.includes(one as never))
            .map((one) => `${path}:${engine.textOf(path)!.slice(0, f.span.start).split('\n').length} ${one}`),
        ),
    );
}

/** The same findings in every order of the files. */
function inAnyOrder(files: Files, ...some: readonly string[]): string[] {
  const first = found(engineWith(files), ...some);
  assert.deepEqual(found(engineWith(files, rules, Object.keys(files).reverse()), ...some), first);
  return first;
}

const PRIVILEGED = 'privilege/privileged-container';
const READ_ONLY = 'filesystem/writable-root-filesystem';
const base = (...lines: readonly string[]): string =>
  ['services:', '  web:', '    image: registry.example.com/web:1.2.3', ...lines.map((l) => `    ${l}`), ''].join('\n');
const over = (...lines: readonly string[]): string =>
  ['services:', '  web:', ...lines.map((l) => `    ${l}`), ''].join('\n');

test('an override file mends what the main file says, and adds to it', () => {
  const main = base('privileged: true');
  assert.deepEqual(inAnyOrder({ 'compose.yaml': main }, PRIVILEGED, READ_ONLY), [
    `compose.yaml:2 ${READ_ONLY}`,
    `compose.yaml:4 ${PRIVILEGED}`,
  ]);
  const mended = { 'compose.yaml': main, 'compose.override.yaml': over('privileged: false', 'read_only: true') };
  assert.deepEqual(inAnyOrder(mended, PRIVILEGED, READ_ONLY), []);
  const added = { 'compose.yaml': base('privileged: false'), 'compose.override.yaml': over('privileged: true') };
  assert.deepEqual(inAnyOrder(added, PRIVILEGED), [`compose.override.yaml:3 ${PRIVILEGED}`]);
});

test('a file that Compose does not merge by itself mends nothing', () => {
  const files = { 'compose.yaml': base('privileged: true'), 'docker-compose.prod.yaml': over('privileged: false') };
  assert.deepEqual(inAnyOrder(files, PRIVILEGED), [`compose.yaml:4 ${PRIVILEGED}`]);
  const listed = { ...files, '.env': 'COMPOSE_FILE=compose.yaml:docker-compose.prod.yaml\n' };
  assert.deepEqual(inAnyOrder(listed, PRIVILEGED), []);
});

test('an included file has the values of its own environment files', () => {
  const db = [
    'services:',
    '  db:',
    '    image: registry.example.com/db:1.2.3',
    '    privileged: ${PRIV:-false}',
    '',
  ].join('\n');
  const files = {
    'compose.yaml': `include:\n  - {path: sub/db.yaml, env_file: sub/db.env}\n${base()}`,
    'sub/db.yaml': db,
    'sub/db.env': 'PRIV=true\n',
    'sub/.env': 'PRIV=false\n',
  };
  assert.deepEqual(inAnyOrder(files, PRIVILEGED), [`sub/db.yaml:4 ${PRIVILEGED}`]);
  const byFolder = {
    ...files,
    'compose.yaml': `include: [sub/db.yaml]\n${base()}`,
    'sub/db.yaml': db.replace('-false', '-true'),
  };
  assert.deepEqual(inAnyOrder(byFolder, PRIVILEGED), []);
  const other = {
    ...files,
    'compose.yaml': `include:\n  - {path: sub/db.yaml, project_directory: run}\n${base()}`,
    'run/.env': 'PRIV=on\n',
  };
  assert.deepEqual(inAnyOrder(other, PRIVILEGED), [`sub/db.yaml:4 ${PRIVILEGED}`]);
  // What the project gives wins over the files of what it includes.
  assert.deepEqual(inAnyOrder({ ...files, '.env': 'PRIV=false\n' }, PRIVILEGED), []);
});

test('a service that extends another lacks what both lack, reported once', () => {
  const file = `${base()}  job:\n    extends: web\n    command: run\n`;
  assert.deepEqual(inAnyOrder({ 'compose.yaml': file }, READ_ONLY), [`compose.yaml:2 ${READ_ONLY}`]);
  const other = {
    'compose.yaml': 'services:\n  job:\n    extends: {service: web, file: base.yaml}\n',
    'base.yaml': base(),
  };
  assert.deepEqual(inAnyOrder(other, READ_ONLY), [`base.yaml:2 ${READ_ONLY}`]);
});

test('all services that extend one of another file mend it', () => {
  const files = {
    'base.yaml': base('privileged: true'),
    'a/compose.yaml': 'services:\n  a:\n    extends: {service: web, file: ../base.yaml}\n    privileged: false\n',
  };
  assert.deepEqual(inAnyOrder(files, PRIVILEGED), []);
  const one = { ...files, 'b/compose.yaml': 'services:\n  b:\n    extends: {service: web, file: ../base.yaml}\n' };
  assert.deepEqual(inAnyOrder(one, PRIVILEGED), [`base.yaml:4 ${PRIVILEGED}`]);
  const [finding] = engineWith(one)
    .check('base.yaml')
    .findings.filter((f) => f.rule === PRIVILEGED);
  assert.match(finding!.message, /\(in Compose file `b\/compose\.yaml`\)$/);
});

test('a base that is also started by itself keeps its findings', () => {
  const file = `${base('privileged: true')}  job:\n    extends: web\n    privileged: false\n`;
  assert.deepEqual(inAnyOrder({ 'compose.yaml': file }, PRIVILEGED), [`compose.yaml:4 ${PRIVILEGED}`]);
});

test('the variables of .env decide', () => {
  const file = base('privileged: ${PRIVILEGED:-true}');
  assert.deepEqual(inAnyOrder({ 'compose.yaml': file }, PRIVILEGED), [`compose.yaml:4 ${PRIVILEGED}`]);
  assert.deepEqual(inAnyOrder({ 'compose.yaml': file, '.env': 'PRIVILEGED=no\n' }, PRIVILEGED), []);
  const unset = base('privileged: ${PRIVILEGED}');
  assert.deepEqual(inAnyOrder({ 'compose.yaml': unset }, PRIVILEGED), []);
  assert.deepEqual(inAnyOrder({ 'compose.yaml': unset, '.env': 'PRIVILEGED=yes\n' }, PRIVILEGED), [
    `compose.yaml:4 ${PRIVILEGED}`,
  ]);
});

test('a service that runs as root like the one it extends is reported once, at that one', () => {
  const root = base().replace('registry.example.com/web:1.2.3', 'debian:12.8');
  const files = {
    'base.yaml': root,
    'a/compose.yaml': 'services:\n  a:\n    extends: {service: web, file: ../base.yaml}\n',
  };
  assert.deepEqual(inAnyOrder(files, 'user/root-user'), ['base.yaml:2 user/root-user']);
  const added = {
    'base.yaml': over('read_only: true'),
    'a/compose.yaml': `${files['a/compose.yaml']}    image: debian:12.8\n`,
  };
  assert.deepEqual(inAnyOrder(added, 'user/root-user'), ['a/compose.yaml:2 user/root-user']);
});

test('a base that is not known adds nothing', () => {
  const file = 'services:\n  job:\n    extends: {service: web, file: gone.yaml}\n    user: "1000"\n';
  assert.deepEqual(inAnyOrder({ 'compose.yaml': file }, READ_ONLY), []);
});

test('after an edit the findings are those of a new engine', () => {
  const files: Record<string, string> = {
    'compose.yaml': base('privileged: ${P:-true}'),
    'a/compose.yaml': 'services:\n  a:\n    extends: {service: web, file: ../compose.yaml}\n',
  };
  const engine = engineWith(files);
  const steps: [string, string | undefined][] = [
    ['compose.override.yaml', over('privileged: false')],
    ['a/compose.yaml', 'services:\n  a:\n    extends: {service: web, file: ../compose.yaml}\n    privileged: false\n'],
    ['compose.override.yaml', over('read_only: true')],
    ['.env', 'P=false\n'],
    ['compose.override.yaml', undefined],
    ['.env', undefined],
    ['a/compose.yaml', undefined],
    ['compose.yaml', base()],
  ];
  for (const [path, text] of steps) {
    if (text === undefined) {
      engine.removeFile(path);
      delete files[path];
    } else {
      engine.setFile(path, text);
      files[path] = text;
    }
    assert.deepEqual(
      found(engine, PRIVILEGED, READ_ONLY),
      found(engineWith(files), PRIVILEGED, READ_ONLY),
      `${path}: ${text}`,
    );
  }
});

test('an edit of a base judges only the services that extend it again', () => {
  let runs = 0;
  const counted = <T>(result: T): T => {
    runs++;
    return result;
  };
  const counting = rules.map((one) => {
    const check = one.checks.container;
    return { ...one, checks: { ...one.checks, ...(check && { container: (c, ctx) => counted(check(c, ctx)) }) } };
  }) as Rule[];
  const files: Record<string, string> = { 'base.yaml': base('privileged: true') };
  for (let n = 0; n < 20; n++)
    files[`app-${n}/compose.yaml`] =
      n < 2
        ? 'services:\n  a:\n    extends: {service: web, file: ../base.yaml}\n'
        : base(`user: "${n}"`, 'extends: {service: none}');
  const engine = engineWith(files, counting);
  for (const path of engine.paths()) engine.check(path);
  runs = 0;
  engine.setFile('base.yaml', base('privileged: true', 'user: "7"'));
  for (const path of engine.paths()) engine.check(path);
  const perContainer = counting.filter((one) => one.checks.container).length;
  // The base, and the two services that extend it.
  assert.ok(runs <= 3 * perContainer, `${runs} runs of ${perContainer} rules`);
});

test('a missing setting that an extending service lacks too stays in its profile', () => {
  const engine = engineWith({
    'base.yaml': base("ports: ['8080:8080']"),
    'compose.yaml': 'services:\n  web:\n    extends: {service: web, file: base.yaml}\n    environment: {MODE: a}\n',
  });
  const profiles = engine.check('base.yaml').findings.map(({ profile }) => profile);
  assert.ok(profiles.length > 0);
  assert.ok(profiles.every((profile) => profile !== 'default'));
});
