/** The bundles that ship, with the core in a file of its own: they start, keep V8's code in the user's cache folder, and run by it the next time. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { BUNDLES } from '../scripts/lib/bundles.ts';

const folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'seaworthy-kept-')));
after(() => fs.rmSync(folder, { recursive: true, force: true }));
const dist = join(folder, 'dist');
const cache = join(folder, 'cache', 'seaworthy');
const work = join(folder, 'work');

before(async () => {
  for (const name of ['core.js', 'cli.js', 'server.js'])
    await build({ ...BUNDLES[`server/dist/${name}`]!, minify: false, outfile: join(dist, name) });
  fs.writeFileSync(join(dist, 'package.json'), '{ "type": "module" }');
  fs.mkdirSync(work);
  fs.writeFileSync(join(work, 'Dockerfile'), 'FROM node:latest\n');
});

function check(extra: NodeJS.ProcessEnv = {}): string {
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache'), LOCALAPPDATA: join(folder, 'cache'), ...extra };
  const words = [join(dist, 'cli.js'), 'check', '--today', '2026-11-29', '--format', 'jsonl', 'Dockerfile'];
  const run = spawnSync(process.execPath, words, { cwd: work, env, encoding: 'utf8' });
  assert.equal(run.stderr, '');
  return run.stdout;
}

test('code is kept once, used by the next run, and never changes what is found', {
  skip: process.platform === 'darwin',
}, () => {
  const without = check({ NODE_DISABLE_COMPILE_CACHE: '1' });
  assert.match(without, /image\/mutable-tag/);
  assert.equal(fs.existsSync(cache), false);

  assert.equal(check(), without);
  const [name, ...others] = fs.readdirSync(cache);
  assert.deepEqual(others, []);
  const file = join(cache, name!);
  const { ino } = fs.statSync(file);
  assert.ok(fs.statSync(file).size > 100_000);

  assert.equal(check(), without);
  assert.equal(fs.statSync(file).ino, ino, 'V8 took it, so it was not written again');

  fs.truncateSync(file, 5000);
  assert.equal(check(), without, 'broken code is not run');
  assert.ok(fs.statSync(file).size > 100_000, 'and is replaced');
});

const SERVERS = [['server.js', '--stdio'], ['server.js'], ['cli.js', 'lsp', '--stdio'], ['cli.js', 'lsp']];

for (const [bundle = '', ...words] of SERVERS)
  test(`the language server starts and answers: ${[bundle, ...words].join(' ')}`, async () => {
    const params = { processId: null, rootUri: null, capabilities: {} };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
    const server = spawn(process.execPath, [join(dist, bundle), ...words], { env });
    let errors = '';
    server.stderr.on('data', (bytes) => {
      errors += bytes;
    });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    try {
      let answer = '';
      for await (const bytes of server.stdout) {
        answer += bytes;
        if (answer.includes('"capabilities"')) break;
      }
      assert.match(answer, /"id":1,"result":\{.*"capabilities"/, errors);
    } finally {
      server.kill();
    }
  });
