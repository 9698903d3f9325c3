import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import type { Unit } from '../../../server/src/core/domain/unit.ts';
import type { RuleMeta } from '../../../server/src/core/rule/rule.ts';
import { isSuppressed, readSuppressions } from '../../../server/src/core/suppress/suppressions.ts';
import type { Span } from '../../../server/src/core/text/span.ts';
import { dockerfile, mutableTag, rootUser, rules, secretArg, where, yaml } from '../../support/config-fixture.ts';
import { assertGrowth } from '../../support/growth.ts';

/** Whether a finding of `rule` at `at` (covering `covers`) is suppressed in `unit`. */
function silent(unit: Unit, at: string | Span, rule: RuleMeta = rootUser, covers: string | Span = at): boolean {
  const place = (s: string | Span) => (typeof s === 'string' ? where(unit.text, s) : s);
  return (
    isSuppressed(
      { at: place(at), covers: place(covers) },
      rule,
      readSuppressions(unit, rules).suppressions,
      PINNED_DAY,
    ) !== undefined
  );
}
function problems(unit: Unit): string[] {
  const { problems: wrong, unknown } = readSuppressions(unit, rules);
  const names = unknown.map(({ name, message }) => ({ at: name.at, message }));
  return [...wrong, ...names].map((p) => `${unit.text.slice(p.at.start, p.at.end)}: ${p.message}`);
}

test('Dockerfile: the instruction below, and settings missing in the stage of a FROM', () => {
  const text = 'FROM a AS x\n# seaworthy: ignore[user/root-user] needs it\n# more\nUSER root\nUSER 0\nFROM b\nRUN x\n';
  const unit = dockerfile(text);
  assert.deepEqual(problems(unit), []);
  assert.equal(silent(unit, 'root\n'), true);
  assert.equal(silent(unit, 'root\n', mutableTag), false);
  assert.equal(silent(unit, 'USER 0'), false);
  const [s] = readSuppressions(unit, rules).suppressions;
  assert.equal(s?.reason, 'needs it');
  assert.equal(s?.scope, 'next');
  assert.equal(s?.text, '# seaworthy: ignore[user/root-user] needs it');

  const above = dockerfile('FROM a\n# seaworthy: ignore[user/*]\nFROM b\nRUN x\nUSER root\n');
  const stage = { start: where(above.text, 'FROM b').start, end: above.text.length };
  assert.equal(silent(above, 'b', rootUser, stage), true);
  assert.equal(silent(above, 'USER root', rootUser, stage), true);
  assert.equal(silent(above, 'USER root'), false);
  assert.equal(silent(above, 'FROM a'), false);
});

test('Dockerfile: directly above, or inside the instruction', () => {
  assert.match(
    problems(dockerfile('FROM a\n# seaworthy: ignore[user/root-user]\n\nUSER root\n'))[0]!,
    /covers nothing/,
  );
  assert.match(problems(dockerfile('FROM a\n# seaworthy: ignore[user/root-user]\n'))[0]!, /covers nothing/);
  const inside = dockerfile('FROM a\nRUN one && \\\n  # seaworthy: ignore[user/root-user]\n  two\nRUN three\n');
  assert.equal(silent(inside, 'two'), true);
  assert.equal(silent(inside, 'three'), false);
  const args = dockerfile('# c\n# seaworthy: ignore[image/mutable-tag]\nARG V=latest\nFROM a:$V\n');
  assert.equal(silent(args, 'V=latest', mutableTag), true);
  const heredoc = dockerfile('FROM a\nRUN <<E\n# seaworthy: ignore[user/root-user]\nE\nUSER root\n');
  assert.deepEqual(readSuppressions(heredoc, rules), { suppressions: [], problems: [], unknown: [] });
  const trailing = dockerfile('FROM a\nUSER root # seaworthy: ignore[user/root-user]\n');
  assert.match(
    problems(trailing)[0]!,
    /^# seaworthy: ignore\[user\/root-user\]: a Dockerfile has no comments at the end/,
  );
  assert.equal(silent(trailing, 'USER root'), false);
});

test('ignore-file covers everything', () => {
  const unit = dockerfile(
    '# syntax=docker/dockerfile:1\n# seaworthy: ignore-file[user/*, image/mutable-tag] old\nFROM a\nUSER root\n',
  );
  assert.equal(silent(unit, 'USER root'), true);
  assert.equal(silent(unit, 'docker/dockerfile:1', mutableTag), true);
  assert.equal(silent(unit, 'USER root', secretArg), false);
  assert.equal(readSuppressions(unit, rules).suppressions[0]?.reach, undefined);
});

