/** Secrets outside Dockerfiles, Compose services and pods: the exact span in each place, and what is not reported there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { apart } from '../../../server/src/core/engine/joined.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { fake } from '../../support/secrets-fake.ts';

const pw = `${fake(17)}-q7`;
const token = `ghp_${fake(36)}`;

/** The texts that secret rules mark in a file with these contents. */
function found(path: string, text: string, others: Readonly<Record<string, string>> = {}): string[] {
  const engine = createEngine(rules, PINNED_DAY);
  for (const [name, other] of Object.entries(others)) engine.setFile(name, other);
  engine.setFile(path, text);
  const { findings } = engine.check(path);
  return apart(findings)
    .filter((f) => f.rule.startsWith('secret/'))
    .map((f) => text.slice(f.span.start, f.span.end));
}

test('.env: values under their names, unless Git ignores the file or it is an example', () => {
  const text = `A_PASSWORD="${pw}"\nexport TOKEN=${token}\nB_PASSWORD=$A_PASSWORD\nMODE=none\n`;
  for (const path of ['.env', 'app/.env', '.env.production', 'prod.env', '.envs/.production/.django', '.envrc'])
    assert.deepEqual(found(path, text), [pw, token], path);
  for (const path of ['.env.example', '.env.sample', 'env.dist.env', 'example.env', '.env.ci'])
    assert.deepEqual(found(path, text), [token], path);
  for (const path of ['env.ts', '.env.js', 'environment', '.env.md', '.env.gpg'])
    assert.deepEqual(found(path, text), [], path);
  assert.deepEqual(found('app/.env', text, { '.gitignore': '.env\n' }), []);
  assert.deepEqual(found('app/.env', text, { 'app/.gitignore': '/.env\n' }), []);
  assert.deepEqual(found('app/.env', text, { '.gitignore': '*.env\n!app/.env\n' }), [pw, token]);
  assert.deepEqual(found('app/.env', text, { 'other/.gitignore': '.env\n' }), [pw, token]);
});

test('.env: a dollar within a password is part of it', () => {
  for (const value of ['9AnQ$E4GDvgM1', 'pa$$w0rdX9k2', '9AnQ$E4G#DvgM1', "zX9'qwe$PoLk1"]) {
    assert.deepEqual(found('.env', `A_PASSWORD=${value}\n`), [value]);
    assert.deepEqual(found('.env', `A_PASSWORD="${value}" # why\n`), [value]);
  }
  for (const value of ['$B', '${B}', '${B:-}', 'x${B}y', '$(cat /run/secrets/a)'])
    assert.deepEqual(found('.env', `A_PASSWORD=${value}\nB_PASSWORD="${value}"\n`), [], value);
});

test('.env: a comment suppresses a line or the file', () => {
  const text = `# seaworthy: ignore[secret/hardcoded-secret] demo\nA_PASSWORD=${pw}\nB_PASSWORD=${pw}\n`;
  assert.deepEqual(found('.env', text), [pw]);
  assert.deepEqual(found('.env', text.replace('ignore[', 'ignore-file[')), []);
  const behind = `A_PASSWORD="${pw}" # seaworthy: ignore[secret/hardcoded-secret] demo\nB_PASSWORD=${pw}\n`;
  assert.deepEqual(found('.env', behind), [pw]);
});

test('Helm values: the key in a Secret that is named beside it is no value', () => {
  for (const name of ['secretRef', 'secretName', 'existingSecret', 'secret_ref'])
    for (const key of ['secretKey', 'passwordKey', 'secret_key'])
      assert.deepEqual(found('shop/values.yaml', `db:\n  ${name}: shop-db\n  ${key}: token_service_salt_q7\n`), []);
  for (const beside of ['existingSecret: ""', 'secretRef:', 'accessKey: shop', 'secretRefs: shop-db'])
    assert.deepEqual(
      found('shop/values.yaml', `db:\n  ${beside}\n  secretKey: token_service_salt_q7\n`),
      ['token_service_salt_q7'],
      beside,
    );
  assert.deepEqual(found('shop/values.yaml', `db:\n  secretRef: shop-db\n  secretKey: ${token}\n`), [token]);
});

test('Helm values: what a map names that is a Secret are its keys, unless the chart makes it', () => {
  const keys = 'username: username\n    password: password\n    client_secret: oauth_client_secret';
  const values = (name: string, rest: string) => found('shop/values.yaml', `db:\n  ${name}:\n    ${rest}\n`);
  for (const name of ['secret', 'existingSecret', 'secretRef', 'externalSecret', 'secretKeyRef', 'existing_secret'])
    assert.deepEqual(values(name, `name: datasource-creds\n    ${keys}`), [], name);
  for (const beside of ['host: x', 'name: ""', 'create: true\n    name: x', 'name: x\n    enabled: true'])
    assert.ok(values('secret', `${beside}\n    ${keys}`).includes('password'), beside);
  assert.ok(values('auth', `name: shop\n    ${keys}`).includes('password'));
  assert.deepEqual(values('secret', `name: shop-db\n    password: ${pw}`), [pw]);
});

