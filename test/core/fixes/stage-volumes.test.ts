/** A user of an image gets the folders at which services mount volumes: Docker gives a new volume the owner of the folder in the image. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { ReportedFix } from '../../../server/src/core/engine/report.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

function fixOf(volumes: string, more = '', from = 'python:3.13-slim'): ReportedFix | undefined {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('Dockerfile', `FROM ${from}\nWORKDIR /app\nCOPY app.py .\n${more}CMD ["python", "app.py"]\n`);
  engine.setFile('compose.yaml', `services:\n  web:\n    build: .\n    volumes: ${volumes}\nvolumes: {v: {}}\n`);
  engine.setComplete(true);
  return engine.check('Dockerfile').findings.find((f) => f.rule === 'user/root-user')?.fixes[0];
}

const inserted = (fix: ReportedFix | undefined): string =>
  fix
    ?.changes()
    .flatMap((change) => ('edits' in change ? change.edits.map((e) => e.text) : []))
    .join('') ?? '';

describe('a volume of a service', () => {
  for (const volume of ['[v:/app/static/]', '[{type: volume, source: v, target: /app/static}]', '["v:/app/static:rw"]'])
    test(`is handed over: ${volume}`, () => {
      const fix = fixOf(volume);
      assert.match(inserted(fix), /mkdir -p \/app\/static && chown -R 10001:10001 \/app\/static/);
      assert.match(fix!.note!, /^Change the owner of the volumes that exist already, mounted at `\/app\/static`/);
    });
  for (const [volume, more] of [
    ['[v:/app/static:ro]', ''],
    ['[./a:/app/static]', ''],
    ['[v:/app/static]', 'RUN mkdir static && chown 5:5 static\n'],
  ] as const)
    test(`is not: ${volume} ${more.trim()}`, () => {
      const fix = fixOf(volume, more);
      assert.ok(fix);
      assert.doesNotMatch(inserted(fix), /chown -R 10001:10001 \/app\/static/);
      assert.doesNotMatch(fix.note!, /volumes that exist/);
    });
  test('at a folder of the system leaves no fix', () => {
    assert.equal(fixOf('[v:/etc/app]'), undefined);
    assert.equal(fixOf('[v:/app/static]', '', 'gcr.io/distroless/python3-debian12'), undefined);
  });
});
