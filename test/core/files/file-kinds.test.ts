/** The command line, the language server, the client, the manifest and the hook all use the same table of files. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { documentSelector, isWanted } from '../../../client/src/document-selector.ts';
import { classify, type FileKind } from '../../../server/src/core/files/classify.ts';
import {
  activationEvents,
  FILES,
  type FileGroup,
  isJudged,
  isNamed,
  isRead,
  isSupporting,
  languageIds,
  watchedGlob,
} from '../../../server/src/core/files/file-kinds.ts';

const POD = 'apiVersion: v1\nkind: Pod\n';
const HELM = '{{ define "a" }}x{{ end }}';

/** For each row: names that match each of its patterns, and a text of the right kind. */
const SAMPLES: Readonly<Record<FileGroup, readonly [path: string, text: string, kind: FileKind][]>> = {
  dockerfile: [
    ['Dockerfile', 'FROM a', 'dockerfile'],
    ['DOCKERFILE', 'FROM a', 'dockerfile'],
    ['a/Containerfile', 'FROM a', 'dockerfile'],
    ['Dockerfile.dev', 'FROM a', 'dockerfile'],
    ['Dockerfile-dev', 'FROM a', 'dockerfile'],
    ['dockerfile_dev', 'FROM a', 'dockerfile'],
    ['Containerfile.dev', 'FROM a', 'dockerfile'],
    ['web.Dockerfile', 'FROM a', 'dockerfile'],
    ['web-Dockerfile', 'FROM a', 'dockerfile'],
    ['a/web_containerfile', 'FROM a', 'dockerfile'],
    ['web.containerfile', 'FROM a', 'dockerfile'],
  ],
  yaml: [
    ['compose.yaml', '', 'compose'],
    ['k8s/a.yml', POD, 'kubernetes'],
    ['k8s/A.YAML', POD, 'kubernetes'],
    ['chart/values.yaml', 'a: b', 'helm-values'],
    ['kustomization.yaml', '', 'kustomization'],
  ],
  json: [
    ['a.json', '{"apiVersion": "v1", "kind": "Pod"}', 'kubernetes'],
    ['docker/daemon.json', '{}', 'daemon'],
    ['docker/config.json', '{"auths": {}}', 'docker-config'],
  ],
  'helm-helpers': [
    ['chart/templates/_a.tpl', HELM, 'helm-template'],
    ['templates/web/_a.tpl', HELM, 'helm-template'],
  ],
  kustomization: [['base/Kustomization', 'resources: []', 'kustomization']],
  env: [
    ['.env', 'A=b', 'env'],
    ['a/.env.local', 'A=b', 'env'],
    ['.env-prod', 'A=b', 'env'],
    ['prod.env', 'A=b', 'env'],
    ['.envrc', 'A=b', 'env'],
    ['.envs/prod/django', 'A=b', 'env'],
  ],
  kubeconfig: [
    ['home/.kube/config', 'apiVersion: v1\nkind: Config\n', 'kubernetes'],
    ['kubeconfig', 'apiVersion: v1\nkind: Config\n', 'kubernetes'],
    ['a/prod-kubeconfig', 'apiVersion: v1\nkind: Config\n', 'kubernetes'],
    ['kubeconfig.prod', 'apiVersion: v1\nkind: Config\n', 'kubernetes'],
  ],
  'docker-credentials': [
    ['.dockerconfigjson', '{}', 'docker-config'],
    ['a/.dockercfg', '{}', 'docker-config'],
  ],
  'ignore-file': [
    ['.gitignore', '', 'other'],
    ['a/.dockerignore', '', 'other'],
    ['app/web.dockerignore', 'FROM a', 'other'],
  ],
  'service-script': [
    ['root/etc/s6-overlay/s6-rc.d/web/run', '', 'other'],
    ['services.d/web/run', '', 'other'],
    ['docker/supervisord.conf', '', 'other'],
    ['docker/web-supervisord.conf', '', 'other'],
    ['etc/supervisor/conf.d/web.conf', '', 'other'],
    ['supervisord.d/web.conf', '', 'other'],
    ['docker/uwsgi.ini', '', 'other'],
  ],
  'start-script': [
    ['entrypoint.sh', '', 'other'],
    ['docker/start.bash', '', 'other'],
    ['docker-entrypoint', '', 'other'],
    ['bin/entry-point', '', 'other'],
  ],
  'version-pin': [
    ['Gemfile', '', 'other'],
    ['a/.ruby-version', '', 'other'],
    ['.nvmrc', '', 'other'],
    ['.node-version', '', 'other'],
    ['web/package.json', '{}', 'other'],
    ['.python-version', '', 'other'],
    ['runtime.txt', '', 'other'],
    ['pyproject.toml', '', 'other'],
    ['Pipfile', '', 'other'],
    ['composer.json', '{}', 'other'],
    ['go.mod', '', 'other'],
    ['global.json', '{}', 'other'],
    ['rust-toolchain', '1.83.0', 'other'],
    ['rust-toolchain.toml', '', 'other'],
  ],
  'package-registry': [
    ['.npmrc', '', 'other'],
    ['web/.yarnrc', '', 'other'],
    ['.yarnrc.yml', 'nodeLinker: node-modules\n', 'other'],
  ],
  'settings-or-script': [
    ['src/main/resources/application.properties', 'a=b', 'other'],
    ['web/config.toml', '', 'other'],
    ['a.ini', '', 'other'],
    ['setup.cfg', '', 'other'],
    ['redis.conf', '', 'other'],
    ['db/01-init.sql', '', 'other'],
    ['dev/Tiltfile', '', 'other'],
    ['ci/Jenkinsfile', '', 'other'],
    ['a.ps1', '', 'other'],
    ['a.bat', '', 'other'],
    ['a.cmd', '', 'other'],
    ['docker/env.example', 'A=', 'other'],
    ['env.sample', 'A=', 'other'],
    ['env.dist', 'A=', 'other'],
    ['env.template', 'A=', 'other'],
  ],
  'build-script': [
    ['Makefile', 'push:\n', 'other'],
    ['GNUmakefile', '', 'other'],
    ['build/docker.mk', '', 'other'],
    ['justfile', '', 'other'],
  ],
  podman: [
    ['containers.conf', '[containers]', 'containers.conf'],
    ['etc/podman-containers.conf', '', 'containers.conf'],
    ['containers.conf.d/local.conf', '', 'containers.conf'],
    ['registries.conf', '', 'registries.conf'],
    ['registries.conf.d/a.conf', '', 'registries.conf'],
  ],
  quadlet: [
    ['web.container', '[Container]\nImage=a', 'compose'],
    ['web.pod', '[Pod]', 'compose'],
    ['web.image', '[Image]\nImage=a', 'compose'],
  ],
  bake: [['docker-bake.hcl', 'target "app" {}', 'bake']],
  'tool-settings': [
    ['.trivyignore', 'DS-0002', 'other'],
    ['app/kics.config', '', 'other'],
    ['.dclintrc', '{}', 'other'],
  ],
  introduction: [
    ['README.md', '# Shop\n', 'other'],
    ['deploy/readme.md', '', 'other'],
  ],
  config: [['a/.seaworthy.yaml', '', 'config']],
};

