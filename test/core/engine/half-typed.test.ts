/** Files that are being typed: findings are reported, but fixes are offered only where the text they edit was read whole. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges, engineOver } from '../../../scripts/lib/prove.ts';
import { isFullyParsed, mayComment } from '../../../server/src/core/domain/editable.ts';
import { readUnit } from '../../../server/src/core/engine/analyse.ts';
import type { Reported } from '../../../server/src/core/engine/report.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { suppressionEdit } from '../../../server/src/core/suppress/edit.ts';
import { workspaceStore } from '../../../server/src/core/workspace/index.ts';

const findingsIn = (files: Readonly<Record<string, string>>, path: string): readonly Reported[] =>
  engineOver(new Map(Object.entries(files)), rules, { flags: { profile: 'audit' } }).check(path).findings;

const titlesIn = (files: Readonly<Record<string, string>>, path: string): string[] =>
  findingsIn(files, path).flatMap((f) => f.fixes.map((fix) => fix.title));

/** The report behind the fix: one key indented too deep. */
const SERVICE = 'services:\n  shop:\n    privileged: true\n    image: nginx:1.27\n      command: serve\n';
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: a\n      image: nginx:1.27\n        ports:\n    - name: b\n      image: nginx:1.27\n    - name: c\n      image: nginx:1.27\n';

test('a key that is indented too deep: found, and no fix', () => {
  for (const [path, text] of [
    ['compose.yaml', SERVICE],
    ['pod.yaml', POD],
  ] as const) {
    const engine = engineOver(new Map([[path, text]]), rules, { flags: { profile: 'strict' } });
    const { findings } = engine.check(path);
    assert.ok(findings.length > 0, path);
    assert.deepEqual(
      findings.flatMap((f) => f.fixes.map((fix) => fix.title)),
      [],
      path,
    );
    assert.deepEqual(
      engine.fixAll(path, (f) => f.fixes[0]),
      [],
      path,
    );
  }
});

test('the same without the mistake has fixes, which add each setting once', () => {
  const files = new Map([['compose.yaml', SERVICE.replace('      command', '    command')]]);
  const engine = engineOver(files, rules, { flags: { profile: 'strict' } });
  const fold = engine.check('compose.yaml').findings.find((f) => f.rule === 'privilege/missing-hardening');
  const text = applyChanges(files, fold?.fixes[0]?.changes() ?? []).get('compose.yaml') ?? '';
  assert.equal(text.split('no-new-privileges:true').length, 2);
});

test('only the document with the mistake has no fixes', () => {
  const pod = POD.replace('        ports:\n', '');
  const engine = engineOver(new Map([['pods.yaml', `${pod}---\n${POD}`]]), rules, { flags: { profile: 'strict' } });
  const fixable = engine.check('pods.yaml').findings.map((f) => [f.span.start < pod.length, f.fixes.length > 0]);
  assert.ok(fixable.length >= 2);
  for (const [isFirst, hasFixes] of fixable) if (!isFirst) assert.equal(hasFixes, false);
  assert.ok(fixable.some(([isFirst, hasFixes]) => isFirst && hasFixes));
});

test('a Dockerfile: the unfinished instruction gets no fix, the others do', () => {
  const added = (last: string): string[] =>
    titlesIn({ Dockerfile: `FROM alpine:3.22\n${last}` }, 'Dockerfile').filter((t) => t === 'Remove `sudo`');
  assert.equal(added('RUN sudo a\nCMD ["sh"]\n').length, 1);
  assert.equal(added('RUN sudo a\nCMD ["sh\n').length, 1, 'another instruction is open');
  for (const [whole, open] of [
    ['RUN sudo echo "a"\n', 'RUN sudo echo "a\n'],
    ['RUN sudo echo a\n', 'RUN sudo echo a \\\n'],
    ['RUN sudo echo a \\\n  b\n', 'RUN sudo echo a \\\nCOPY a b\n'],
  ] as const) {
    assert.ok(added(whole).length > 0, whole);
    assert.deepEqual(added(open), [], open);
  }
});

test('unclosed parts of a Dockerfile', () => {
  const open = (line: string): string | undefined => {
    const engine = engineOver(new Map([['Dockerfile', `FROM alpine:3.22\n${line}\n`]]), rules);
    const unit = engine.unitAt('Dockerfile', 0);
    return unit?.kind === 'dockerfile' ? unit.dockerfile.instructions[1]?.incomplete : 'no Dockerfile';
  };
  for (const [line, what] of [
    ['RUN echo "a', 'quote'],
    ["ENV A='b c", 'quote'],
    ['RUN <<EOF\necho a', 'heredoc'],
    ['CMD ["a", ', 'array'],
    ['CMD ["a", b]', 'array'],
    ['RUN ["a"', 'array'],
    ['RUN a \\', 'continuation'],
    ['RUN a \\\nUSER b', 'joined'],
    ['RU a', 'keyword'],
    ['ONBUILD RUN echo "a', 'quote'],
  ] as const)
    assert.equal(open(line), what, line);
  for (const line of [
    'RUN echo "a" \'b"\'',
    "RUN echo it\\'s",
    "RUN echo a # it's",
    'RUN [ -f a ] && b',
    'RUN [ "$A" = b ] || c',
    'CMD ["a", "it\'s"]',
    'RUN <<EOF\necho "a\nEOF',
    'HEALTHCHECK --interval=5m \\\n  CMD curl -f http://localhost/',
    'RUN a \\\n  # it is\n  && b',
    "MAINTAINER O'Brien",
    'ONBUILD RUN a',
  ])
    assert.equal(open(line), undefined, line);
});

