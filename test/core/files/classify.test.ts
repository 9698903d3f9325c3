import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classify, type FileKind, quickKind } from '../../../server/src/core/files/classify.ts';
import { assertGrowth } from '../../support/growth.ts';

const POD = 'apiVersion: v1\nkind: Pod\n';
const CASES: [path: string, text: string, kind: FileKind][] = [
  ['Dockerfile', '', 'dockerfile'],
  ['a/Containerfile', 'FROM a', 'dockerfile'],
  ['Dockerfile.prod', 'FROM a', 'dockerfile'],
  ['web.Dockerfile', 'from a', 'dockerfile'],
  ['dockerfile-dev', 'FROM a', 'dockerfile'],
  ['Dockerfile.dockerignore', 'FROM a', 'other'],
  ['Dockerfile.md', 'FROM a', 'other'],
  ['Dockerfile.j2', 'FROM {{ base }}', 'other'],
  ['dockerfile_test.go', 'FROM a', 'other'],
  ['Dockerfile-notes', 'These are notes', 'other'],
  ['compose.yaml', '', 'compose'],
  ['docker-compose.prod.yml', 'volumes: {}\n', 'compose'],
  ['docker-compose.override.yml', 'services: {}\n', 'compose'],
  ['stack.yml', '# x\nservices:\n  web:\n    ports: []\n    image: a\n', 'compose'],
  ['stack.yml', 'services:\r\n  # c\r\n  web:\r\n    build: .\r\n', 'compose'],
  ['.gitlab-ci.yml', 'services:\n  - docker:dind\n', 'other'],
  ['config/services.yaml', 'services:\n  _defaults:\n    autowire: true\n', 'other'],
  ['x.yml', 'services:\n  - name: a\n    image: b\n', 'other'],
  ['docker-compose.yml', POD, 'kubernetes'],
  ['k8s/pod.yaml', POD, 'kubernetes'],
  ['pod.yml', '# c\n---\nkind: Pod\napiVersion: v1\n', 'kubernetes'],
  ['pod.yml', '\uFEFFapiVersion: v1\r\nkind: Pod\r\n', 'kubernetes'],
  ['pod.yml', '"apiVersion": "v1"\n"kind": "Pod"\n', 'kubernetes'],
  ['pod.yml', '# all of it is indented\n---\n\n  kind: Pod\n  apiVersion: v1\n', 'kubernetes'],
  ['pod.yml', '\uFEFF  kind: Pod\r\n  apiVersion: v1\r\n', 'kubernetes'],
  ['pods.yml', '  kind: Pod\n  apiVersion: v1\n---\nkind: Pod\napiVersion: v1\n', 'kubernetes'],
  ['nested.yaml', '  a:\n    apiVersion: v1\n    kind: Pod\n', 'other'],
  ['pod.json', '{"kind": "Pod", "apiVersion": "v1"}', 'kubernetes'],
  ['list.json', '{"items": [{"kind": "Pod"}], "kind": "List", "apiVersion": "v1"}', 'kubernetes'],
  ['nested.json', '{"a": {"kind": "Pod", "apiVersion": "v1"}}', 'other'],
  ['nested.yaml', 'a:\n  apiVersion: v1\n  kind: Pod\n', 'other'],
  ['roles/k3s/config.yaml', 'write-kubeconfig-mode: "0600"\n', 'distribution'],
  ['rke2/config.yaml.d/10-api.yml', 'debug: true\n', 'distribution'],
  ['server.yaml', 'kube-apiserver-arg:\n  - anonymous-auth=true\n', 'distribution'],
  ['agent.yaml', 'kubelet-arg+: [read-only-port=0]\n', 'distribution'],
  ['rke/config.yaml', 'debug: true\n', 'other'],
  ['nodes.yaml', 'node:\n  kubelet-arg: [read-only-port=0]\n', 'other'],
  ['package.json', '{"name": "x"}', 'other'],
  ['t.yaml', '{{- if .Values.x }}\napiVersion: v1\nkind: Pod\n{{- end }}\n', 'kubernetes'],
  ['chart/templates/pod.yaml', '{{- if .Values.x }}\napiVersion: v1\nkind: Pod\n{{- end }}\n', 'helm-template'],
  ['chart/templates/pod.yaml', POD, 'kubernetes'],
  ['chart/templates/all.yaml', '{{- include "common.all" . }}\n', 'helm-template'],
  ['chart/templates/_helpers.tpl', '{{- define "x" -}}{{- end }}', 'helm-template'],
  ['roles/x/templates/conf.yml', 'a: {{ b }}\n', 'other'],
  ['chart/values.yaml', 'image: a\n', 'helm-values'],
  ['values-prod.yaml', 'image: a\n', 'helm-values'],
  ['chart/Chart.yaml', 'apiVersion: v2\nname: x\n', 'other'],
  ['kustomization.yaml', 'resources: []\n', 'kustomization'],
  ['k.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n', 'kustomization'],
  ['k.yaml', 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n', 'kubernetes'],
  ['crd.yaml', 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n', 'kubernetes'],
  ['etc/docker/daemon.json', '{}', 'daemon'],
  ['daemon.json', '{"icc": false}', 'daemon'],
  ['daemon.json', '{"name": "x"}', 'other'],
  ['.seaworthy.yaml', 'profile: strict\n', 'config'],
  ['.env', 'A=b', 'env'],
  ['.env.local', 'A=b', 'env'],
  ['prod.env', 'A=b', 'env'],
  ['.env.ts', 'export {}', 'other'],
  ['.github/workflows/ci.yml', 'on: push\njobs: {}\n', 'other'],
  ['openapi.yaml', 'openapi: 3.1.0\n', 'other'],
  ['playbook.yml', '- hosts: all\n  tasks: []\n', 'other'],
  ['README.md', POD, 'other'],
];
for (const [path, text, kind] of CASES)
  test(`${path} ${JSON.stringify(text.slice(0, 40))} is ${kind}`, () => assert.equal(classify(path, text), kind));

const KINDS: [text: string, kind: string | undefined][] = [
  [POD, 'Pod'],
  ['kind: "Pod" # c\n', 'Pod'],
  ['spec:\n  kind: X\nkind: Y\n', 'Y'],
  ['spec:\n  kind: X\n', undefined],
  ['# kind: X\n', undefined],
  ['{"spec": {"kind": "X"}, "a": "kind", "b": "\\"kind\\": 1", "kind" : "Y"}', 'Y'],
  ['{"kind": 5}', undefined],
  ['', undefined],
];
for (const [text, kind] of KINDS) test(`kind of ${JSON.stringify(text)}`, () => assert.equal(quickKind(text), kind));

test('hostile texts are classified in linear time', () => {
  const texts: readonly ((n: number) => string)[] = [
    (n) => `services:\n${'   # c\n'.repeat(n)}`,
    (n) => `${' '.repeat(4 * n)}x`,
    (n) => `{${'"kind":'.repeat(n)}`,
    (n) => `apiVersion: v1\nkind:${'\t'.repeat(2 * n)}`,
    (n) => `{"apiVersion" "kind" "${'\\'.repeat(2 * n)}`,
    (n) => 'services'.repeat(n),
  ];
  for (const [i, text] of texts.entries()) {
    const [short, long] = [text(10_000), text(40_000)];
    for (const path of ['a.yaml', 'a.json', 'Dockerfile.x', 'templates/a.yaml'])
      assertGrowth(
        `text ${i} as ${path}`,
        10,
        () => classify(path, short),
        () => classify(path, long),
      );
  }
});
