/** Random edits on assorted documents: the result parses, has the expected value, and keeps every comment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { Span, TextEdit } from '../../../../server/src/core/text/span.ts';
import {
  appendItem,
  deleteItem,
  deleteKey,
  setKey,
  setPath,
  type YamlInput,
} from '../../../../server/src/core/yaml/edit/edit.ts';
import type { YamlMap, YamlSeq, YamlUnit } from '../../../../server/src/core/yaml/node.ts';
import { parseYaml } from '../../../../server/src/core/yaml/parse.ts';
import { holdsTarget, isShared, stepsTo, walk } from '../../../../server/src/core/yaml/walk.ts';
import { documents, jsonDocuments, loose, templates } from '../../../support/yaml-documents.ts';
import { applied, plain } from '../../../support/yaml-plain.ts';

const values: YamlInput[] = [
  true,
  null,
  0,
  8080,
  -1.5,
  '',
  'x',
  'yes',
  '0644',
  'a: b',
  '# x',
  'it\'s "so"',
  'two\nlines\n',
  'two\nlines',
  ' lead',
  '- x',
  'a, b',
  '{{ x }}'.slice(1, -1),
  [],
  {},
  ['ALL'],
  [1, [2, [3]], { a: 1, b: [] }],
  { a: 1 },
  { runAsUser: 1000, seccomp: { type: 'RuntimeDefault' }, drop: ['ALL', 'x:y'] },
  { 'no: key': { yes: 'no' } },
];

let seed = 1;
function random(n: number): number {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
}
const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;
type Path = (string | number)[];

function pathOf(unit: YamlUnit, node: YamlMap | YamlSeq): Path {
  return stepsTo(unit.root, node)!.map(({ parent, part }) => {
    assert.ok(part);
    return 'key' in part ? part.key : parent.type === 'seq' ? parent.items.indexOf(part) : 0;
  });
}

/** The collections that can be edited without a change elsewhere. */
function targets(unit: YamlUnit): (YamlMap | YamlSeq)[] {
  const found: (YamlMap | YamlSeq)[] = [];
  walk(unit.root, (n) => {
    if (n.type === 'scalar' || isShared(unit, n)) return;
    const steps = stepsTo(unit.root, n)!;
    // Of duplicate keys only the last one is the value.
    const hidden = steps.some(
      ({ parent, part }) =>
        parent.type === 'map' && part && parent.entries.findLast((e) => 'key' in part && e.key === part.key) !== part,
    );
    if (!hidden) found.push(n);
  });
  return found;
}

const at = (root: Json, path: Path): Json =>
  path.reduce<Json>((v, k) => (v as Record<string | number, Json>)[k]!, root);

/** The effect of `setPath` on a plain value: creates missing or null maps, and stops at values that are not maps. */
function setIn(map: Record<string, Json>, [key, ...rest]: string[], value: Json): void {
  assert.ok(key);
  if (rest.length === 0) map[key] = value;
  else {
    const below = map[key] ?? {};
    if (typeof below !== 'object' || Array.isArray(below)) return;
    map[key] = below;
    setIn(below, rest, value);
  }
}

interface Change {
  readonly what: string;
  readonly edits: TextEdit[];
  readonly expected: Json;
  /** The spans that may be removed with their comments. */
  readonly gone: Span | undefined;
  /** A second application must give no edits. */
  readonly again?: (unit: YamlUnit, node: YamlMap) => TextEdit[];
  readonly path: Path;
}