test('errors in Seaworthy comments', () => {
  const cases: [string, RegExp][] = [
    ['# seaworthy: ignore', /^# seaworthy: ignore: `ignore` names no rule/],
    ['# seaworthy: ignore[]', /names no rule/],
    ['# seaworthy: ignore user/root-user', /names no rule/],
    ['# seaworthy: ignore-file', /`ignore-file` names no rule/],
    ['# seaworthy: ignore[user/root-user', /names no rule/],
    ['# seaworthy: disable[user/root-user]', /`disable` is unknown/],
    ['# seaworthy: ignore[user/rootuser]', /^user\/rootuser: Unknown rule.*did you mean `user\/root-user`\?/],
    ['# seaworthy: ignore[user/root-user, DL3007]', /^DL3007: .*the Seaworthy rule is `image\/mutable-tag`/],
    ['# seaworthy: ignore[*]', /^\*: Unknown rule/],
  ];
  for (const [comment, message] of cases) {
    const found = problems(dockerfile(`FROM a\n${comment}\nUSER root\n`));
    assert.equal(found.length, 1, comment);
    assert.match(found[0]!, message);
  }
  assert.equal(
    silent(dockerfile('FROM a\n# seaworthy: ignore[user/x, user/root-user]\nUSER root\n'), 'USER root'),
    true,
  );
  for (const prose of ['# seaworthy: a linter', '# see seaworthy: ignore', '# seaworthy', '#seaworthy ignore[x]']) {
    assert.deepEqual(readSuppressions(dockerfile(`FROM a\n${prose}\nUSER root\n`), rules), {
      suppressions: [],
      problems: [],
      unknown: [],
    });
  }
  assert.equal(silent(dockerfile('FROM a\n#SEAWORTHY:Ignore[ user/root-user ]why\nUSER root\n'), 'USER root'), true);
});

const pod = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    # seaworthy: ignore[user/root-user] job
    - name: app
      image: a
    - name: web # seaworthy: ignore[user/root-user]
      image: b
      securityContext:
        runAsUser: 0
    - name: db
      # seaworthy: ignore[image/mutable-tag]
      image: c
      command: [x, "# seaworthy: ignore[user/root-user]"]
      args:
        - |
          # seaworthy: ignore[user/root-user]
          y
`;

test('YAML: a comment above an item covers all of it; at a line end, its entry and what begins there', () => {
  const unit = yaml(pod);
  assert.deepEqual(problems(unit), []);
  assert.equal(readSuppressions(unit, rules).suppressions.length, 3);
  const item = (name: string, last: string): Span => ({
    start: where(pod, `- name: ${name}`).start,
    end: where(pod, last).end,
  });
  assert.equal(silent(unit, 'image: a'), true);
  assert.equal(silent(unit, 'image: b'), false);
  assert.equal(silent(unit, 'runAsUser: 0'), false);
  assert.equal(silent(unit, 'runAsUser: 0', rootUser, item('web', 'runAsUser: 0')), true);
  assert.equal(silent(unit, 'image: c', mutableTag, item('db', 'image: c')), true);
  assert.equal(silent(unit, 'name: db', mutableTag, item('db', 'image: c')), false);
  assert.equal(silent(unit, 'image: c'), false);
});

test('YAML: block openers, values over lines, flow', () => {
  const text = `services: # seaworthy: ignore[image/mutable-tag]
  web: # seaworthy: ignore[user/root-user]
    image: a
    command: "one
      two" # seaworthy: ignore[image/mutable-tag]
    entrypoint: | # seaworthy: ignore[image/mutable-tag]
      three
    user: root
    ports: [
      "80", # seaworthy: ignore[image/mutable-tag]
      "81"]
    # seaworthy: ignore[user/root-user]

    tty: true
  # seaworthy: ignore[secret/*]
  db: {image: b}
`;
  const unit = yaml(text);
  const service = { start: where(text, 'web:').start, end: where(text, '"81"]').end };
  assert.equal(silent(unit, 'user: root', rootUser, service), true);
  assert.equal(silent(unit, 'user: root'), false);
  assert.equal(silent(unit, 'image: a', mutableTag), false);
  assert.equal(silent(unit, 'one', mutableTag), true);
  assert.equal(silent(unit, 'three', mutableTag), true);
  assert.equal(silent(unit, '"80"', mutableTag), true);
  assert.equal(silent(unit, '"81"', mutableTag), false);
  assert.equal(silent(unit, 'image: b', secretArg), true);
  assert.match(problems(unit)[0]!, /covers nothing/);
});

test('YAML: document marker, template lines, merges and anchors may surround it', () => {
  const cases: [string, string, boolean][] = [
    ['# seaworthy: ignore[user/*]\n---\na: 1\nb: 2\n', 'a: 1', true],
    ['# seaworthy: ignore[user/*]\n---\na: 1\nb: 2\n', 'b: 2', false],
    ['a:\n  # seaworthy: ignore[user/*]\n  {{- if .x }}\n  b: 1\n  {{- end }}\n', 'b: 1', true],
    ['x: &x {a: 1}\ny:\n  # seaworthy: ignore[user/*]\n  <<: *x\n  b: 1\n', '*x', true],
    ['x: &x {a: 1}\ny:\n  # seaworthy: ignore[user/*]\n  <<: *x\n  b: 1\n', 'b: 1', false],
    ['# seaworthy: ignore[user/*]\n&a k: v\n', 'k: v', true],
    ['# seaworthy: ignore[user/*]\n{a: 1, b: 2}\n', 'b: 2', true],
    ['\uFEFF# seaworthy: ignore[user/*]\r\na: 1\r\nb: 2\r\n', 'a: 1', true],
    ['a: 1\r\nb: 2 # seaworthy: ignore[user/*]\r\nc: 3', 'b: 2', true],
    ['a: 1\r\nb: 2 # seaworthy: ignore[user/*]\r\nc: 3', 'c: 3', false],
  ];
  for (const [text, at, expected] of cases) assert.equal(silent(yaml(text), at), expected, text);
});

test('the cost of comments grows with their number', () => {
  const text: Readonly<Record<string, (n: number) => Unit>> = {
    'in YAML': (n) =>
      yaml(
        `apiVersion: v1\nkind: X\n${Array.from({ length: n }, (_, i) => `k${i}: v # seaworthy: ignore[user/root-user]`).join('\n')}\n`,
      ),
    'in a Dockerfile': (n) => dockerfile(`FROM a\n${'# seaworthy: ignore[user/root-user]\n'.repeat(n)}USER root\n`),
    'behind an instruction': (n) => dockerfile(`FROM a\nRUN ${'# seaworthy : '.repeat(n)}\n`),
  };
  for (const [name, make] of Object.entries(text)) {
    const [few, many] = [make(500), make(2000)];
    const read = (unit: Unit) => () => readSuppressions(unit, rules);
    assertGrowth(name, 10, read(few), read(many));
    if (name !== 'behind an instruction') assert.equal(readSuppressions(many, rules).suppressions.length, 2000);
  }
});

test('a last day, before the reason', () => {
  const until = (text: string) => {
    const [one] = readSuppressions(
      dockerfile(`FROM a\n# seaworthy: ignore[user/root-user]${text}\nUSER root\n`),
      rules,
    ).suppressions;
    return one && [one.until, one.reason];
  };
  assert.deepEqual(until(' until=2027-01-31 binds port 80'), ['2027-01-31', 'binds port 80']);
  assert.deepEqual(until('until = 2027-01-31'), ['2027-01-31', '']);
  assert.deepEqual(until(' until the move'), [undefined, 'until the move']);
  for (const wrong of ['2027-02-30', '2027-1-31', '31.1.2027', ''])
    assert.equal(until(` until=${wrong} binds port 80`), undefined, wrong);
  const wrong = dockerfile('FROM a\n# seaworthy: ignore[user/root-user] until=tomorrow x\nUSER root\n');
  assert.match(problems(wrong)[0]!, /: `until` must be a day such as `until=2027-01-31`$/);
  const on = (day: string) => `FROM a\n# seaworthy: ignore[user/root-user] until=${day}\nUSER root\n`;
  assert.deepEqual(
    ['2026-11-20', '2026-11-21', '2026-11-22'].map((day) => silent(dockerfile(on(day)), 'USER root')),
    [false, true, true],
  );
});