test('Helm values: by key, by name and value, in lists of options', () => {
  const text = `auth:\n  password: ${pw}\n  existingSecret: my-db-secret\nenv:\n  - {name: API_KEY, value: "${pw}"}\nargs: ["--db-password=${pw}", --mode, none]\nextraEnv:\n  - SMTP_PASSWORD=${pw}\ntokenSecretRef: {name: x, key: token}\n`;
  assert.deepEqual(found('charts/shop/values.yaml', text), [pw, pw, pw, pw]);
  assert.deepEqual(found('charts/shop/other.yaml', text), []);
});

test('custom resources and fields without a model: only certain secrets', () => {
  const resource = (body: string): string =>
    `apiVersion: acme.test/v1\nkind: Database\nmetadata:\n  name: x\nspec:\n${body}`;
  assert.deepEqual(found('db.yaml', resource(`  adminPassword: ${pw}\n  note: see ${token}\n`)), [pw, token]);
  assert.deepEqual(
    found('db.yaml', resource('  password: changeme\n  tokenName: abcdef123456abcdef12\n  secret: my-secret\n')),
    [],
  );
  const probe = (value: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n  containers:\n    - name: c\n      image: x\n      livenessProbe:\n        httpGet:\n          httpHeaders: [{name: Authorization, value: "${value}"}]\n`;
  assert.deepEqual(found('pod.yaml', probe(`Bearer ${token}`)), [token]);
  assert.deepEqual(found('pod.yaml', probe('Bearer $(TOKEN)')), []);
  const logging = (value: string): string =>
    `services:\n  a:\n    image: x\n    logging: {driver: splunk, options: {splunk-token: "${value}"}}\n`;
  assert.deepEqual(found('compose.yaml', logging(pw)), [pw]);
  assert.deepEqual(found('compose.yaml', logging('${SPLUNK_TOKEN}')), []);
});

test('encrypted values and references to secrets are not secrets', () => {
  const sealed = `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: x}\nspec:\n  encryptedData:\n    password: AgB${fake(300)}\n    token: AgA${fake(300)}\n`;
  const external =
    'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: x}\nspec:\n  data:\n    - secretKey: db-password-1\n      remoteRef: {key: apps/shop4711/db, property: password}\n';
  const sops = `apiVersion: v1\nkind: Secret\nmetadata: {name: x}\nstringData:\n  password: ENC[AES256_GCM,data:${fake(24)},iv:${fake(40)}=,type:str]\nsops:\n  mac: ENC[AES256_GCM,data:${fake(60)},type:str]\n`;
  for (const text of [sealed, external, sops]) assert.deepEqual(found('x.yaml', text), []);
});

test('kubeconfigs', () => {
  const pem = `-----BEGIN RSA PRIVATE KEY-----\n${fake(64)}\n${fake(64)}\n-----END RSA PRIVATE KEY-----\n`;
  const key = Buffer.from(pem).toString('base64');
  const certificate = Buffer.from(`-----BEGIN CERTIFICATE-----\n${fake(64)}\n-----END CERTIFICATE-----\n`).toString(
    'base64',
  );
  const text = `apiVersion: v1\nkind: Config\nclusters:\n  - name: c\n    cluster: {certificate-authority-data: ${certificate}}\nusers:\n  - name: a\n    user:\n      client-certificate-data: ${certificate}\n      client-key-data: ${key}\n      token: ${fake(40)}\n`;
  for (const path of ['kubeconfig', 'prod.kubeconfig', '.kube/config', 'kubeconfig.yaml', 'ci/kubeconfig-prod'])
    assert.deepEqual(found(path, text), [key, fake(40)], path);
});

test('the Docker client and the daemon', () => {
  const pair = Buffer.from(`robot:${pw}`).toString('base64');
  const client = `{"auths": {"registry.acme.test": {"auth": "${pair}"}, "b": {"auth": "${Buffer.from('x:<pw>').toString('base64')}"}}, "credsStore": "desktop"}`;
  for (const path of ['.docker/config.json', 'config.json', '.dockerconfigjson'])
    assert.deepEqual(found(path, client), [pair], path);
  assert.deepEqual(found('app/config.json', `{"password": "${pw}"}`), []);
  const daemon = `{"proxies": {"http-proxy": "http://u:${pw}@proxy.acme.test:3128"}, "hosts": []}`;
  assert.deepEqual(found('daemon.json', daemon), [pw]);
});

test('kustomizations: literals of generators', () => {
  const text = `secretGenerator:\n  - name: s\n    literals: [DB_PASSWORD=${pw}, MODE=none]\nconfigMapGenerator:\n  - name: c\n    literals:\n      - TOKEN_URL=https://acme.test/token\n`;
  assert.deepEqual(found('kustomization.yaml', text), [pw]);
});

