/** The settings that the containers of one file lack are one finding. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { apart, otherPlaces } from '../../../server/src/core/engine/joined.ts';
import type { Reported } from '../../../server/src/core/engine/report.ts';
import type { Profile } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { applyEdits } from '../../../server/src/core/text/edits.ts';

const HARDENING = 'privilege/missing-hardening';

interface Options {
  readonly path?: string;
  readonly config?: string;
  readonly profile?: Profile;
}

function engineWith(text: string, { path = 'compose.yaml', config = '', profile = 'strict' }: Options = {}) {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile } });
  if (config !== '') engine.setFile('.seaworthy.yaml', config);
  engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

/** The findings about missing settings in a file. */
const missing = (text: string, options: Options = {}): readonly Reported[] =>
  engineWith(text, options)
    .check(options.path ?? 'compose.yaml')
    .findings.filter((f) => f.rule === HARDENING || f.rule.startsWith('resource/'));

const lineOf = (text: string, { span }: { readonly span: { readonly start: number } }): number =>
  text.slice(0, span.start).split('\n').length;

const service = (name: string, ...lines: readonly string[]): string =>
  [`  ${name}:`, `    image: registry.shop.example/${name}:1.4.2`, ...lines.map((line) => `    ${line}`), ''].join(
    '\n',
  );
const services = (...list: readonly string[]): string => `services:\n${list.join('')}`;
const pod = (name: string, note = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:${note}\n  name: ${name}\nspec:\n  containers:\n    - name: ${name}\n      image: registry.shop.example/${name}:1.4.2\n`;

describe('one finding a file', () => {
  test('services: at the first that publishes a port, with the places of the others', () => {
    const text = services(service('db'), service('web', 'ports: ["8080:80"]'), service('mail', 'ports: ["8025:8025"]'));
    const [found, ...others] = missing(text);
    assert.deepEqual(others, []);
    assert.equal(lineOf(text, found!), 4);
    assert.deepEqual(
      found!.related.map((place) => lineOf(text, place)),
      [2, 7],
    );
    assert.ok(found!.related.every(({ affected }) => affected));
    assert.match(found!.message, /; reported for 2 others in this file too$/);
  });

  test('documents: at the first', () => {
    const text = [pod('a'), pod('b'), pod('c')].join('---\n');
    const [found, ...others] = missing(text, { path: 'pods.yaml' });
    assert.deepEqual(others, []);
    assert.equal(lineOf(text, found!), 7);
    assert.equal(found!.related.length, 2);
  });

  test('a port that stays inside of the network does not count', () => {
    const text = services(
      service('db'),
      service('web', 'ports: ["8080:80"]', 'network_mode: none'),
      service('mail', 'expose: ["8025"]'),
    );
    assert.equal(lineOf(text, missing(text)[0]!), 2);
  });

  test('one alone says nothing of others', () => {
    const [found] = missing(services(service('db')));
    assert.deepEqual(found!.related, []);
    assert.doesNotMatch(found!.message, /other/);
  });

  test('a setting that is missing alone, apart from services that lack more', () => {
    const limits = ['cpus: 1', 'pids_limit: 100'];
    const hard = ['read_only: true', 'cap_drop: [ALL]', 'security_opt: ["no-new-privileges:true"]', ...limits];
    const text = services(service('a', ...hard), service('b'), service('c', ...hard), service('d'));
    assert.deepEqual(
      missing(text).map((f) => [f.rule, lineOf(text, f), ...f.related.map((place) => lineOf(text, place))]),
      [
        ['resource/missing-memory-limit', 2, 11],
        [HARDENING, 9, 18],
      ],
    );
  });

  test('the profile audit reports each setting of each service', () => {
    const all = missing(services(service('a'), service('b')), { profile: 'audit' });
    assert.deepEqual(
      all.map(({ related }) => related.length),
      all.map(() => 0),
    );
    assert.ok(all.length >= 6);
  });

  test('where folding is off, settings that the configuration names are reported one by one', () => {
    const config = `rules:\n  ${HARDENING}: off\n  resource/missing-memory-limit: warning\n`;
    assert.equal(missing(services(service('a'), service('b')), { config }).length, 2);
  });
});

describe('the fingerprint', () => {
  const printOf = (text: string): string | undefined => missing(text)[0]?.fingerprint;
  test('stays when services come and go, and when another one publishes a port', () => {
    const alone = printOf(services(service('b')));
    assert.ok(alone);
    assert.equal(printOf(services(service('a'), service('b'))), alone);
    assert.equal(printOf(services(service('a'), service('b', 'ports: ["80:80"]'))), alone);
    assert.equal(printOf(services(service('a'))), alone);
  });

  test('differs at each place', () => {
    const [found] = missing(services(service('a'), service('b'), service('c')));
    const prints = [found!, ...apart([found!])].map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(prints).size, 4);
  });
});

describe('ignore comments', () => {
  const comment = `# seaworthy: ignore[${HARDENING}] test`;
  test('at another place leave that place out', () => {
    const text = services(service('a'), `  ${comment}\n`, service('b'), service('c'));
    const [found, ...others] = missing(text);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [found!, ...found!.related].map((place) => lineOf(text, place)),
      [2, 7],
    );
  });

  test('at the first place move the finding to the next', () => {
    const text = services(`  ${comment}\n`, service('a'), service('b'));
    assert.deepEqual(
      missing(text).map((f) => lineOf(text, f)),
      [5],
    );
  });
});

describe('fixes', () => {
  const NO_NEW = 'Set `no-new-privileges:true`';
  const text = services(service('a'), service('b', 'security_opt: ["no-new-privileges:true"]'), service('c'));
  test('the first adds to every place what needs no test, the others to the first place', () => {
    const [found] = missing(text);
    assert.deepEqual(
      found!.fixes.slice(0, 2).map(({ title }) => title),
      [`${NO_NEW} in 2 places`, NO_NEW],
    );
    const [change] = found!.fixes[0]!.changes();
    assert.ok(change && 'edits' in change);
    const hard = ['security_opt:', '  - no-new-privileges:true'];
    assert.equal(
      applyEdits(text, change.edits),
      services(service('a', ...hard), service('b', 'security_opt: ["no-new-privileges:true"]'), service('c', ...hard)),
    );
  });

  test('of another place are those of its own container', () => {
    const places = otherPlaces(missing(text));
    assert.deepEqual(
      places.map((place) => lineOf(text, place)),
      [4, 7],
    );
    assert.equal(places[1]!.fixes[0]!.title, NO_NEW);
    assert.ok(!places[0]!.fixes.some(({ title }) => title.startsWith(NO_NEW)));
  });

  test('of all findings in a file reach every place', () => {
    const engine = engineWith(text);
    const [change] = engine.fixAll('compose.yaml', (f) => (f.rule === HARDENING ? f.fixes[0] : undefined));
    assert.ok(change && 'edits' in change);
    assert.equal(applyEdits(text, change.edits).match(/no-new-privileges:true/g)?.length, 3);
  });
});

test('an edit of one document keeps the related places in the others', () => {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  const check = (text: string): Reported => {
    engine.setFile('pods.yaml', text);
    return engine.check('pods.yaml').findings.find((f) => f.rule === HARDENING)!;
  };
  const before = check([pod('a'), pod('b')].join('---\n'));
  assert.equal(check([pod('a'), pod('b'), 'kind: List\n'].join('---\n')), before);
  assert.equal(check([pod('a'), pod('b', ' # longer'), 'kind: List\n'].join('---\n')).related.length, 1);
  assert.equal(check([pod('a'), pod('b'), pod('c')].join('---\n')).related.length, 2);
});
