/** Reading ignore comments takes time linear in their text, in any form. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readUnit, unitTexts } from '../../../server/src/core/engine/analyse.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { readSuppressions } from '../../../server/src/core/suppress/suppressions.ts';
import { assertGrowth } from '../../support/growth.ts';

const metas = rules.map((r) => r.meta);

/** A function that reads the ignore comments of a file whose text is already parsed. */
function reading(path: string, text: string): () => number {
  const from = unitTexts(path, text).units[0];
  assert.ok(from);
  const { unit } = readUnit(path, from);
  return () => readSuppressions(unit, metas).suppressions.length;
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec: {}\n';
const COMMENTED = (comment: string): string => `FROM a\n${comment}\nUSER app\n`;

/** Adversarial cases by name: path, and the text for a size. */
const cases: Readonly<Record<string, readonly [string, (n: number) => string]>> = {
  'blanks behind an instruction': ['Dockerfile', (n) => `FROM a\nRUN curl${' '.repeat(n)}\n`],
  'blanks between marks': ['Dockerfile', (n) => `FROM a\nRUN curl ${'#   '.repeat(n / 4)}x\n`],
  'ignores at the ends of lines': [
    'Dockerfile',
    (n) => `FROM a\n${'RUN x # seaworthy: ignore[a/b] c\n'.repeat(n / 40)}`,
  ],
  'ignores above one instruction': [
    'Dockerfile',
    (n) => COMMENTED('# seaworthy: ignore[user/root-user] c\n'.repeat(n / 40)),
  ],
  'ignores above one entry': [
    'a.yaml',
    (n) => POD.replace('spec', `${'# seaworthy: ignore[user/root-user] c\n'.repeat(n / 40)}spec`),
  ],
  'ignores above one variable': ['.env', (n) => `${'# seaworthy: ignore[secret/env-file] c\n'.repeat(n / 40)}A=b\n`],
  'a list that a line separator ends': [
    'Dockerfile',
    (n) => COMMENTED(`# hadolint ignore=${'A,'.repeat(n / 2)}A\u2028`),
  ],
  'a word that a line separator ends': ['Dockerfile', (n) => COMMENTED(`# check=${'a'.repeat(n)}\u2028`)],
  'template lines that a line separator ends': [
    'chart/templates/a.yaml',
    (n) => POD.replace('spec', `# seaworthy: ignore[user/root-user] c\n{{ a ${'}} #'.repeat(n / 4)}\u2028x\nspec`),
  ],
  'an annotation of two lines': [
    'a.yaml',
    (n) => POD.replace('name: a', `name: a\n  annotations:\n    checkov.io/skip1: "CKV_K8S_8=${' '.repeat(n)}a\\nb"`),
  ],
  'marks of scanners in one line': ['.env', (n) => `A=b #${' ggignore'.repeat(n / 9)}\n`],
  'marks of scanners for the next line': [
    '.env',
    (n) => `# ${' secretlint-disable-next-line'.repeat(n / 29)}\nA=${'b'.repeat(n)}\n`,
  ],
};

for (const [what, [path, text]] of Object.entries(cases))
  test(`reading ignore comments is linear: ${what}`, () => {
    assertGrowth(what, 10, reading(path, text(30_000)), reading(path, text(120_000)));
  });
