/** Findings that depend on the text of another file follow its edits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

type Step = readonly [path: string, text: string | undefined, found: readonly string[]];

/** The paths with findings of `rule` after each step, which changes one file. */
function follow(rule: string, files: Record<string, string>, steps: readonly Step[]): void {
  const engine = engineOver(new Map(Object.entries(files)), rules);
  const found = () => engine.paths().filter((path) => engine.check(path).findings.some((f) => f.rule === rule));
  found();
  for (const [path, text, expected] of steps) {
    if (text === undefined) engine.removeFile(path);
    else engine.setFile(path, text);
    assert.deepEqual(found().sort(), expected, `${path}: ${text}`);
  }
}

test('the user of a service follows its arguments, the Dockerfile and .env', () => {
  const app = 'FROM debian:13\nARG UID=1\nUSER ${UID}\nCMD ["a"]\n';
  const compose = (args: string) => `services:\n  a:\n    build: {context: app, args: ${args}}\n`;
  follow('user/root-user', { 'app/Dockerfile': app, 'compose.yaml': compose('[UID]') }, [
    ['.env', 'UID=0\n', ['compose.yaml']],
    ['.env', 'UID=5\n', []],
    ['compose.yaml', compose('{UID: "0"}'), ['compose.yaml']],
    ['app/Dockerfile', app.replace('USER ${UID}', 'USER 7'), []],
    ['app/Dockerfile', app, ['compose.yaml']],
    // Compose does not repeat the finding of the Dockerfile.
    ['app/Dockerfile', app.replace('UID=1', 'UID=0'), ['app/Dockerfile']],
    ['compose.yaml', compose('{UID: "8"}'), []],
    ['compose.yaml', undefined, ['app/Dockerfile']],
  ]);
});

test('a copied environment file counts once it holds a secret', () => {
  follow('secret/secret-file-copied', { Dockerfile: 'FROM a\nCOPY app.env /\nUSER 1\n', 'app.env': 'A=1\n' }, [
    ['app.env', 'A=2\n', []],
    ['app.env', 'SMTP_PASSWORD=green-ladder-43-fog\n', ['Dockerfile']],
    ['app.env', 'SMTP_PASSWORD=\n', []],
    ['app.env', undefined, ['Dockerfile']],
  ]);
});
