/** A baseline survives random edits that change no finding, and a problem that is added is reported, alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { BASELINE_NAME, readBaseline, sketchOf, writeBaseline } from '../../../server/src/core/config/baseline.ts';
import { baselines } from '../../../server/src/core/engine/baselines.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { unjoined } from '../../../server/src/core/engine/joined.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

type Files = ReadonlyMap<string, string>;

const FILES: Files = new Map([
  [
    'api/Dockerfile',
    'FROM ghcr.io/example/build:latest AS build\nARG TOKEN\nRUN curl -k https://example.com/install | sh\n\nFROM ghcr.io/example/run:1.2\nCOPY --from=build /out /srv\nUSER root\n',
  ],
  [
    'worker/Dockerfile',
    'FROM python:3.8\nRUN wget --no-check-certificate https://example.com/a.tgz\nEXPOSE 22\nUSER root\n',
  ],
  [
    'compose.yaml',
    'services:\n  web:\n    image: ghcr.io/example/web:latest\n    privileged: true\n    ports:\n      - "8080:80"\n  db:\n    image: postgres:9\n    environment:\n      POSTGRES_PASSWORD: hT5mQ9zWc2Lk\n',
  ],
  [
    'k8s/all.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: one\nspec:\n  hostNetwork: true\n  containers:\n    - name: a\n      image: ghcr.io/example/a:1.2\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: two\nspec:\n  containers:\n    - name: b\n      image: ghcr.io/example/b\n      securityContext:\n        privileged: true\n',
  ],
]);

function opened(files: Files): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  for (const [path, text] of files) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

function baselineOf(files: Files): string {
  const engine = opened(files);
  const entries = [...files.keys()].flatMap((path) =>
    unjoined(engine.check(path).findings).map(({ subject, rule, message }) => ({
      fingerprint: subject,
      rule,
      path,
      message,
    })),
  );
  const sketches = new Map([...files].map(([path, text]) => [path, sketchOf(text, engine.secretsIn(path))]));
  return writeBaseline({ entries, files: sketches }, (value) => JSON.stringify(value));
}

const BASELINE = baselineOf(FILES);

/** The rules of findings that are not in the baseline, and the number of those that are. */
function checked(files: Files): { readonly fresh: string[]; readonly known: number } {
  const engine = opened(new Map([...files, [BASELINE_NAME, BASELINE]]));
  const all = [...files.keys()].flatMap((path) => engine.check(path).findings);
  assert.ok(all.every((f) => !f.baselined || f.severity === 'hint'));
  return {
    fresh: all.flatMap((f) => (f.baselined ? [] : f.rule)),
    known: unjoined(all).filter((f) => f.baselined).length,
  };
}

const ALL = checked(FILES).known;

/** Edits that change no finding. `n` chooses the place. */
const EDITS: Readonly<
  Record<string, (path: string, text: string, n: number) => readonly [path: string, text: string]>
> = {
  'blank lines above': (path, text, n) => [path, `${'\n'.repeat(1 + (n % 5))}${text}`],
  'a comment above': (path, text, n) => [path, `# note ${n}\n${text}`],
  'a comment between': (path, text, n) => {
    const lines = text.split('\n');
    const at = n % lines.length;
    return [path, [...lines.slice(0, at), '# note', ...lines.slice(at)].join('\n')];
  },
  CRLF: (path, text) => [path, text.replace(/\r?\n/g, '\r\n')],
  'no last line end': (path, text) => [path, text.replace(/\r?\n$/, '')],
  'blanks at line ends': (path, text) => [
    path,
    path.endsWith('.yaml') ? text.replace(/(?<=\w)(?=\r?\n)/g, '  ') : text,
  ],
  'wider indentation': (path, text) => [
    path,
    path.endsWith('compose.yaml') ? text.replace(/^ +/gm, (s) => s.repeat(2)) : text,
  ],
  'a marker above': (path, text) => [path, path.endsWith('.yaml') && !text.startsWith('---') ? `---\n${text}` : text],
  'another name': (path, text, n) => [path.replace(/^(.*\/)?/, (folder) => `${folder}moved${n % 7}/`), text],
};

const edits = fc.array(fc.record({ file: fc.nat(3), edit: fc.constantFrom(...Object.keys(EDITS)), n: fc.nat(1000) }), {
  maxLength: 8,
});

function edited(
  list: readonly { readonly file: number; readonly edit: string; readonly n: number }[],
): Map<string, string> {
  const files = [...FILES];
  for (const { file, edit, n } of list) files[file] = [...EDITS[edit]!(files[file]![0], files[file]![1], n)];
  return new Map(files);
}

