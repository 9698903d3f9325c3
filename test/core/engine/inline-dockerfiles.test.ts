/** Dockerfiles inside Compose files: findings and fixes stand in the block. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { indentedEdit, inlineDockerfiles } from '../../../server/src/core/engine/inline-dockerfiles.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const compose = (...lines: readonly string[]): string =>
  [
    'services:',
    '  web:',
    '    build:',
    '      dockerfile_inline: |',
    ...lines.map((l) => `        ${l}`),
    '    read_only: true',
    '',
  ].join('\n');

function engineWith(text: string): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('compose.yaml', text);
  engine.setComplete(true);
  return engine;
}

const found = (engine: Engine): string[] =>
  engine.check('compose.yaml').findings.map((f) => {
    const text = engine.textOf('compose.yaml')!;
    return `${text.slice(0, f.span.start).split('\n').length}:${text.slice(f.span.start, f.span.end)} ${f.rule}`;
  });

test('findings stand in the block', () => {
  const engine = engineWith(compose('FROM debian:12.8', 'RUN curl -k https://example.com/x', 'CMD ["x"]'));
  assert.ok(
    found(engine).some((one) => one.startsWith('6:')),
    `${found(engine)}`,
  );
  const dockerfile = engine.unitAt('compose.yaml', engine.textOf('compose.yaml')!.indexOf('curl'));
  assert.equal(dockerfile?.kind, 'dockerfile');
  assert.equal(engine.unitAt('compose.yaml', engine.textOf('compose.yaml')!.indexOf('read_only'))?.kind, 'compose');
});

test('fixes keep the indentation', () => {
  const engine = engineWith(compose('FROM debian:12.8', 'RUN curl -k https://example.com/x', 'CMD ["x"]'));
  const text = engine.textOf('compose.yaml')!;
  let some = 0;
  for (const { fixes } of engine.check('compose.yaml').findings)
    for (const fix of fixes)
      for (const change of fix.changes())
        if ('edits' in change && change.path === 'compose.yaml') {
          const edits = [...change.edits].sort((a, b) => b.span.start - a.span.start);
          const after = edits.reduce((out, e) => out.slice(0, e.span.start) + e.text + out.slice(e.span.end), text);
          some++;
          const other = createEngine(rules, PINNED_DAY);
          other.setFile('compose.yaml', after);
          assert.ok(after.includes('\n    read_only: true\n'), after);
          assert.equal(other.unitAt('compose.yaml', after.indexOf('FROM'))?.kind, 'dockerfile', after);
          assert.match(after, /\n {8}CMD/);
        }
  assert.ok(some > 0);
});

test('new lines get the indentation, the rest of a line keeps its own', () => {
  const [one] = inlineDockerfiles(engineWith(compose('FROM a', 'CMD b')).unitAt('compose.yaml', 0)!);
  assert.equal(one?.text, '        FROM a\n        CMD b');
  const unit = engineWith(compose('FROM a', 'CMD b')).unitAt('compose.yaml', one!.start + 9)!;
  const at = (start: number, text: string, end = start) => indentedEdit({ span: { start, end }, text }, unit).text;
  const line = '        FROM a\n'.length;
  assert.equal(at(line, 'USER x\n'), '        USER x\n');
  assert.equal(at(line + 8, 'USER x\n'), 'USER x\n        ');
  assert.equal(at(line - 1, '\nUSER x'), '\n        USER x');
  assert.equal(at(10, 'x'), 'x');
});

test('an edit around and inside a block gives what a new engine gives', () => {
  const engine = engineWith(compose('FROM debian:12.8', 'USER root'));
  const texts = [
    `# note\n${compose('FROM debian:12.8', 'USER root')}`,
    `# note\n${compose('FROM debian:12.8', 'RUN curl -k https://example.com/x')}`,
    compose('FROM debian').replace('dockerfile_inline: |', 'dockerfile_inline: >'),
    `${compose('FROM debian', 'RUN sudo id')}---\nservices: {}\n`,
    'services: {web: {image: debian}}\n',
    compose('FROM debian', 'RUN cat <<EOF', 'EOF'),
  ];
  for (const text of texts) {
    engine.setFile('compose.yaml', text);
    assert.deepEqual(found(engine), found(engineWith(text)), text);
  }
});
