import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCommands, packageScripts, parseShell, type ShellCommand } from '../../../server/src/core/shell/shell.ts';

const command = (text: string): ShellCommand => parseShell({ text, at: (i) => i }).commands[0]!;

const SCRIPTS: readonly (readonly [string, string | undefined])[] = [
  ['npm run build', '. build'],
  ['npm start', '. start'],
  ['npm ci', undefined],
  ['npm build', undefined],
  ['npm --prefix web run dev', 'web dev'],
  ['npm run dev --prefix=web', 'web dev'],
  ['npm run dev -- --port 3000', '. dev'],
  ['npm run dev -w api', undefined],
  ['yarn dev', '. dev'],
  ['yarn run dev', '. dev'],
  ['yarn --cwd web dev', 'web dev'],
  ['yarn install', undefined],
  ['yarn exec tsc', undefined],
  ['pnpm --filter api dev', undefined],
  ['bun run dev', '. dev'],
  ['run-s build serve', '. build serve'],
  ['node server.js', undefined],
];
for (const [text, wanted] of SCRIPTS)
  test(`package scripts: ${text}`, () => {
    const found = packageScripts(command(text));
    assert.equal(found && [found.folder, ...found.names].join(' '), wanted);
  });

const RUNNERS: readonly (readonly [string, readonly string[]])[] = [
  ['npx tsc -p .', ['tsc']],
  ['cross-env A=1 B=2 vite', ['vite']],
  ['yarn exec tsc', ['tsc']],
  ['npm exec -- tsc', ['tsc']],
  ['dotenv -e .env -- next dev', ['next']],
  ['dotenv -e .env', []],
  ['nodemon --exec "tsc && node dist"', ['tsc', 'node']],
  ['nodemon server.js', []],
  ['concurrently "tsc -w" npm:serve', ['tsc', 'npm']],
  ['node server.js', []],
];
for (const [text, names] of RUNNERS)
  test(`runner: ${text}`, () =>
    assert.deepEqual(
      nodeCommands(command(text)).map(({ name }) => name),
      names,
    ));
