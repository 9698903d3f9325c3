/** Checks imports and file sizes against the invariants of `ARCHITECTURE.md`, which gives the reasons. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';
import { globSync } from '../scripts/lib/files.ts';
import { circles, emptyRooms, homeless, upward } from './support/rooms.ts';

interface Source {
  readonly path: string;
  readonly text: string;
  /** What it imports: packages by name, own files by their path from the project's root. */
  readonly imports: readonly string[];
}

const IMPORT = /(?:^|[\s;}])(?:from|import)\s*\(?\s*(?:'([^']+)'|"([^"]+)")/gm;

function source(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(IMPORT)]
    .map((m) => m[1] ?? m[2]!)
    .map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name));
  return { path, text, imports };
}

const isTypeScript = (path: string): boolean => path.endsWith('.ts') && !path.endsWith('.generated.ts');
const below = (folder: string): Source[] => globSync(folder, isTypeScript).map(source);

const shipped = [...below('server/src'), ...below('client/src')];
const core = shipped.filter((s) => s.path.startsWith('server/src/core/'));
const rules = core.filter((s) => s.path.startsWith('server/src/core/rules/'));

/** `path: import` of every import of `sources` for which `wrong` holds. */
const imported = (sources: readonly Source[], wrong: (name: string, from: Source) => boolean): string[] =>
  sources.flatMap((s) => s.imports.filter((name) => wrong(name, s)).map((name) => `${s.path}: ${name}`));

