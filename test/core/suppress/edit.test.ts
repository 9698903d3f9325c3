import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import type { Unit } from '../../../server/src/core/domain/unit.ts';
import { suppressionEdit } from '../../../server/src/core/suppress/edit.ts';
import { isSuppressed, readSuppressions } from '../../../server/src/core/suppress/suppressions.ts';
import { partsOf } from '../../../server/src/core/suppress/surroundings-yaml.ts';
import { type Span, shift } from '../../../server/src/core/text/span.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { apply, dockerfile, rootUser, rules, where, yaml } from '../../support/config-fixture.ts';

type Scope = 'here' | 'file';

function edited(unit: Unit, at: Span, scope: Scope = 'here', covers: Span = at, rule = 'user/root-user'): string {
  return apply(unit.text, suppressionEdit(unit, { at, covers }, rule, scope));
}

/** Applies the edit and checks that it suppresses the finding, changes nothing else, and does nothing a second time. */
function prove(
  make: (text: string) => Unit,
  text: string,
  at: Span,
  scope: Scope,
  covers: Span = at,
): string | undefined {
  const unit = make(text);
  const edits = suppressionEdit(unit, { at, covers }, rootUser.id, scope);
  if (edits.length === 0) return undefined;
  assert.equal(edits.length, 1);
  const edit = edits[0]!;
  assert.equal(edit.span.start, edit.span.end);
  const after = make(apply(text, edits));
  const moved = (s: Span): Span => (edit.span.start <= s.start ? shift(s, edit.text.length) : s);
  const finding = { at: moved(at), covers: moved(covers) };
  const reading = readSuppressions(after, rules);
  const shown = JSON.stringify({ text, at: text.slice(at.start, at.end), after: after.text });
  assert.deepEqual(reading.problems, [], shown);
  assert.ok(isSuppressed(finding, rootUser, reading.suppressions, PINNED_DAY), shown);
  assert.deepEqual(suppressionEdit(after, finding, rootUser.id, scope), [], `twice: ${shown}`);
  return after.text;
}

test('Dockerfile: above the first line of the instruction, with its indentation', () => {
  const unit = dockerfile('FROM a\n  RUN x && \\\n    y\n');
  assert.equal(
    edited(unit, where(unit.text, 'y')),
    'FROM a\n  # seaworthy: ignore[user/root-user]\n  RUN x && \\\n    y\n',
  );
});

test('an existing comment is extended', () => {
  const above = dockerfile('FROM a\n# seaworthy: ignore[image/mutable-tag] why\n# x\nUSER root\n');
  assert.equal(
    edited(above, where(above.text, 'root')),
    'FROM a\n# seaworthy: ignore[image/mutable-tag, user/root-user] why\n# x\nUSER root\n',
  );
  const all = dockerfile('FROM a\n# seaworthy: ignore[user/*] why\nUSER root\n');
  assert.deepEqual(
    suppressionEdit(all, { at: where(all.text, 'root'), covers: where(all.text, 'root') }, 'user/root-user', 'here'),
    [],
  );
  const end = yaml('services:\n  a:\n    user: root # seaworthy: ignore[image/mutable-tag]\n');
  assert.equal(
    edited(end, where(end.text, 'root')),
    'services:\n  a:\n    user: root # seaworthy: ignore[image/mutable-tag, user/root-user]\n',
  );
  const wider = yaml('# seaworthy: ignore[image/mutable-tag]\nservices:\n  a:\n    user: root\n');
  assert.equal(
    edited(wider, where(wider.text, 'root')),
    '# seaworthy: ignore[image/mutable-tag]\nservices:\n  a:\n    # seaworthy: ignore[user/root-user]\n    user: root\n',
  );
  const file = dockerfile('# seaworthy: ignore-file[image/*]\nFROM a\nUSER root\n');
  assert.equal(
    edited(file, where(file.text, 'root'), 'file'),
    '# seaworthy: ignore-file[image/*, user/root-user]\nFROM a\nUSER root\n',
  );
});

test('file scope: below the directives, at the top of the document', () => {
  const cases: [Unit, string, string][] = [
    [
      dockerfile('# syntax=x\n# escape=`\nFROM a\n'),
      'a\n',
      '# syntax=x\n# escape=`\n# seaworthy: ignore-file[user/root-user]\nFROM a\n',
    ],
    [
      dockerfile('# a comment\r\nFROM a\r\n'),
      'FROM',
      '# seaworthy: ignore-file[user/root-user]\r\n# a comment\r\nFROM a\r\n',
    ],
    [dockerfile('\uFEFFFROM a\n'), 'a', '\uFEFF# seaworthy: ignore-file[user/root-user]\nFROM a\n'],
    [yaml('a: 1\n'), 'a', '# seaworthy: ignore-file[user/root-user]\na: 1\n'],
    [yaml('---\na: 1\n'), 'a', '---\n# seaworthy: ignore-file[user/root-user]\na: 1\n'],
  ];
  for (const [unit, at, expected] of cases) assert.equal(edited(unit, where(unit.text, at), 'file'), expected);
});