const OTHERS = [
  'CONTRIBUTING.md',
  'src/main.ts',
  'config',
  'web/config',
  'chart/_a.tpl',
  'Dockerfiles/readme',
  'mydockerfile',
  'environment',
  'a.env/b',
  'tsconfig.jsonc',
  '.seaworthy.txt',
];

const globs = documentSelector.flatMap((f) => ('pattern' in f && f.scheme === 'file' ? [f.pattern] : []));
const languages = documentSelector.flatMap((f) => ('language' in f && f.scheme === 'file' ? [f.language] : []));
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { activationEvents: string[] };
const [hook] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as { files: string }[];
const hooked = new RegExp(hook!.files.replace('(?i)', ''), 'i');
const matches = (path: string, some: readonly string[]): boolean =>
  some.some((g) => posix.matchesGlob(`/home/${path}`, g));

for (const [group, samples] of Object.entries(SAMPLES) as [FileGroup, (typeof SAMPLES)[FileGroup]][]) {
  describe(group, () => {
    const row = FILES[group];
    for (const [path, text, kind] of samples) {
      test(`${path} is the same for all`, () => {
        assert.ok(isNamed(path, group) && isRead(path), 'the table');
        assert.equal(classify(path, text), kind, 'classify');
        assert.ok(matches(path, [watchedGlob()]), 'watched');
        // `package.json` is JSON too, `.yarnrc.yml` YAML, and either may be a manifest.
        assert.equal(isJudged(path), row.judged || group === 'config' || /\.(?:json|yml)$/.test(path), 'judged');
        assert.equal(isWanted('file', `/home/${path}`), isJudged(path), 'diagnostics of a tab');
        // The client selects a configuration by its language, YAML. Node's globs skip names that begin with a dot.
        if (group !== 'config' && !/^\.[^/]*yml$/.test(path))
          assert.equal(matches(path, globs), isJudged(path), 'selected by name');
        if (row.judged) assert.ok(hooked.test(path), 'the hook of pre-commit');
        if (row.supporting) assert.ok(isSupporting(path), 'supporting');
      });
    }
  });
}

test('every pattern of the table has a sample', () => {
  for (const [group, row] of Object.entries(FILES) as [FileGroup, (typeof FILES)[FileGroup]][]) {
    for (const pattern of row.patterns) {
      const found = SAMPLES[group].some(([path]) => posix.matchesGlob(`/home/${path.toLowerCase()}`, `**/${pattern}`));
      assert.ok(found, `${group}: ${pattern}`);
    }
  }
});

for (const path of OTHERS) {
  test(`${path} is not read`, () => {
    assert.ok(!isRead(path), 'the table');
    assert.equal(classify(path, POD), 'other', 'classify');
    assert.ok(!matches(path, [watchedGlob()]), 'watched');
    assert.ok(!isWanted('file', `/home/${path}`) && !matches(path, globs), 'selected');
    assert.ok(!hooked.test(path), 'the hook of pre-commit');
  });
}

test('every file that is checked is read: other names are never checked', () => {
  const texts = ['FROM a', POD, 'services:\n  a:\n    image: b\n', '{"auths": {}}', 'A=b', HELM];
  const names = [
    'a.jsonc',
    '.seaworthy.yml',
    'x.tpl',
    'a.env.js',
    'Kustomization',
    'x-dockerfile',
    '.envs/a.b',
    '.envs/a',
  ];
  for (const path of [...OTHERS, ...names, ...names.map((n) => `templates/${n}`)]) {
    for (const text of texts)
      if (classify(path, text) !== 'other') assert.ok(isRead(path), `${path} with ${JSON.stringify(text)}`);
  }
});

test('the client selects the languages of the table, and the manifest starts the extension for them', () => {
  assert.deepEqual(languages, languageIds);
  assert.deepEqual(manifest.activationEvents, activationEvents);
  for (const [group, row] of Object.entries(FILES))
    if (row.judged) assert.ok(row.languages.length + row.starts.length > 0, group);
});
