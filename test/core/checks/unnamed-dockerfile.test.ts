/** An old base of a Dockerfile that nothing builds is reported in the strict profile only, where other Dockerfiles are named. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

type Files = Readonly<Record<string, string>>;
const OLD = 'FROM debian:buster\nCOPY shop /\nCMD ["/shop"]\n';

/** The profile of the finding about the Dockerfile at `path`. */
function profileOf(path: string, files: Files, complete = true): string | undefined {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  for (const [name, text] of Object.entries({ [path]: OLD, ...files })) engine.setFile(name, text);
  engine.setComplete(complete);
  return engine.check(path).findings.find((f) => f.rule === 'image/end-of-life')?.profile;
}
const workflow = (...lines: readonly string[]): Files => ({
  '.github/workflows/a.yml': `jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n${lines.map((l) => `          ${l}\n`).join('')}`,
});
const MAIN: Files = { Dockerfile: 'FROM debian:trixie\n', Makefile: 'image:\n\tdocker build -t shop .\n' };

test('where others are named, one that nothing names', () => {
  for (const path of ['Dockerfile-alpine', 'Dockerfile.old', 'docker/Dockerfile.old', 'etc/netcat/Dockerfile'])
    assert.equal(profileOf(path, MAIN), 'strict', path);
  assert.equal(profileOf('netcat/Dockerfile', workflow('context: ./web', 'file: web/Dockerfile')), 'strict');
});

test('the one at the top, where nothing is named, and before all is read', () => {
  assert.equal(profileOf('Dockerfile', { Makefile: 'image:\n\tdocker build -t shop .\n' }), 'default');
  assert.equal(profileOf('Dockerfile-alpine', { Dockerfile: 'FROM debian:trixie\n' }), 'default');
  assert.equal(profileOf('Dockerfile-alpine', MAIN, false), 'default');
});

test('what names it', () => {
  const by = (path: string, files: Files) =>
    assert.equal(profileOf(path, { ...MAIN, ...files }), 'default', JSON.stringify(files));
  by('Dockerfile-alpine', { 'build.sh': 'docker build -f Dockerfile-alpine .\n' });
  by('docker/Dockerfile.old', { 'README.md': '    docker build -f docker/Dockerfile.old .\n' });
  by('web/Dockerfile', { 'build.sh': 'docker build -t web ./web\n' });
  by('web/Dockerfile', { 'build.sh': 'cd web && docker build -t web .\n' });
  by('web/Dockerfile', { 'README.md': 'See `web/Dockerfile`.\n' });
  by('web/Dockerfile', { 'web/README.md': 'docker build -t web .\n' });
  by('web/Dockerfile', workflow('context: ./web'));
  by('web/Dockerfile', { '.circleci/config.yml': 'jobs:\n  a:\n    steps:\n      - run: docker build -t web web\n' });
  by('web/Dockerfile', { 'skaffold.yaml': 'build:\n  artifacts:\n    - image: web\n      context: web\n' });
  by('web/Dockerfile', { Jenkinsfile: 'sh "docker build -t web web"\n' });
  by('web/Dockerfile', { Tiltfile: "docker_build('shop', './web')\n" });
  by('web/Dockerfile', { 'build.sh': 'docker build ./web -t shop\n' });
  by('web/Dockerfile', { 'package.json': '{"scripts": {"image": "docker build -f web/Dockerfile ."}}' });
  by('web/Dockerfile', { 'compose.yaml': 'services:\n  web:\n    build: ./web\n' });
  by('web/Dockerfile', { 'compose.yaml': 'services:\n  a:\n    image: ghcr.io/acme/web:1\n' });
  by('base/Dockerfile', {
    'app/Dockerfile': 'FROM acme/shop-base:1\n',
    'app/build.sh': 'docker build .\n',
    'base/x.sh': 'docker build .',
  });
});

test('what may name it', () => {
  const by = (files: Files) =>
    assert.equal(profileOf('web/Dockerfile', { ...MAIN, ...files }), 'default', JSON.stringify(files));
  by({ 'build.sh': 'for d in *; do docker build -t $d $d; done\n' });
  by({ 'build.sh': 'docker build -f services/${NAME}/Dockerfile .\n' });
  by(workflow('context: ${{ matrix.service }}'));
  by(workflow('context: .', 'file: ./${{ matrix.service }}/Dockerfile'));
  by(workflow('docker-file-path: ${{ vars.FILE }}', 'file: Dockerfile'));
});