function change(unit: YamlUnit, value: Json): Change | undefined {
  const all = targets(unit);
  if (all.length === 0) return undefined;
  const node = pick(all);
  const path = pathOf(unit, node);
  const expected = structuredClone(value);
  const here = at(expected, path);
  const input = pick(values);
  if (node.type === 'seq') {
    const list = here as Json[];
    if (random(2) === 0 || list.length === 0) {
      list.push(input as Json);
      return {
        what: `append ${JSON.stringify(input)} at ${path}`,
        edits: appendItem(unit, node, input),
        expected,
        gone: undefined,
        path,
      };
    }
    const index = random(list.length);
    list.splice(index, 1);
    return {
      what: `delete item ${index} at ${path}`,
      edits: deleteItem(unit, node, index),
      expected,
      gone: node.items[index]!.span,
      path,
    };
  }
  const map = here as Record<string, Json>;
  const own = node.entries.filter((e) => node.merges.length === 0 && e.key !== '');
  const existing = own.length > 0 ? pick(own) : undefined;
  const kind = random(4);
  if (kind === 0 && existing) {
    delete map[existing.key];
    const gone = {
      start: node.entries.find((e) => e.key === existing.key)!.span.start,
      end: node.entries.findLast((e) => e.key === existing.key)!.span.end,
    };
    return {
      what: `delete ${existing.key} at ${path}`,
      edits: deleteKey(unit, node, existing.key),
      expected,
      gone,
      path,
    };
  }
  if (kind === 1) {
    setIn(map, ['made', 'by', 'path'], input as Json);
    const again = (u: YamlUnit, m: YamlMap) => setPath(u, m, ['made', 'by', 'path'], input);
    return {
      what: `set path ${JSON.stringify(input)} at ${path}`,
      edits: again(unit, node),
      expected,
      gone: undefined,
      again,
      path,
    };
  }
  // A change of a node with an alias also changes other places.
  const open = existing && (existing.alias || !existing.value || !isShared(unit, existing.value));
  const last = open ? node.entries.findLast((e) => e.key === existing.key) : undefined;
  const key = kind === 2 && last ? last.key : pick(['new', 'yes', 'a b', 'x: y']);
  map[key] = input as Json;
  const options = pick([
    {},
    { first: true },
    { after: node.entries.map((e) => e.key).slice(0, 1) },
    { before: node.entries.map((e) => e.key).slice(-1) },
  ]);
  const again = (u: YamlUnit, m: YamlMap) => setKey(u, m, key, input, options);
  return {
    what: `set ${key} to ${JSON.stringify(input)} at ${path} ${JSON.stringify(options)}`,
    edits: again(unit, node),
    expected,
    gone: kind === 2 ? last?.span : undefined,
    again,
    path,
  };
}

const read = (text: string): Json => parse(text, { merge: true, uniqueKeys: false, logLevel: 'silent' });

function check(name: string, text: string, json: boolean): string | undefined {
  const unit = parseYaml(text, { json });
  const done = change(unit, plain(unit.root) as Json);
  if (!done) return undefined;
  // A node with an alias is not removed.
  const refused = done.gone && done.edits.length === 0 && holdsTarget(unit, done.gone);
  if (refused) return text;
  const after = applied(text, done.edits);
  const where = `${name}: ${done.what}\n${text}\n=====\n${after}`;
  const next = parseYaml(after, { json });
  assert.deepEqual(next.problems, [], where);
  assert.deepEqual(plain(next.root), done.expected, where);
  if (name !== 'tags' && !(name in templates) && !(name in loose))
    assert.deepEqual(json ? JSON.parse(after) : read(after), done.expected, where);
  const lineEnd = (offset: number): number => (text.indexOf('\n', offset) + 1 || text.length + 1) - 1;
  const kept = unit.comments.filter((c) => !done.gone || c.start < done.gone.start || c.start > lineEnd(done.gone.end));
  const comments = next.comments.map((c) => after.slice(c.start, c.end));
  for (const c of kept) {
    const found = comments.indexOf(text.slice(c.start, c.end));
    assert.notEqual(found, -1, `lost ${text.slice(c.start, c.end)}\n${where}`);
    comments.splice(found, 1);
  }
  if (!done.gone) assert.deepEqual(comments, [], where);
  if (unit.eol === '\r\n') assert.doesNotMatch(after, /[^\r]\n/, where);
  else assert.equal(after.includes('\r'), false, where);
  if (done.again) {
    let node: YamlMap | undefined;
    walk(next.root, (n) => {
      if (n.type === 'map' && !isShared(next, n) && String(pathOf(next, n)) === String(done.path)) node = n;
    });
    assert.ok(node, where);
    assert.deepEqual(done.again(next, node), [], `twice: ${where}`);
  }
  return after;
}

for (const [name, text] of Object.entries({ ...documents, ...jsonDocuments, ...loose, ...templates })) {
  test(`random edits: ${name}`, () => {
    const json = name in jsonDocuments;
    for (seed = 1; seed < 40; ) {
      const from = seed;
      seed = from * 7919;
      check(name, text, json);
      // Edits of the result of earlier edits.
      let here: string | undefined = text;
      for (let i = 0; i < 4 && here !== undefined; i++) here = check(name, here, json);
      seed = from + 1;
    }
  });
}
