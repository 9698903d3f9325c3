/** A new version of an image in one Dockerfile, where others have the old one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The note of the first fix of the image of `api/Dockerfile`. */
function note(from: string, others: Readonly<Record<string, string>>): string {
  const files = { 'api/Dockerfile': `FROM ${from}\nUSER node\nCMD ["node", "a.js"]\n`, ...others };
  const engine = engineOver(new Map(Object.entries(files)), rules, { flags: { profile: 'strict' } });
  const found = engine.check('api/Dockerfile').findings.find((f) => f.rule === 'image/end-of-life');
  return found?.fixes[0]?.note ?? '';
}

test('files with the same full version are named', () => {
  const others = {
    'web/Dockerfile': 'FROM node:18.20.4-slim AS build\n',
    'jobs/Dockerfile': 'FROM --platform=linux/amd64 node:18.20.4\n',
    'tools/Dockerfile': 'FROM example/node:18.20.4\nFROM node:18.20.40\n',
  };
  const said = note('node:18.20.4-bookworm', others);
  assert.match(
    said,
    /hange the version in other files too, if they are built for one: `jobs\/Dockerfile`, `web\/Dockerfile`(?:;|$)/,
  );
});

test('a line of many files is not', () => {
  assert.doesNotMatch(note('node:18-bookworm', { 'web/Dockerfile': 'FROM node:18-slim\n' }), /other files/);
  assert.doesNotMatch(note('node:18.20.4-bookworm', { 'web/Dockerfile': 'FROM node:24-slim\n' }), /other files/);
});
