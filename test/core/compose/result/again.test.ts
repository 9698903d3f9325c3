/** A project that is evaluated again after an edit: what it includes is read again only where one of its files has changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random } from '../../../../scripts/lib/random.ts';
import { evaluateProject, type ResolvedProject } from '../../../../server/src/core/compose/result/evaluate.ts';
import { isSparse } from '../../../../server/src/core/merged/placed.ts';
import type { YamlNode } from '../../../../server/src/core/yaml/node.ts';
import { filesOver, resolved } from '../../../support/compose-result.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e'];

const include = (name: string): string =>
  `  - path: ${name}/compose.yaml\n    project_directory: .\n    env_file: ${name}/own.env\n`;

const FILES: Readonly<Record<string, string>> = {
  'compose.yaml': `include:\n${NAMES.map(include).join('')}services:\n  own:\n    image: own:1\n`,
  'shared/base.yaml': 'services:\n  base:\n    init: true\n    cap_drop: [ALL]\n',
  ...Object.fromEntries(
    NAMES.flatMap((name) => [
      [
        `${name}/compose.yaml`,
        `services:\n  ${name}:\n    image: registry.example.com/${name}:\${TAG}\n    ports: ["80:80", "80:80"]\n`,
      ],
      [`${name}/own.env`, `TAG=${name}1\n`],
    ]),
  ),
  'c/compose.yaml': 'services:\n  c:\n    image: c:1\n    extends: {file: shared/base.yaml, service: base}\n',
};

function evaluated(files: ReturnType<typeof filesOver>, before?: ResolvedProject): ResolvedProject {
  const project = evaluateProject(['compose.yaml'], files.sources, before);
  assert.ok(project);
  return project;
}

/** Every scalar of a result, with the text that decides it and its file. */
function told({ root, places, unknown, services }: ResolvedProject): unknown {
  const all: string[] = [];
  const walk = (node: YamlNode | undefined, route: string): void => {
    if (!node) return;
    const origin = places.origin(node.span);
    const { start, end } = origin?.at ?? { start: 0, end: 0 };
    all.push(`${route} ${origin?.document.path}:${start}-${end} ${node.type === 'scalar' ? node.text : node.type}`);
    if (node.type === 'map') for (const { key, value } of node.entries) walk(value, `${route}.${key}`);
    if (node.type === 'seq') for (const [i, item] of node.items.entries()) walk(item.value, `${route}[${i}]`);
    // The text of the result is that of the files.
    if (origin)
      assert.equal(places.text().slice(node.span.start, node.span.end), origin.document.yaml.text.slice(start, end));
  };
  walk(root, '');
  return { all, unknown, layers: [...services].map(([name, { length }]) => [name, length]) };
}

/** The includes whose models the second project shares with the first. */
const shared = (first: ResolvedProject, second: ResolvedProject): string[] =>
  [...second.included].flatMap(([key, one]) =>
    one.model && one.model === first.included.get(key)?.model ? [JSON.parse(key)[0][0].split('/')[0]] : [],
  );

test('an edit reads again only what includes the edited file', () => {
  const steps: readonly (readonly [path: string, text: string | undefined, kept: readonly string[]])[] = [
    ['b/compose.yaml', 'services:\n  b:\n    image: b:2\n    privileged: true\n', ['a', 'c', 'd', 'e']],
    ['d/own.env', 'TAG=d2\n', ['a', 'b', 'c', 'e']],
    ['shared/base.yaml', 'services:\n  base:\n    init: false\n', ['a', 'b', 'd', 'e']],
    ['compose.yaml', FILES['compose.yaml']!.replace('own:1', 'own:2'), NAMES],
    ['compose.yaml', FILES['compose.yaml']!.replace('e/own.env', 'd/own.env'), ['a', 'b', 'c', 'd']],
    ['a/compose.yaml', undefined, ['b', 'c', 'd', 'e']],
    ['a/compose.yaml', FILES['a/compose.yaml'], ['b', 'c', 'd', 'e']],
    ['.env', 'TAG=all\n', []],
    ['unrelated.yaml', 'services: {}\n', NAMES],
  ];
  const files = filesOver(FILES);
  let project = evaluated(files);
  for (const [path, text, kept] of steps) {
    files.set(path, text);
    const now = evaluated(files, project);
    assert.deepEqual(shared(project, now), kept, path);
    assert.deepEqual(told(now), told(evaluated(files)), path);
    project = now;
  }
  assert.equal(resolved(project, 'services', 'b', 'privileged'), true);
});

test('after any edits the project is what it would be by itself, and its text does not grow', () => {
  const next = random(7);
  const files = filesOver(FILES);
  const paths = Object.keys(FILES);
  let project = evaluated(files);
  for (let step = 0; step < 120; step++) {
    const path = paths[Math.floor(next() * paths.length)]!;
    const text = FILES[path]!;
    const choice = next();
    if (choice < 0.1) files.set(path, undefined);
    else if (choice < 0.3) files.set(path, text);
    else files.set(path, `${'# more\n'.repeat(Math.floor(next() * 2000))}${text.replaceAll('1', String(step))}`);
    if (files.sources.documents('compose.yaml') === undefined) files.set('compose.yaml', FILES['compose.yaml']);
    project = evaluated(files, project);
    assert.deepEqual(told(project), told(evaluated(files)), `step ${step}: ${path}`);
    assert.ok(project.places.kept.length < 500_000);
  }
  assert.ok(!isSparse(evaluated(files).places));
});