/** `path: text` of every match in code, comments and strings left out as far as a pattern can. */
function matches(sources: readonly Source[], pattern: RegExp): string[] {
  return sources.flatMap(({ path, text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
    return [...code.matchAll(pattern)].map((m) => `${path}: ${m[0].trim()}`);
  });
}

/** Own imports of a file of the core, relative to the core. */
const localImports = (s: Source): string[] =>
  s.imports.filter((i) => i.startsWith('server/src/core/')).map((i) => i.slice('server/src/core/'.length));

const isOwn = (name: string): boolean => /^(server|client|scripts|test|bench)\//.test(name);
const lines = (s: Source): number => s.text.split('\n').length - 1;

test('imports are found', () => {
  assert.ok(shipped.length > 100 && rules.length > 3);
  assert.ok(core.some((s) => s.imports.includes('yaml')));
  assert.ok(shipped.some((s) => s.imports.includes('node:fs')));
});

test('the core imports itself, yaml, the hashes and the decompressor, nothing else', () => {
  assert.deepEqual(
    imported(core, (name) => !/^yaml$|^(?:@noble\/hashes|server\/src\/core)\//.test(name)),
    [],
  );
});

test('the core has no clock, chance, environment, console or timer', () => {
  const pattern =
    /\b(?:Date\.now|new Date\(\)|Math\.random|performance\.|process\.|console\.|globalThis|setTimeout|setInterval|setImmediate|queueMicrotask)/g;
  assert.deepEqual(matches(core, pattern), []);
});

test('the core is synchronous', () => {
  assert.deepEqual(matches(core, /\b(?:async (?:function|\()|await |new Promise|Promise\.)/g), []);
});

test('rules import domain models and facts: no parser, no host, no editor, no other rule', () => {
  const wrong = (name: string, from: Source): boolean =>
    !name.startsWith('server/src/core/') || (name.startsWith('server/src/core/rules/') && name !== from.path);
  assert.deepEqual(imported(rules, wrong), []);
  assert.deepEqual(
    imported(rules, (name) => /^server\/src\/core\/(engine|report)\//.test(name)),
    [],
  );
});

/** Readers: they make models of text. A rule asks a model, so that every rule reads a file in the same way. */
const PARSERS =
  /^(?:yaml$|server\/src\/core\/(?:yaml\/(?:cut|parse|tokens|convert|mask|loose)|dockerfile\/(?:parse|logical-line|raw-instruction|heredocs)|shell\/(?:parse|reader|list|simple|word)|compose\/read|kubernetes\/read|kustomize\/.*|env\/read|config\/.*|suppress\/.*)\.ts$)/;

test('rules import no parser', () => {
  assert.deepEqual(
    imported(rules, (name) => PARSERS.test(name)),
    [],
  );
  assert.ok(PARSERS.test('server/src/core/yaml/parse.ts') && PARSERS.test('yaml'));
});

test('rooms of the core: imports point down', () => {
  const files = new Map(core.map((s) => [s.path.slice('server/src/core/'.length), localImports(s)]));
  assert.deepEqual(homeless(files.keys()), []);
  assert.deepEqual(upward(files), []);
  assert.deepEqual(emptyRooms(files.keys()), []);
});

test('no file of what ships imports itself through others', () => {
  assert.deepEqual(circles(new Map(shipped.map((s) => [s.path, s.imports.filter(isOwn)]))), []);
});

test('nothing but the rules names a rule by its id', () => {
  const id =
    /'(?:image|user|secret|network|privilege|filesystem|build|resource|rbac|mesh|admission|daemon|comment)\/[a-z0-9-]+'/g;
  assert.deepEqual(
    matches(
      [...shipped, ...below('scripts'), ...below('bench')].filter((s) => !rules.includes(s)),
      id,
    ),
    [],
  );
});

test('nothing of the core but the engine knows the rules', () => {
  const rest = core.filter((s) => !rules.includes(s));
  assert.deepEqual(
    imported(rest, (name) => name.startsWith('server/src/core/rules/')),
    [],
  );
});

test('only server/src/lsp knows the language server protocol, only the client knows VS Code', () => {
  const server = shipped.filter((s) => s.path.startsWith('server/'));
  assert.deepEqual(
    imported(server, (name, from) => name.startsWith('vscode') && !from.path.startsWith('server/src/lsp/')),
    [],
  );
  assert.deepEqual(
    imported(server, (name) => name === 'vscode' || name.startsWith('vscode-languageclient')),
    [],
  );
  // The documents that the client sends are those that the server judges, and it decodes a file in the same way. These files import nothing.
  const sharedWithClient = ['server/src/core/files/file-kinds.ts', 'server/src/host/decode.ts'];
  assert.ok(shipped.every((s) => !sharedWithClient.includes(s.path) || s.imports.length === 0));
  assert.deepEqual(
    imported(
      shipped,
      (name, from) =>
        from.path.startsWith('client/') !== name.startsWith('client/') &&
        isOwn(name) &&
        !(sharedWithClient.includes(name) && from.path.startsWith('client/')),
    ),
    [],
  );
});

test('the language server, the hosts and the command line depend in one direction', () => {
  const order = ['core', 'host', 'lsp', 'cli'];
  const layer = (path: string): number => order.indexOf(/^server\/src\/([^/]+)\//.exec(path)?.[1] ?? '');
  const allowed = (from: number, to: number): boolean => to === from || (to < from && !(from === 3 && to === 2));
  // The version is a constant, taken from the manifest beside the sources.
  const own = shipped.filter((s) => layer(s.path) >= 0);
  assert.deepEqual(
    imported(
      own,
      (name, from) => layer(name) >= 0 && !name.endsWith('/version.ts') && !allowed(layer(from.path), layer(name)),
    ),
    [],
  );
});

test('only files that never run in a browser import Node', () => {
  const forNode = /^(server\/src\/(cli\/.*|host\/node[^/]*|lsp\/node[^/]*)|client\/src\/node)\.ts$/;
  const wrong = (name: string, from: Source): boolean => name.startsWith('node:') && !forNode.test(from.path);
  assert.deepEqual(imported(shipped, wrong), []);
  const bare = new Set(['fs', 'path', 'url', 'os', 'child_process', 'crypto', 'util', 'stream', 'worker_threads']);
  assert.deepEqual(
    imported(shipped, (name) => bare.has(name.split('/')[0]!)),
    [],
  );
});

test('nothing that ships uses the network', () => {
  const modules = /^(?:node:)?(?:https?|http2|net|tls|dns|dgram|inspector|undici|axios|node-fetch|got|ws)(?:\/|$)/;
  assert.deepEqual(
    imported(shipped, (name) => modules.test(name)),
    [],
  );
  const calls = /\b(?:fetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|createTelemetryLogger|openExternal)/g;
  assert.deepEqual(matches(shipped, calls), []);
});

test('only server/src/cli/git.ts starts another program, and nothing evaluates text', () => {
  const programs = /^(?:node:)?(?:child_process|cluster|worker_threads|vm)$/;
  // It runs our core, with V8's code of earlier runs.
  assert.deepEqual(
    imported(shipped, (name) => programs.test(name)),
    ['server/src/host/node-load.ts: node:vm'],
  );
  const loaded = ["server/src/cli/git.ts: getBuiltinModule('node:child_process"];
  assert.deepEqual(matches(shipped, /getBuiltinModule(?:\('[^']*)?/g), loaded);
  assert.deepEqual(matches(shipped, /\b(?:eval\(|new Function\()/g), []);
});

test('files have fewer than 250 lines', () => {
  const all = [...shipped, ...below('scripts'), ...below('test'), ...below('bench')];
  // Lists of ids, one a line.
  const isList = (s: Source): boolean => s.path.startsWith('server/src/core/rule/refs/known/');
  assert.deepEqual(
    all.filter((s) => lines(s) >= 250 && !isList(s)).map((s) => `${s.path}: ${lines(s)}`),
    [],
  );
});

test('rules are short: none over 120 lines, half of them under 60', () => {
  assert.deepEqual(
    rules.filter((s) => lines(s) > 120).map((s) => `${s.path}: ${lines(s)}`),
    [],
  );
  const sizes = rules.map(lines).sort((a, b) => a - b);
  const median = sizes[Math.floor(sizes.length / 2)]!;
  assert.ok(median < 60, `the median is ${median} lines`);
});

test('files are named in kebab-case after what they hold', () => {
  const all = [...shipped, ...below('scripts'), ...below('test'), ...below('bench')].map((s) => s.path);
  const names = all.map((path) => posix.basename(path).replace(/(\.test|\.d)?\.ts$/, ''));
  assert.deepEqual(
    names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || /^(utils?|helpers?|common|misc)$/.test(name)),
    [],
  );
});
