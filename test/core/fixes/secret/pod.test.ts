/** A literal in a pod's environment becomes a reference to a Secret, in all containers, and the fix creates the Secret. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fixedBy, noteOf, type Texts, titlesIn } from '../../../support/secrets-fixed.ts';

const value = 'mT9-kQv2z!7';
const literal = (name: string, v = value): string => `            - name: ${name}\n              value: ${v}\n`;
const reference = (name: string, key = name): string =>
  `            - name: ${name}\n              valueFrom:\n                secretKeyRef:\n                  name: shop-secrets\n                  key: ${key}\n`;
const deployment = (web: string, worker?: string, namespace = '  namespace: prod\n'): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\n${namespace}spec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: a:1\n          env:\n${web}${worker ? `        - name: worker\n          image: a:1\n          env:\n${worker}` : ''}`;
const store = (text: string): Texts => ({ '.seaworthy.yaml': `secrets:\n  store:\n${text}` });
const plain = `apiVersion: v1
kind: Secret
metadata:
  name: shop-secrets
  namespace: prod
type: Opaque
`;
const patch = (key: string): string => `kubectl patch secret shop-secrets -n prod -p '{"stringData":{"${key}":"…"}}'`;
const skeleton = `# The values are not in this file, and applying it again keeps them. Set each value with:
# ${patch('SMTP_PASSWORD')}
${plain}`;
const toFill = `${plain}stringData:\n  SMTP_PASSWORD: REPLACE_ME\n`;
const rotate =
  /(?:^T|; t)he old value stays in the repository history: search the repository for it, and rotate it for all its readers at once$/;
const note = (files: Texts | string, title = 'Read it'): string => {
  const said = noteOf(typeof files === 'string' ? { 'a.yaml': files } : files, 'a.yaml', title);
  assert.match(said, rotate);
  return said.replace(rotate, '');
};

/** The content of `a.yaml` after one fix. */
const fixed = (text: string, title: string, others: Texts = {}): string =>
  fixedBy({ 'a.yaml': text, ...others }, 'a.yaml', title)['a.yaml']!;

test("no Secret is made for an object whose namespace a template other than Helm's writes", () => {
  const inNamespace = (name: string, path: string, others: Texts = {}): readonly string[] =>
    titlesIn({ [path]: deployment(literal('SMTP_PASSWORD'), undefined, `  namespace: ${name}\n`), ...others }, path);
  assert.deepEqual(inNamespace('"{{ namespace }}"', 'a.yaml'), []);
  assert.equal(inNamespace('shop', 'a.yaml').length, 2);
  const chart = { 'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n' };
  assert.equal(inNamespace('{{ .Release.Namespace }}', 'shop/templates/a.yaml', chart).length, 2);
});

describe('the reference', () => {
  test('in every container with that value; another value gets a separate key', () => {
    const both = deployment(literal('SMTP_PASSWORD'), literal('SMTP_PASSWORD'));
    assert.equal(fixed(both, 'Read it'), deployment(reference('SMTP_PASSWORD'), reference('SMTP_PASSWORD')));
    const other = deployment(literal('SMTP_PASSWORD'), literal('SMTP_PASSWORD', 'k7Qm2Zx9'));
    assert.equal(
      fixed(other, 'Read it'),
      deployment(reference('SMTP_PASSWORD', 'SMTP_PASSWORD_WEB'), literal('SMTP_PASSWORD', 'k7Qm2Zx9')),
    );
    const moved = deployment(literal('SMTP_PASSWORD'), reference('SMTP_PASSWORD'));
    assert.match(fixed(moved, 'Read it'), /key: SMTP_PASSWORD_WEB/);
  });

  test('two different values get the announced keys, in either order', () => {
    const two = deployment(literal('A_WORKER_PASSWORD'), literal('A_WORKER_PASSWORD', 'k7Qm2Zx9'));
    const key = 'A_WORKER_PASSWORD_WORKER';
    assert.match(titlesIn({ 'a.yaml': two }, 'a.yaml').join(), new RegExp(`literal=${key}=`));
    const one = fixed(two, 'Read it');
    assert.match(titlesIn({ 'a.yaml': one }, 'a.yaml').join(), new RegExp(`after you add \`${key}\` to it`));
    assert.match(fixed(one, 'Read it'), new RegExp(`key: A_WORKER_PASSWORD_WEB\n[^]*key: ${key}\n`));
  });

  test('the title has the command, with the namespace if there is one', () => {
    const title = (text: string): string => titlesIn({ 'a.yaml': text }, 'a.yaml')[0]!;
    assert.equal(
      title(deployment(literal('SMTP_PASSWORD'))),
      'Read it from a Secret, made by `kubectl create secret generic shop-secrets -n prod --from-literal=SMTP_PASSWORD=…`',
    );
    assert.match(title(deployment(literal('SMTP_PASSWORD'), undefined, '')), /shop-secrets --from/);
  });
});

