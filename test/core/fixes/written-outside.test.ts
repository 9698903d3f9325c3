/** A read-only root is not offered where a script of the repository writes outside of what the fix keeps writable. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

/** The titles of the fixes for a writable root of a service. */
function titles(service: readonly string[], files: Readonly<Record<string, string>> = {}): string[] {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'audit' } });
  engine.setFile('compose.yaml', `services:\n  web:\n${service.map((line) => `    ${line}\n`).join('')}`);
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  const found = engine.check('compose.yaml').findings.filter((f) => f.rule === 'filesystem/writable-root-filesystem');
  assert.equal(found.length, 1);
  return found[0]!.fixes.map((f) => f.title);
}

const OFFERED = ['Set `read_only: true`, and keep `/tmp` writable'];
const IMAGE = 'image: acme/web:1';
const DOCKERFILE = 'FROM python:3.13-slim\nCOPY start.sh /start.sh\nUSER 1000\nENTRYPOINT ["/start.sh"]\n';

describe('the scripts of a service', () => {
  const mounted = [IMAGE, 'command: /start.sh', "volumes: ['./start.sh:/start.sh:ro', 'v:/data']"];
  for (const [what, service, more] of [
    ['mounted', mounted, {}],
    ['copied', ['build: .'], { Dockerfile: DOCKERFILE }],
    ['named as an image of the repository copies it', [IMAGE, 'command: [start.sh]'], { Dockerfile: DOCKERFILE }],
  ] as const)
    test(`are ${what}`, () => {
      const of = (script: string): string[] => titles(service, { ...more, 'start.sh': `#!/bin/sh\n${script}\n` });
      assert.deepEqual(of('envsubst < /a.tpl > /etc/app/a.conf\nexec run'), []);
      assert.deepEqual(of('mkdir -p /var/lib/app'), []);
      assert.deepEqual(of("nginx -g 'daemon off;'"), []);
      assert.deepEqual(of('echo a > /tmp/a; echo b > /dev/stderr; exec run'), OFFERED);
      assert.deepEqual(of('if [ -w /etc/app ]; then echo a > /etc/app/a.conf; fi'), OFFERED);
    });
  test('write to a volume', () => {
    assert.deepEqual(titles(mounted, { 'start.sh': 'echo a > /data/a\n' }), OFFERED);
  });
  test('are not run', () => {
    const files = { Dockerfile: DOCKERFILE, 'start.sh': 'echo a > /etc/a\n' };
    assert.deepEqual(titles(['build: .', 'entrypoint: [python, app.py]'], files), OFFERED);
  });
});

test('Next.js writes beside its build', () => {
  const of = (lines: string, more: readonly string[] = []): string[] =>
    titles(['build: .', ...more], { Dockerfile: `FROM node:24-slim\nWORKDIR /srv\n${lines}USER node\n` });
  const standalone = 'COPY --from=builder /app/.next/standalone ./\nCMD ["node", "server.js"]\n';
  assert.deepEqual(of(standalone), []);
  assert.deepEqual(of('COPY . .\nRUN npx next build\nCMD ["npm", "start"]\n'), []);
  assert.deepEqual(of('COPY . .\nCMD ["next", "start"]\n'), []);
  assert.deepEqual(of(standalone, ["volumes: ['cache:/srv/.next/cache']"]), OFFERED);
  assert.deepEqual(of('COPY . .\nCMD ["node", "server.js"]\n'), OFFERED);
  assert.deepEqual(of('COPY . .\nRUN echo next steps\nCMD ["node", "server.js"]\n'), OFFERED);
});

describe('nginx', () => {
  const nginx = ['image: nginx:1.29', 'user: "101:101"'];
  test('keeps its process id and what it buffers', () => {
    assert.deepEqual(titles(nginx), ['Set `read_only: true`, and keep `/run`, `/var/cache/nginx`, `/tmp` writable']);
    assert.deepEqual(titles([...nginx, 'tmpfs: [/var/cache]']), [
      'Set `read_only: true`, and keep `/run`, `/tmp` writable',
    ]);
  });
  test('makes its configuration of templates', () => {
    assert.deepEqual(titles([...nginx, "volumes: ['./a:/etc/nginx/templates:ro']"]), []);
  });
});