test('a parser directive cannot have a comment above, so the file is ignored', () => {
  const unit = dockerfile('# syntax=evil/x\nFROM a\n');
  assert.equal(
    edited(unit, where(unit.text, 'evil/x')),
    '# syntax=evil/x\n# seaworthy: ignore-file[user/root-user]\nFROM a\n',
  );
});

test('JSON has no comments', () => {
  const text = '{"a": 1}';
  const json: Unit = { kind: 'other', path: 'a.json', text, start: 0, yaml: parseYaml(text, { json: true }) };
  const at = where(text, '1');
  for (const scope of ['here', 'file'] as const) {
    assert.deepEqual(suppressionEdit(json, { at, covers: at }, 'user/root-user', scope), []);
  }
});

test('Dockerfiles: every edit suppresses its finding', () => {
  const texts = [
    'FROM a\nUSER root\n',
    'FROM a',
    '# syntax=x\nFROM a\n\n\nRUN a \\\n # c\n b\n',
    '# escape=`\n# check=skip=all\n\nARG X=1\nFROM a:$X AS b\nONBUILD USER root\nFROM b\nRUN <<E\nUSER x\n# y\nE\nUSER 0',
    '\uFEFF# c\nFROM a\n\tUSER root\n# seaworthy: ignore[image/mutable-tag] x\nRUN b\n',
    '# seaworthy: ignore[image/mutable-tag]\nFROM a\n# seaworthy: ignore-file[secret/*]\nUSER root\n',
  ];
  let proved = 0;
  for (const base of texts) {
    for (const text of [base, base.replaceAll('\n', '\r\n')]) {
      const model = dockerfile(text).dockerfile;
      for (const stage of model.stages) {
        for (const i of [stage.from, ...stage.instructions]) {
          const places = [i.span, i.keywordSpan, ...i.args.map((a) => a.span), { start: i.span.end, end: i.span.end }];
          for (const at of places) {
            for (const scope of ['here', 'file'] as const) {
              assert.ok(prove(dockerfile, text, at, scope), JSON.stringify({ text, at }));
              prove(dockerfile, text, at, scope, stage.span);
              proved++;
            }
          }
        }
      }
    }
  }
  assert.ok(proved > 200, String(proved));
});

test('YAML: every edit suppresses its finding', () => {
  const texts = [
    'services:\n  web:\n    image: a\n    command: [x, {y: z}]\n    environment:\n    - A=1\n    - B=2\n  db: {image: b, user: root}\n',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: a\n    image: b\n    args:\n      - |\n        # x\n        y\n      - "two\n        lines"\n  -   image: c # why\n      env: [{name: A,\n        value: b}]\n',
    '---\n# c\na: &x\n  b: 1\nc: *x\nd:\n  <<: *x\n  e:\n  - - f\n    - g\n  -\n    h: i\n',
    'a:\n  {{- if .x }}\n  b: {{ .y }}\n  {{- end }}\n  c:\n    - d: {{ .z | quote }}\n',
    '# seaworthy: ignore[image/mutable-tag]\na:\n  # seaworthy: ignore[secret/*] x\n  - b: 1 # seaworthy: ignore[image/*]\n    c: 2\n',
    'k: >-\n  folded\n\n  text\nl:\n\n  m: n\n? o\n: p\n',
    '{a: 1,\n b: [2, 3]}\n',
  ];
  let proved = 0;
  let impossible = 0;
  for (const base of texts) {
    for (const text of [base, base.replaceAll('\n', '\r\n'), base.trimEnd(), `\uFEFF${base}`]) {
      const unit = yaml(text);
      assert.ok('yaml' in unit && unit.yaml);
      for (const part of partsOf(unit.yaml.root)) {
        const { start, end } = part.span;
        for (const at of [
          part.span,
          { start, end: start + 1 },
          { start, end: start },
          part.value?.span ?? { start: end - 1, end },
        ]) {
          for (const scope of ['here', 'file'] as const) {
            if (prove(yaml, text, at, scope) === undefined) impossible++;
            else proved++;
          }
        }
      }
    }
  }
  assert.ok(proved > 800, String(proved));
  assert.equal(impossible, 0);
});

test('a comment with a last day is not extended: the day is not meant for another rule', () => {
  const unit = dockerfile('FROM a\n# seaworthy: ignore[image/mutable-tag] until=2027-01-31 why\nUSER root\n');
  assert.equal(
    edited(unit, where(unit.text, 'USER root')),
    'FROM a\n# seaworthy: ignore[image/mutable-tag] until=2027-01-31 why\n# seaworthy: ignore[user/root-user]\nUSER root\n',
  );
});
