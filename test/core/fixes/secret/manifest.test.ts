/** A Secret's manifest with its values becomes that of the object which the cluster gets them from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countIn, fixedBy, type Texts, titlesIn } from '../../../support/secrets-fixed.ts';

const sealed: Texts = { '.seaworthy.yaml': 'secrets:\n  store:\n    manifests: sealed-secrets\n' };
const external: Texts = { '.seaworthy.yaml': 'secrets:\n  store:\n    manifests: external-secrets\n' };
const secret = `---
# of the shop
apiVersion: v1
kind: "Secret"
type: kubernetes.io/basic-auth
data:
  username: c2hvcA==
  password: bVQ5LWtRdjJ6ITc= # the old one
metadata: {name: shop}
immutable: true
`;

test('a SealedSecret with the command above, a type and no value', () => {
  assert.equal(
    fixedBy({ 'a.yaml': secret, ...sealed }, 'a.yaml', 'Make it a SealedSecret')['a.yaml'],
    `---
# of the shop
# Made by this, of whose outcome only \`encryptedData\` is to be committed:
# kubectl create secret generic shop --type=kubernetes.io/basic-auth --from-literal=username=… --from-literal=password=… --dry-run=client -o yaml | kubeseal -o yaml
apiVersion: bitnami.com/v1alpha1
kind: "SealedSecret"
metadata: {name: shop}
spec:
  encryptedData:
    username: ""
    password: ""
  template:
    type: kubernetes.io/basic-auth
    immutable: true
`,
  );
});

test('labels, annotations, type and whether it may change go along; comments stay but for those of the values', () => {
  const labelled = `# of the shop
apiVersion: v1
kind: Secret
metadata:
  name: shop
  labels:
    app: shop
    tier: "1"
  annotations:
    # read by the reloader
    reloader.example.com/match: "true"
type: kubernetes.io/basic-auth
immutable: true
# the values
data:
  # who
  username: c2hvcA==
  # since May
  password: bVQ5LWtRdjJ6ITc= # the old one
  # no more
# the end
`;
  const kept = labelled.slice(labelled.indexOf('metadata'), labelled.indexOf('type:'));
  const metadata = `metadata:
  labels:
    app: shop
    tier: "1"
  annotations:
    reloader.example.com/match: "true"
`;
  const below = (by: number): string => metadata.replace(/^(?=.)/gm, ' '.repeat(by));
  const rest = '# the values\n  # no more\n# the end\n';
  const one = fixedBy({ 'a.yaml': labelled, ...external }, 'a.yaml', 'Let External Secrets')['a.yaml'] ?? '';
  assert.equal(
    one.slice(0, one.indexOf('  data:\n')) + one.slice(one.indexOf('# the values')),
    `# of the shop
apiVersion: external-secrets.io/v1
kind: ExternalSecret
${kept}spec:
  secretStoreRef:
    name: secret-store
    kind: ClusterSecretStore
  target:
    name: shop
    immutable: true
    template:
${below(6)}      type: kubernetes.io/basic-auth
${rest}`,
  );
  const two = fixedBy({ 'a.yaml': labelled, ...sealed }, 'a.yaml', 'Make it a SealedSecret')['a.yaml'] ?? '';
  assert.equal(
    two.slice(two.indexOf('apiVersion')),
    `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
${kept}spec:
  encryptedData:
    username: ""
    password: ""
  template:
${below(4)}    type: kubernetes.io/basic-auth
    immutable: true
${rest}`,
  );
});

test('keys of both maps, once each', () => {
  const both = secret.replace('metadata:', 'stringData:\n  password: k7Qm2Zx9RbT4\n  token: k7Qm2Zx9RbT5\nmetadata:');
  const done = fixedBy({ 'a.yaml': both, ...external }, 'a.yaml', 'Let External Secrets')['a.yaml']!;
  assert.deepEqual(done.match(/secretKey: \w+/g), ['secretKey: username', 'secretKey: password', 'secretKey: token']);
  assert.doesNotMatch(done, /k7Qm|bVQ5/);
});

test('none for plain Secrets, lists, templates, merges, and where kubectl has left a copy', () => {
  const note = '"kubectl.kubernetes.io/last-applied-configuration": "{}"';
  for (const [why, text, config] of [
    ['no store', secret, {}],
    [
      'a list',
      `apiVersion: v1\nkind: List\nitems:\n${secret.replace('---\n# of the shop\n', '').replace(/^/gm, '    ').replace('    api', '  - api')}`,
      external,
    ],
    [
      'JSON',
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'a' },
        stringData: { password: 'k7Qm2Zx9RbT4' },
      }),
      external,
    ],
    ['a template', secret.replace('{name: shop}', '{name: "{{ .Release.Name }}"}'), external],
    ['a key that would end the comment', secret.replace('username:', '"a\\nb":'), external],
    ['a type that is more than one word', secret.replace('kubernetes.io/basic-auth', 'a b'), external],
    ['a name that is none', secret.replace('{name: shop}', '{name: "shop; x"}'), external],
    ['a merge', secret.replace('data:\n', 'data:\n  <<: &x {a: Yg==}\n'), external],
    ['a copy', secret.replace('{name: shop}', `{name: shop, annotations: {${note}}}`), external],
  ] as const) {
    const path = why === 'JSON' ? 'a.json' : 'a.yaml';
    const files: Texts = { [path]: text, ...config };
    assert.deepEqual([countIn(files, path), titlesIn(files, path)], [1, []], why);
  }
});