test('a fix that edits another file is offered only where that one was read whole', () => {
  const dockerfile = 'FROM alpine:3.22\nARG API_TOKEN\nRUN fetch --token "$API_TOKEN"\n';
  const compose = (end: string): string =>
    `services:\n  shop:\n    build:\n      context: .\n      args:\n        API_TOKEN: mT9-kQv2z7Rx4w\n${end}`;
  const titles = (end: string): string[] =>
    findingsIn({ Dockerfile: dockerfile, 'compose.yaml': compose(end) }, 'Dockerfile')
      .filter((f) => f.rule.startsWith('secret/'))
      .flatMap((f) => f.fixes.map((fix) => fix.title));
  assert.ok(titles('').length > 0);
  assert.deepEqual(titles('      x: "a\n'), []);
});

test('fixes of a finding that is kept follow what is read whole elsewhere', () => {
  const compose = (end: string): string =>
    `services:\n  shop:\n    build:\n      context: .\n      args:\n        API_TOKEN: mT9-kQv2z7Rx4w\n${end}`;
  const dockerfile = 'FROM alpine:3.22\nARG API_TOKEN\nRUN fetch --token "$API_TOKEN"\n';
  const engine = engineOver(new Map(Object.entries({ Dockerfile: dockerfile, 'compose.yaml': compose('') })), rules);
  const find = (): Reported => engine.check('Dockerfile').findings.find((f) => f.rule.startsWith('secret/'))!;
  const kept = find();
  assert.ok(kept.fixes.length > 0);
  // A comment in the broken line: no fact of the file becomes another, so that nothing is judged again.
  engine.setFile('compose.yaml', compose('# "a\n      x: "a\n'));
  assert.deepEqual([kept.fixes, find().fixes], [[], []]);
  engine.setFile('compose.yaml', compose('# a\n'));
  assert.ok(kept.fixes.length > 0 && find().fixes.length > 0);
});

test('the workspace knows whether every unit was read whole, whichever units come and go', () => {
  const store = workspaceStore();
  const unit = (text: string) => {
    const from = { kind: 'compose', start: 0, text } as const;
    return { unit: readUnit('compose.yaml', from).unit, facts: [] };
  };
  const [half, other, whole] = [unit(SERVICE), unit(SERVICE), unit('services: {}\n')];
  const after = (path: string, ...units: ReturnType<typeof unit>[]): boolean => {
    store.put(path, units);
    return store.isAllWhole();
  };
  assert.equal(after('a', whole), true);
  assert.equal(after('a', whole, half), false);
  assert.equal(after('a', half, whole), false);
  assert.equal(after('b', other), false);
  assert.equal(after('a', whole), false);
  assert.equal(after('b'), true);
});

test('nothing is appended to a file of variables with an open quote', () => {
  const compose = 'services:\n  shop:\n    image: a:1\n    environment:\n      A_PASSWORD: mT9-kQv2z7Rx4w\n';
  const moves = (env: string): boolean =>
    findingsIn({ 'compose.yaml': compose, '.env': env, '.gitignore': '.env\n' }, 'compose.yaml')
      .filter((f) => f.rule === 'secret/hardcoded-secret')
      .some((f) => f.fixes.some((fix) => fix.changes().some((c) => c.path === '.env')));
  assert.ok(moves('A="b"\n'));
  assert.ok(!moves('A="b\n'));
  assert.ok(!moves('A="b\nC="d"\n'));
});

test('a comment is placed at the top, not inside an unclosed part', () => {
  const engine = engineOver(new Map([['compose.yaml', SERVICE]]), rules);
  const unit = engine.unitAt('compose.yaml', 0)!;
  assert.equal(isFullyParsed(unit), false);
  const [finding] = engine.check('compose.yaml').findings;
  const place = { at: finding!.span, covers: finding!.span };
  const edits = (scope: 'here' | 'file') => suppressionEdit(unit, place, finding!.rule, scope);
  assert.ok(edits('here').length > 0);
  assert.equal(mayComment(unit, edits('here')), false);
  assert.equal(mayComment(unit, edits('file')), true);
});

test('templates, repeated keys and comments are no mistakes', () => {
  const chart = `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}
  {{- with .Values.labels }}
  labels:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  topologySpreadConstraints:
    {{- range .Values.spread }}
    - {{ toYaml . | nindent 6 | trim }}
      labelSelector:
        matchLabels:
          app: shop
    {{- end }}
  containers:
    - name: shop
      image: postgres:17.11
      tty: {{ .Values.tty }}
      securityContext:
        privileged: true
`;
  assert.ok(titlesIn({ 'templates/pod.yaml': chart }, 'templates/pod.yaml').some((t) => t.includes('privileged')));
  const twice = 'services:\n  a:\n    image: postgres:17.11\n    image: postgres:17.11\n    privileged: true # why\n';
  assert.ok(titlesIn({ 'compose.yaml': twice }, 'compose.yaml').some((t) => t.includes('privileged')));
});