test('kustomization: what a generator takes from a file is no value', () => {
  const files = 'files: [htpasswd=files/users.htpasswd, db_password=Hq72-xvv9.txt, token=../q/Zk81]';
  for (const generator of ['secretGenerator', 'configMapGenerator'])
    assert.deepEqual(
      found('kustomization.yaml', `${generator}:\n  - name: s\n    ${files}\n    literals: [A_PASSWORD=${pw}]\n`),
      [pw],
    );
});

test('a token or key in a comment, a template or a helper', () => {
  const encoded = Buffer.from(
    `-----BEGIN EC PRIVATE KEY-----\n${fake(64)}\n${fake(64)}\n-----END EC PRIVATE KEY-----\n`,
  ).toString('base64');
  assert.deepEqual(found('Dockerfile', `FROM alpine:3.22\n# was ${token}\nRUN true\n`), [token]);
  assert.deepEqual(found('compose.yaml', `services:\n  a:\n    image: x # ${token}\n# password: ${pw}\n`), [token]);
  const template = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  a: {{ .Values.gh | default "${token}" }}\n  b: "{{ .Values.x }}${encoded}"\n`;
  assert.deepEqual(found('charts/shop/templates/map.yaml', template), [token, encoded]);
  assert.deepEqual(found('charts/shop/templates/_helpers.tpl', `{{- define "a" }}\ntoken: ${token}\n{{- end }}\n`), [
    token,
  ]);
});

test('scripts and headers of probes and hooks', () => {
  const pod = (probe: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n  containers:\n    - name: c\n      image: x\n      livenessProbe:\n        ${probe}\n`;
  const bearer = fake(32);
  assert.deepEqual(found('pod.yaml', pod(`exec: {command: [sh, -c, "PGPASSWORD=${pw} psql -c 'select 1'"]}`)), [pw]);
  assert.deepEqual(found('pod.yaml', pod(`exec: {command: [/bin/bash, -ec, "x"]}`)), []);
  assert.deepEqual(found('pod.yaml', pod(`exec: {command: [sh, -c, "curl -u admin:${pw} localhost"]}`)), [pw]);
  assert.deepEqual(
    found('pod.yaml', pod(`httpGet: {httpHeaders: [{name: Authorization, value: "Bearer ${bearer}"}]}`)),
    [bearer],
  );
  assert.deepEqual(
    found('pod.yaml', pod('httpGet: {httpHeaders: [{name: Authorization, value: "Bearer token"}]}')),
    [],
  );
});

test('in a block of text the line itself is marked', () => {
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n  containers:\n    - name: c\n      image: x\n      command: [sh, -c]\n      args:\n        - |\n          set -e\n          PGPASSWORD=${pw} psql\n          curl -H "X-Key: ${token}" localhost\n`;
  assert.deepEqual(found('pod.yaml', pod), [pw, token]);
});

test('a ConfigMap: JSON on one line, and scripts', () => {
  const map = (data: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n${data}`;
  assert.deepEqual(found('map.yaml', map(`  app.json: '{"debug":true,"password":"${pw}"}'\n`)), [pw]);
  assert.deepEqual(found('map.yaml', map(`  app.json: '{"debug":true,"password":"\${PASSWORD}"}'\n`)), []);
  const script = (line: string): string => map(`  init.sh: |\n    #!/bin/sh\n    set -e\n    ${line}\n`);
  assert.deepEqual(found('map.yaml', script(`PGPASSWORD=${pw} psql -c 'select 1'`)), [pw]);
  assert.deepEqual(found('map.yaml', script(`curl -u "admin:${pw}" http://localhost`)), [pw]);
  assert.deepEqual(found('map.yaml', script('curl -u "admin:$PASSWORD" http://localhost')), []);
});

test('annotations, also of templates: known formats alone', () => {
  const hash = '3f1c9e7ab2d84650'.repeat(4);
  const cronJob = (annotations: string): string =>
    `apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: a\n  annotations:\n    ${annotations}\nspec:\n  jobTemplate:\n    spec:\n      template:\n        metadata:\n          annotations:\n            ${annotations}\n        spec:\n          containers: [{name: a, image: "ghcr.io/acme/a:1"}]\n`;
  for (const name of [
    'checksum/secret',
    'checksum/db-password',
    'example.com/vault-secret',
    'auth.example.com/password',
  ])
    assert.deepEqual(found('a.yaml', cronJob(`${name}: ${hash}`)), [], name);
  const values = `podAnnotations:\n  checksum/secret: ${hash}\n`;
  assert.deepEqual(
    found('chart/values.yaml', values, { 'chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n' }),
    [],
  );
  assert.deepEqual(found('a.yaml', cronJob(`checksum/secret: ${token}`)), [token, token]);
  // A field of this name elsewhere holds what it says.
  const custom = `apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: a}\nspec:\n  annotations:\n    password: ${pw}\n`;
  assert.deepEqual(found('a.yaml', custom), [pw]);
  const secret = `podEnv:\n  CHECKSUM_SECRET: ${pw}\n`;
  assert.deepEqual(
    found('chart/values.yaml', secret, { 'chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n' }),
    [pw],
  );
});
