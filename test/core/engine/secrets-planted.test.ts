/** Every sample of every provider is planted wherever files hold values, and the engine finds it with its exact span. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { providers } from '../../../server/src/core/secrets/detect/providers/all.ts';
import type { Provider } from '../../../server/src/core/secrets/detect/providers/provider.ts';
import { write } from '../../support/secrets-fake.ts';

/** Minimum percentage of samples that must be found with the exact span in each kind of place. */
const LEAST = 98;

/** Mark the secret in a text until the file is written. */
const [OPEN, CLOSE] = ['\u{e000}', '\u{e001}'];

interface Sample {
  readonly id: string;
  /** The variable or key that the row requires, if any. */
  readonly name: string | undefined;
  /** The text at that place, with the secret marked. */
  readonly value: string;
}

/** The sample with its secret marked: the row's group, or its whole match. */
function sampleOf(row: Provider, template: string): Sample {
  const text = write(template);
  const pattern = new RegExp(row.pattern, row.ignoreCase ? 'di' : 'd');
  const indices = pattern.exec(text)?.indices;
  const [start, matched] = indices?.[0] ?? [0, 0];
  const [from, to] = indices?.[1] ?? [start, row.extend ? text.length : matched];
  const marked = text.slice(0, from) + OPEN + text.slice(from, to) + CLOSE + text.slice(to);
  const setting = row.named ? /^([A-Za-z_]\w*) ?[=:] ?(\S+)$/.exec(marked) : undefined;
  return { id: row.id, name: setting?.[1], value: setting?.[2] ?? (text.startsWith('"') ? `{${marked}}` : marked) };
}

const samples = providers.flatMap((row) => row.samples.map((template) => sampleOf(row, template)));