describe('the manifest', () => {
  test('a Secret without the value, after the object', () => {
    const text = `${deployment(literal('SMTP_PASSWORD'))}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: shop\n`;
    const done = fixed(text, 'Read it from a Secret, with a manifest');
    const kept = text.slice(text.indexOf('\n---'));
    assert.equal(done, `${deployment(reference('SMTP_PASSWORD'))}---\n${skeleton}${kept}`);
  });

  test('an existing one gets the key and nothing else', () => {
    const web = literal('SMTP_PASSWORD') + literal('API_TOKEN', 'k7Qm2Zx9RbT4vWn1');
    const once = fixed(deployment(web), 'Read it from a Secret, with a manifest');
    const twice = fixed(once, 'Read it from the Secret `shop-secrets`');
    assert.equal(
      twice,
      `${deployment(reference('SMTP_PASSWORD') + reference('API_TOKEN'))}---\n${skeleton}`,
      'it has no keys, since applying it would overwrite them',
    );
    const elsewhere = { 'b.yaml': toFill.replace('SMTP', 'OTHER') };
    const two = fixedBy(
      { 'a.yaml': deployment(literal('SMTP_PASSWORD')), ...elsewhere },
      'a.yaml',
      'Read it from the Secret',
    );
    assert.equal(two['b.yaml'], `${elsewhere['b.yaml']}  SMTP_PASSWORD: REPLACE_ME\n`);
  });

  test('with values, or in another namespace, stays unchanged', () => {
    const files = (secret: string): Texts => ({ 'a.yaml': deployment(literal('SMTP_PASSWORD')), 'b.yaml': secret });
    const filled = files(toFill.replace('SMTP_PASSWORD: REPLACE_ME', 'other: hello'));
    assert.deepEqual(titlesIn(filled, 'a.yaml'), [
      'Read it from the Secret `shop-secrets`, after you add `SMTP_PASSWORD` to it',
    ]);
    assert.deepEqual(Object.keys(fixedBy(filled, 'a.yaml', 'Read it')), ['a.yaml']);
    assert.match(titlesIn(files(plain.replace('prod', 'test')), 'a.yaml')[0]!, /made by/);
  });

  test('of another installation is another Secret', () => {
    const web = deployment(literal('SMTP_PASSWORD'));
    const title = (files: Texts, path: string): string => titlesIn(files, path)[0]!;
    const here = /^Read it from the Secret `shop-secrets`/;
    const made = /made by/;
    const variant = `${deployment(reference('SMTP_PASSWORD'))}---\n${toFill}`;
    for (const [path, other, text, expected] of [
      ['k8s/a.yaml', 'k8s/b.yaml', toFill, here],
      ['k8s/apps/a.yaml', 'k8s/secrets/b.yaml', toFill, here],
      ['k8s/a.yaml', 'chart/templates/b.yaml', toFill, made],
      ['chart/templates/a.yaml', 'k8s/b.yaml', toFill, made],
      ['chart/templates/a.yaml', 'chart/templates/secrets/b.yaml', toFill, here],
      ['chart/templates/a.yaml', 'other/templates/b.yaml', toFill, made],
      ['k8s/a.yaml', 'k8s/all-in-one.yaml', variant, made],
      ['k8s/a.yaml', 'k8s/all-in-one.yaml', variant.replace('kind: Deployment', 'kind: StatefulSet'), made],
      ['k8s/a.yaml', 'k8s/all-in-one.yaml', variant.replace('name: shop\n', 'name: cart\n'), here],
    ] as const)
      assert.match(title({ [path]: web, [other]: text }, path), expected, `${path} ${other}`);
  });

  test('of the same file comes before that of another', () => {
    const own = `${deployment(literal('SMTP_PASSWORD'))}---\n${toFill.replace('SMTP', 'OTHER')}`;
    const done = fixedBy({ 'a/b.yaml': toFill, 'k8s/a.yaml': own }, 'k8s/a.yaml', 'Read it from the Secret');
    assert.match(done['k8s/a.yaml']!, /SMTP_PASSWORD: REPLACE_ME\n$/);
    assert.equal(done['a/b.yaml'], undefined);
  });

  test('is not created in JSON and in templates', () => {
    const templated = `{{- if .Values.on }}\n${deployment(literal('SMTP_PASSWORD'))}{{- end }}\n`;
    const env = [{ name: 'SMTP_PASSWORD', value }];
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'shop' },
      spec: { containers: [{ name: 'a', image: 'a:1', env }] },
    };
    for (const [path, text] of [
      ['templates/a.yaml', templated],
      ['a.json', JSON.stringify(pod)],
    ] as const) {
      const titles = titlesIn({ [path]: text }, path);
      assert.deepEqual([titles.length, titles[0]?.includes('made by')], [1, true], path);
    }
  });
});