test('edits that change no finding report none', () => {
  assert.ok(ALL > 15);
  fc.assert(
    fc.property(edits, (list) => {
      assert.deepEqual(checked(edited(list)), { fresh: [], known: ALL });
    }),
    { numRuns: 60, seed: 20261130 },
  );
});

test('with them, a problem that is added is reported alone, and one that is mended is missing', () => {
  const add = (text: string): string => text.replace(/^( *)privileged: true/m, '$1privileged: true\n$1pid: host');
  const mend = (text: string): string => text.replace(' -k ', ' ');
  fc.assert(
    fc.property(edits, (list) => {
      const files = edited(list.filter(({ edit }) => edit !== 'CRLF'));
      for (const [path, text] of files)
        files.set(path, path.endsWith('compose.yaml') ? add(text) : path.startsWith('api/') ? mend(text) : text);

      assert.deepEqual(checked(files), { fresh: ['privilege/host-namespace'], known: ALL - 1 });
    }),
    { numRuns: 40, seed: 20261130 },
  );
});

test('a further container without settings is reported, beside those of the baseline', () => {
  const more = FILES.get('compose.yaml')!.replace('  db:', '  other:\n    image: ghcr.io/example/other:1.2\n  db:');
  assert.deepEqual(
    checked(new Map([...FILES, ['compose.yaml', more]])).fresh.filter((id) => id.startsWith('privilege/')),
    ['privilege/missing-hardening'],
  );
});

test('a copy is no rename, and the file that is most like a missing one takes its entries', () => {
  const text = FILES.get('worker/Dockerfile')!;
  const copied = checked(new Map([...FILES, ['copy/Dockerfile', text]]));
  assert.equal(copied.known, ALL);
  assert.ok(copied.fresh.includes('user/root-user'));
  const without = new Map([...FILES].filter(([path]) => path !== 'worker/Dockerfile'));
  const both = opened(
    new Map([...without, ['a/Dockerfile', `${text}RUN make all\n`], ['b/Dockerfile', text], [BASELINE_NAME, BASELINE]]),
  );
  const known = (path: string): boolean => both.check(path).findings.some((f) => f.baselined);
  assert.deepEqual([known('a/Dockerfile'), known('b/Dockerfile')], [false, true]);
  // While files may still be missing nothing is renamed.
  both.setComplete(false);
  assert.equal(known('b/Dockerfile'), false);
});

test('the text of a baseline is read back as it was written', () => {
  const { baseline, problems } = readBaseline(BASELINE);
  assert.deepEqual(problems, []);
  assert.equal(
    writeBaseline(baseline, (value) => JSON.stringify(value)),
    BASELINE,
  );
  assert.ok(!BASELINE.includes('hT5mQ9'));
});

test('the findings follow edits of the baseline', () => {
  const engine = opened(FILES);
  const fresh = (): number =>
    [...FILES.keys()].flatMap((p) => engine.check(p).findings).filter((f) => !f.baselined).length;
  const before = fresh();
  engine.setFile(BASELINE_NAME, BASELINE);
  assert.equal(fresh(), 0);
  engine.removeFile(BASELINE_NAME);
  assert.equal(fresh(), before);
});

test('a keystroke reads no other new file again, and a moved folder keeps its entries', () => {
  const count = 300;
  const text = (i: number): string =>
    `FROM scratch\nLABEL name=${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.floor(i / 10) % 10]}${'uvwxyz'[Math.floor(i / 100)]}\n`;
  const now = new Map(Array.from({ length: count }, (_, i) => [`new/${i}/Dockerfile`, text(i)]));
  const before = (i: number): string => `old/${i}/Dockerfile`;
  const entries = Array.from({ length: count }, (_, i) => ({
    ...{ fingerprint: String(i), rule: 'user/root-user', path: before(i), message: '' },
  }));
  const sketches = new Map(Array.from({ length: count }, (_, i) => [before(i), sketchOf(text(i), [])]));
  now.set(
    BASELINE_NAME,
    writeBaseline({ entries, files: sketches }, (value) => JSON.stringify(value)),
  );
  let [revision, reads] = [1, 0];
  const base = baselines({
    textOf: (path) => now.get(path),
    paths: () => now.keys(),
    secretsIn: () => {
      reads++;
      return [];
    },
    isComplete: () => true,
    revision: () => revision,
    names: () => 1,
  });
  const taken = (i: number): string | undefined => base.of(`new/${i}/Dockerfile`)[0]?.fingerprint;
  for (let i = 0; i < count; i++) assert.equal(taken(i), String(i));
  assert.equal(reads, count);
  now.set('new/7/Dockerfile', `${text(7)}USER root\n`);
  revision++;
  assert.deepEqual([taken(7), taken(8), base.gone()], ['7', '8', []]);
  assert.equal(reads, count + 1);
});