/** Longer values around a token, where its characters allow it. */
const shapes: readonly (readonly [name: string, of: (sample: Sample) => Sample | undefined])[] = [
  ['alone', (s) => s],
  [
    'in a URL',
    (s) => (s.name === undefined && isWord(s) ? around(s, 'https://api.acme.test/v1?token=', '&page=2') : undefined),
  ],
  ['in JSON', (s) => inJson(s)],
  ['in a list', (s) => (s.name === undefined && isWord(s) ? around(s, 'first,', ',last') : undefined)],
];
const isWord = ({ value }: Sample): boolean => /^[\w.~-]+$/.test(value.replace(OPEN, '').replace(CLOSE, ''));
const around = (s: Sample, before: string, after: string): Sample => ({ ...s, value: `${before}${s.value}${after}` });
const inJson = (s: Sample): Sample | undefined =>
  /["$]/.test(s.value)
    ? undefined
    : { id: s.id, name: undefined, value: `{"retries":3,"${s.name ?? 'value'}":"${s.value}","debug":false}` };

const base64 = (value: string): string => OPEN + Buffer.from(bare(value)).toString('base64') + CLOSE;
const bare = (value: string): string => value.replace(OPEN, '').replace(CLOSE, '');
const quoted = (value: string): string => (/["$\\]/.test(value) ? `'${value}'` : `"${value}"`);
const word = (value: string): string => (/^[\w.:/@%+=~,-]+$/.test(bare(value)) ? value : quoted(value));
/** Compose reads `$$` as a dollar. */
const dollars = (value: string): string => value.replaceAll('$', '$$$$');
const lines = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`);

interface Place {
  readonly name: string;
  readonly path: string;
  readonly head: string;
  /** The lines that hold the sample; `n` is different for each. */
  readonly planted: (sample: Sample, n: number) => string;
}

const manifest = (kind: string, n: number, rest: string): string =>
  `---\napiVersion: v1\nkind: ${kind}\nmetadata:\n  name: shop-${n}\n${rest}\n`;

const places: readonly Place[] = [
  {
    name: 'Dockerfile ENV',
    path: 'a/Dockerfile',
    head: 'FROM alpine:3.22\n',
    planted: (s) => `ENV ${s.name ?? 'X_VALUE'}=${word(s.value)}\n`,
  },
  {
    name: 'Dockerfile RUN curl',
    path: 'b/Dockerfile',
    head: 'FROM alpine:3.22\n',
    planted: (s) => `RUN curl -fsS -H ${quoted(`${s.name ?? 'X-Thing'}: ${s.value}`)} https://files.acme.test/a\n`,
  },
  {
    name: 'Dockerfile RUN echo',
    path: 'c/Dockerfile',
    head: 'FROM alpine:3.22\n',
    planted: (s) => `RUN echo ${word(s.name === undefined ? s.value : `${s.name}=${s.value}`)} >> /app/settings\n`,
  },
  {
    name: 'Compose map',
    path: 'a/compose.yaml',
    head: 'services:\n',
    planted: (s, n) =>
      `  a${n}:\n    image: ghcr.io/acme/shop:1\n    environment:\n      ${s.name ?? 'X_VALUE'}: ${quoted(dollars(s.value))}\n`,
  },
  {
    name: 'Compose list',
    path: 'b/compose.yaml',
    head: 'services:\n',
    planted: (s, n) =>
      `  a${n}:\n    image: ghcr.io/acme/shop:1\n    environment:\n      - ${quoted(`${s.name ?? 'X_VALUE'}=${dollars(s.value)}`)}\n`,
  },
  {
    name: 'pod env',
    path: 'pods.yaml',
    head: '',
    planted: (s, n) =>
      manifest(
        'Pod',
        n,
        `spec:\n  containers:\n    - name: shop\n      image: ghcr.io/acme/shop:1\n      env:\n        - name: ${s.name ?? 'X_VALUE'}\n          value: ${quoted(s.value)}`,
      ),
  },
  {
    name: 'ConfigMap value',
    path: 'maps.yaml',
    head: '',
    planted: (s, n) => manifest('ConfigMap', n, `data:\n  ${s.name ?? 'x-value'}: ${quoted(s.value)}`),
  },
  {
    name: 'ConfigMap file',
    path: 'files.yaml',
    head: '',
    planted: (s, n) =>
      manifest(
        'ConfigMap',
        n,
        `data:\n  app.conf: |\n    ${lines(`# settings\ndebug = true\n${s.name ?? 'x-value'} = ${s.value}\nretries = 3`, '    ')}`,
      ),
  },
  {
    name: 'Secret data',
    path: 'secrets.yaml',
    head: '',
    planted: (s, n) => manifest('Secret', n, `data:\n  ${s.name ?? 'x-value'}: ${base64(s.value)}`),
  },
];

/** The text without its marks, and the place of each marked piece. */
function unmarked(text: string): { readonly text: string; readonly spans: string[] } {
  const spans: string[] = [];
  let out = '';
  let open = 0;
  for (const piece of text.split(/([\u{e000}\u{e001}])/u)) {
    if (piece === OPEN) open = out.length;
    else if (piece === CLOSE) spans.push(`${open}-${out.length}`);
    else out += piece;
  }
  return { text: out, spans };
}

/** The ids of samples that the engine misses or finds at another place. */
function missed(place: Place, planted: readonly Sample[]): string[] {
  const { text, spans } = unmarked(place.head + planted.map(place.planted).join(''));
  assert.equal(spans.length, planted.length);
  const engine = engineOver(new Map([[place.path, text]]), rules);
  const found = new Set(
    engine
      .check(place.path)
      .findings.filter((f) => f.rule.startsWith('secret/'))
      .flatMap((f) => [f.span, ...f.related.map((r) => r.span)])
      .map((s) => `${s.start}-${s.end}`),
  );
  return planted.flatMap(({ id }, i) => (found.has(spans[i] ?? '') ? [] : [id]));
}

for (const place of places) {
  for (const [shape, of] of shapes) {
    test(`${place.name}, ${shape}: at least ${LEAST} % found to the letter`, (t) => {
      const planted = samples.flatMap((s) => of(s) ?? []);
      assert.ok(planted.length > 200, `${planted.length}`);
      const not = missed(place, planted);
      const share = (100 * (planted.length - not.length)) / planted.length;
      t.diagnostic(`${share.toFixed(1)} % of ${planted.length}${not.length > 0 ? `; not: ${not.join(', ')}` : ''}`);
      assert.ok(share >= LEAST, `${share.toFixed(1)} %, not: ${not.join(', ')}`);
    });
  }
}

test('an absent sample does not count as found', () => {
  const [place] = places;
  assert.ok(place);
  assert.deepEqual(missed(place, [{ id: 'none', name: undefined, value: `${OPEN}plain-words${CLOSE}` }]), ['none']);
});