describe('the note names the steps before the pods start', () => {
  const web = literal('SMTP_PASSWORD');
  const text = deployment(web);

  test('create the Secret, or set a key of an existing one', () => {
    const create = 'kubectl create secret generic shop-secrets -n prod --from-literal=SMTP_PASSWORD=…';
    assert.equal(note(text), `Create the Secret before the pods start: \`${create}\``);
    const key = (name: string): string => `Set \`${name}\` before the pods start: \`${patch(name)}\``;
    assert.equal(
      note(text, 'Read it from a Secret, with a manifest'),
      `Set \`SMTP_PASSWORD\` right after you apply the file, because the pods wait for it: \`${patch('SMTP_PASSWORD')}\``,
    );
    const second = deployment(reference('SMTP_PASSWORD') + literal('API_TOKEN', 'k7Qm2Zx9RbT4vWn1'));
    assert.equal(note(second, 'Read it from the Secret `shop-secrets`, after you add'), key('API_TOKEN'));
    assert.equal(note(`${second}---\n${skeleton}`), key('API_TOKEN'));
    assert.equal(note(`${text}---\n${toFill}`), '');
    const filled = toFill.replace('SMTP_PASSWORD: REPLACE_ME', 'other: hello');
    assert.equal(note(`${text}---\n${filled}`), key('SMTP_PASSWORD'));
    const other = `${text}---\n${toFill.replace('SMTP', 'OTHER')}`;
    assert.match(note(other), /^Replace `REPLACE_ME` before you apply the file: it would overwrite/);
  });

  test('create the namespace, where a manifest of the workspace does that', () => {
    const namespace = (name: string): Texts => ({
      'a.yaml': text,
      'all/namespace.yaml': `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`,
    });
    assert.match(
      note(namespace('prod')),
      /^Create the namespace first: `kubectl create namespace prod`; create the Secret/,
    );
    assert.match(note(namespace('other')), /^Create the Secret/);
    assert.match(note(namespace('prod'), 'Read it from a Secret, with a manifest'), /^Set `SMTP_PASSWORD`/);
  });

  test('store a value, or seal it', () => {
    const configured = (by: string): Texts => ({ 'a.yaml': text, ...store(`    manifests: ${by}\n`) });
    const stored =
      'Store the value of `SMTP_PASSWORD` before the pods start, under `prod/shop`, property `SMTP_PASSWORD`';
    assert.equal(note(configured('external-secrets')), stored);
    assert.match(
      note(configured('sealed-secrets')),
      /^Set `SMTP_PASSWORD` of `encryptedData` .*, from `kubectl create .*kubeseal -o yaml`$/,
    );
  });
});

describe('from a store', () => {
  for (const [provider, key, property] of [
    ['vault', 'prod/shop', 'SMTP_PASSWORD'],
    ['aws', 'prod/shop', 'SMTP_PASSWORD'],
    ['gcp', 'shop-smtp-password', undefined],
    ['azure', 'shop-smtp-password', undefined],
  ] as const)
    test(provider, () => {
      const config = store(
        `    manifests: external-secrets\n    provider: ${provider}\n    name: main\n    kind: SecretStore\n`,
      );
      const done = fixed(
        deployment(literal('SMTP_PASSWORD')),
        `Read it from a Secret that External Secrets fills from \`${key}\``,
        config,
      );
      const ref = `        key: ${key}\n${property ? `        property: ${property}\n` : ''}`;
      assert.equal(
        done,
        `${deployment(reference('SMTP_PASSWORD'))}---\napiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: shop-secrets\n  namespace: prod\nspec:\n  secretStoreRef:\n    name: main\n    kind: SecretStore\n  target:\n    name: shop-secrets\n  data:\n    - secretKey: SMTP_PASSWORD\n      remoteRef:\n${ref}`,
      );
    });

  test('an existing ExternalSecret gets the key', () => {
    const config = store('    manifests: external-secrets\n');
    const web = literal('SMTP_PASSWORD') + literal('API_TOKEN', 'k7Qm2Zx9RbT4vWn1');
    const once = fixed(deployment(web), 'Read it', config);
    assert.match(
      fixed(once, 'Read it from the Secret `shop-secrets`', config),
      /- secretKey: API_TOKEN\n {6}remoteRef:\n {8}key: prod\/shop\n {8}property: API_TOKEN\n$/,
    );
  });

  test('a SealedSecret has the command that fills it', () => {
    const config = store('    manifests: sealed-secrets\n');
    const done = fixed(deployment(literal('SMTP_PASSWORD')), 'Read it', config);
    assert.match(
      done,
      /---\n# Generated by this command.*\n# kubectl create secret generic shop-secrets -n prod --from-literal=SMTP_PASSWORD=… --dry-run=client -o yaml \| kubeseal -o yaml\napiVersion: bitnami.com\/v1alpha1\nkind: SealedSecret\n[\s\S]*\n {2}encryptedData:\n {4}SMTP_PASSWORD: ""\n$/,
    );
  });
});
