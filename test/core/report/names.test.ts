/** Secrets of known formats in names show in no text for people; machine formats keep paths, and the values of all strings. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAYS } from '../../../scripts/lib/pinned-day.ts';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { forNotification, forSarif, forTerminal, jsonText } from '../../../server/src/core/report/escape.ts';
import { json, jsonl } from '../../../server/src/core/report/json.ts';
import { printed } from '../../../server/src/core/report/print.ts';
import { sarif } from '../../../server/src/core/report/sarif.ts';
import { text } from '../../../server/src/core/report/text.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { detectInText } from '../../../server/src/core/secrets/detect/detect.ts';
import { FAMILIES, type Files, named, PLACES, shows } from '../../support/names-planted.ts';
import { others } from '../../support/report-formats.ts';
import { fake, write } from '../../support/secrets-fake.ts';

const parsed = (report: string): unknown[] =>
  report
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** JSON without the paths of files, which keep their value. */
const withoutPaths = (value: unknown): string =>
  JSON.stringify(value, (key, v) => (key === 'path' || key === 'uri' ? undefined : v));

/** Outputs, each as text for people: one output a line. */
const OUTPUTS: Readonly<Record<string, (name: string, place: Files) => string>> = {
  text: (name, place) => text(run(name, place), false),
  json: (name, place) => withoutPaths(JSON.parse(json(run(name, place)))),
  jsonl: (name, place) => withoutPaths(parsed(jsonl(run(name, place)))),
  sarif: (name, place) =>
    withoutPaths(
      JSON.parse(
        sarif(
          run(name, place),
          rules.map((r) => r.meta),
          () => undefined,
        ),
      ),
    ),
};

function run(name: string, place: Files) {
  const files = named(place, name);
  const engine = engineOver(files, rules, { flags: { profile: 'audit' } });
  const reports = engine.paths().map((p) => engine.check(p));
  const at = { startLine: 1, startColumn: 1 };
  const problems = [
    ...engine.configProblems().map((p) => ({ path: p.path, ...at, message: p.message })),
    ...reports.flatMap((r) => r.problems.map((p) => ({ path: r.path, ...at, message: p.message }))),
  ];
  const findings = reports.flatMap((r) => printed(engine, r, (p) => p));
  const unread = [...files.keys()].map((p) => ({ path: p, extent: 'partly' as const, why: `${p} is cut`, ...at }));
  return { version: '0', days: PINNED_DAYS, findings, problems, unread, files: 1, suppressed: 0 };
}

/** Places that no message quotes: their names can only show in the code frames of `text`. */
const ONLY_IN_FRAMES: ReadonlySet<string> = new Set(
  'group of a user,port,label,ADD source,comment in a frame,URL of a download,environment name'.split(','),
);

test('each planted text is a token, and a plain name shows in each place', () => {
  for (const family of FAMILIES) assert.ok(detectInText(write(family)).length > 0, family);
  const plain = `plain${fake(14, 'a')}`;
  for (const [place, files] of Object.entries(PLACES)) {
    const seen = Object.entries(OUTPUTS).flatMap(([output, out]) => (shows(out(plain, files), plain) ? [output] : []));
    // Lines of `jsonl` are findings; problems of a configuration are not among them.
    const problem = place.startsWith('configuration');
    const expected = ONLY_IN_FRAMES.has(place)
      ? ['text']
      : place === 'key of a Secret' // A related place; `json` has none.
        ? ['text', 'sarif']
        : Object.keys(OUTPUTS).filter((o) => !problem || o !== 'jsonl');
    assert.deepEqual(seen, expected, place);
  }
});

for (const family of FAMILIES) {
  test(`no output shows ${family} in a name`, () => {
    const name = write(family);
    const leaks = Object.entries(PLACES).flatMap(([place, files]) =>
      Object.entries(OUTPUTS)
        .filter(([, out]) => shows(out(name, files), name))
        .map(([output]) => `${place} in ${output}`),
    );
    assert.deepEqual(leaks, []);
  });
}

for (const family of FAMILIES) {
  test(`no format of another program shows ${family} in a message`, () => {
    const name = write(family);
    const leaks = Object.entries(PLACES).flatMap(([place, files]) => {
      const one = run(name, files);
      const paths = new Set([...one.findings, ...one.problems, ...one.unread].map((f) => f.path));
      // Paths keep their value, as in the other machine formats.
      const withoutFiles = (out: string): string =>
        [...paths].reduce((text, path) => text.replaceAll(path, 'FILE'), out);
      return others(one)
        .filter(([, out]) => shows(withoutFiles(out), name))
        .map(([format]) => `${place} in ${format}`);
    });
    assert.deepEqual(leaks, []);
  });
}

test('machine formats keep the path of a file', () => {
  const name = write('ghp_<w36>');
  const place = { '@/Dockerfile': 'FROM alpine:3.22\nUSER root\n' };
  assert.ok(parsed(jsonl(run(name, place))).some((row) => (row as { path?: string }).path === `${name}/Dockerfile`));
  assert.ok(sarif(run(name, place), [], () => undefined).includes(`"uri": "${name}/Dockerfile"`));
});

test('invisible characters are escaped as text and as JSON, with the same value', () => {
  const all =
    '\u0000\u0007\u001b\u007f\u0085\u061c\u00ad\u200b\u200f\u202e\u2060\u2069\ufeff\u{e0001}\u{e0041}a\ufe0f\ufe0f\ud800';
  const kept = 'a\ufe0f';
  for (const shown of [forTerminal(all), jsonText(all)]) assert.doesNotMatch(shown.replace(kept, ''), /[^\x20-\x7e]/);
  assert.equal(JSON.parse(jsonText(all)), all);
  assert.equal(forTerminal('é 中 😀 a\tb\n'), 'é 中 😀 a\tb\n');
});

test('names form no link in SARIF, in a notification or in a terminal, and no command in a build log', () => {
  assert.equal(forSarif('a [x](http://e) \\'), 'a \\[x\\](http://e) \\\\');
  assert.equal(forNotification('[x](command:y)'), '[x] (command:y)');
  assert.doesNotMatch(forTerminal('\u001b]8;;http://e\u0007x'), /[\u001b\u0007]/);
  for (const line of ['::error::x', 'a ##[error]x', 'a ##vso[task.x]y']) {
    assert.doesNotMatch(forTerminal(line), /^::|##/);
    assert.doesNotMatch(jsonText(line), /^::|##/);
    assert.equal(JSON.parse(jsonText(line)), line);
  }
});
