import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  allowsAll,
  isDefaultDeny,
  type NetworkPolicy,
  readNetworkPolicy,
} from '../../../server/src/core/kubernetes/network-policy.ts';
import { readKubernetes } from '../../../server/src/core/kubernetes/read.ts';
import {
  isEmpty,
  matches,
  parseEqualitySelector,
  parseSelector,
} from '../../../server/src/core/kubernetes/selectors.ts';
import { lensOf } from '../../../server/src/core/yaml/lens.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';

const LABELS = new Map([
  ['app', 'web'],
  ['tier', 'front'],
]);
const SELECTORS: [selector: string, result: boolean | 'unknown'][] = [
  ['', true],
  ['{}', true],
  ['{matchLabels: {app: web}}', true],
  ['{matchLabels: {app: web, tier: back}}', false],
  ['{matchLabels: {app: web, other: x}}', false],
  ['{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [front, back]}]}', true],
  ['{matchLabels: {app: db}, matchExpressions: [{key: tier, operator: In, values: [front]}]}', false],
  ['{matchExpressions: [{key: tier, operator: In, values: [back]}]}', false],
  ['{matchExpressions: [{key: gone, operator: In, values: [x]}]}', false],
  ['{matchExpressions: [{key: tier, operator: NotIn, values: [front]}]}', false],
  ['{matchExpressions: [{key: tier, operator: NotIn, values: [back]}]}', true],
  ['{matchExpressions: [{key: gone, operator: NotIn, values: [x]}]}', true],
  ['{matchExpressions: [{key: app, operator: Exists}]}', true],
  ['{matchExpressions: [{key: gone, operator: Exists}]}', false],
  ['{matchExpressions: [{key: gone, operator: DoesNotExist}]}', true],
  ['{matchExpressions: [{key: app, operator: DoesNotExist}]}', false],
  ['{matchLabels: {app: "{{ .x }}"}}', 'unknown'],
  ['{matchLabels: {app: "{{ .x }}", tier: back}}', false],
  ['{matchLabels: "{{ .x }}"}', 'unknown'],
  ['{matchExpressions: [{key: app, operator: Sounds}]}', 'unknown'],
  ['{matchExpressions: [{key: app, operator: In, values: ["{{ .x }}"]}]}', 'unknown'],
  ['"{{ .x }}"', 'unknown'],
  ['5', 'unknown'],
];
for (const [selector, result] of SELECTORS)
  test(`selector ${selector}`, () => {
    const parsed = parseSelector(lensOf(parseYaml(selector)));
    assert.equal(matches(parsed, LABELS), result);
    assert.equal(isEmpty(parsed), selector === '' || selector === '{}');
  });

test('plain selectors', () => {
  assert.equal(matches(parseEqualitySelector(lensOf(parseYaml('{app: web}'))), LABELS), true);
  assert.equal(matches(parseEqualitySelector(lensOf(parseYaml('{app: 1}'))), new Map([['app', '1']])), true);
  assert.equal(matches(parseEqualitySelector(lensOf(parseYaml('{app: db}'))), LABELS), false);
});

function policy(spec: string): NetworkPolicy {
  const text = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: n}\nspec: ${spec}\n`;
  const object = readKubernetes(parseYaml(text)).objects[0];
  const read = object && readNetworkPolicy(object);
  assert.ok(read);
  return read;
}

const TYPES: [spec: string, types: string[] | undefined, denies: string[]][] = [
  ['{}', ['ingress'], ['ingress']],
  ['{podSelector: {}}', ['ingress'], ['ingress']],
  ['{podSelector: {}, ingress: []}', ['ingress'], ['ingress']],
  ['{podSelector: {}, policyTypes: [Ingress, Egress]}', ['ingress', 'egress'], ['ingress', 'egress']],
  ['{podSelector: {}, policyTypes: [Egress]}', ['egress'], ['egress']],
  ['{podSelector: {}, egress: []}', ['ingress'], ['ingress']],
  ['{podSelector: {}, egress: [{}]}', ['ingress', 'egress'], ['ingress']],
  ['{podSelector: {}, ingress: [{}]}', ['ingress'], []],
  ['{podSelector: {}, policyTypes: []}', ['ingress'], ['ingress']],
  ['{podSelector: {matchLabels: {a: b}}}', ['ingress'], []],
  ['{podSelector: {matchLabels: {a: "{{ x }}"}}}', ['ingress'], []],
  ['{podSelector: {}, policyTypes: "{{ x }}"}', undefined, []],
  ['{podSelector: {}, policyTypes: [Ingress], ingress: "{{ x }}"}', ['ingress'], []],
  ['"{{ x }}"', undefined, []],
];
for (const [spec, types, denies] of TYPES)
  test(`policy types of ${spec}`, () => {
    const read = policy(spec);
    assert.deepEqual(read.policyTypes && [...read.policyTypes], types);
    assert.deepEqual(
      (['ingress', 'egress'] as const).filter((d) => isDefaultDeny(read, d)),
      denies,
    );
  });

const RULES: [rule: string, all: boolean][] = [
  ['{}', true],
  ['{from: }', true],
  ['{from: []}', true],
  ['{ports: [{port: 80}]}', true],
  ['{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}', true],
  ['{from: [{podSelector: {}}, {ipBlock: {cidr: "::/0"}}]}', true],
  ['{from: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]}', false],
  ['{from: [{ipBlock: {cidr: 0.0.0.0/0, except: "{{ x }}"}}]}', false],
  ['{from: [{ipBlock: {cidr: "{{ x }}"}}]}', false],
  ['{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}', false],
  ['{from: [{namespaceSelector: {}}]}', true],
  ['{from: [{namespaceSelector: {}, podSelector: {}}]}', true],
  ['{from: [{namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}]}', false],
  ['{from: [{namespaceSelector: {matchLabels: {a: b}}}]}', false],
  ['{from: [{namespaceSelector: }]}', false],
  ['{from: [{podSelector: {}}]}', false],
  ['{from: [{}]}', false],
  ['{from: "{{ x }}"}', false],
  ['"{{ x }}"', false],
];
for (const [text, all] of RULES)
  test(`rule ${text} allows all: ${all}`, () => {
    const rule = policy(`{ingress: [${text}]}`).ingress[0];
    assert.ok(rule);
    assert.equal(allowsAll(rule), all);
  });

test('peers, ports and spans', () => {
  const read = policy(
    '\n  egress:\n  - to:\n    - podSelector: {matchLabels: {a: b}}\n    ports:\n    - {port: 53, protocol: UDP}\n    - {port: 1, endPort: 9}',
  );
  const rule = read.egress[0];
  assert.ok(
    rule && rule.peers !== 'all' && rule.peers !== 'unknown' && rule.ports !== 'all' && rule.ports !== 'unknown',
  );
  const text = read.object.node.span;
  assert.ok(rule.span.start > text.start && rule.span.end <= text.end);
  assert.equal(rule.peers[0]?.namespaceSelector, undefined);
  assert.deepEqual(
    rule.ports.map((p) => [p.protocol, p.port, p.endPort]),
    [
      ['UDP', '53', undefined],
      ['TCP', '1', '9'],
    ],
  );
  assert.equal(read.namespace, 'n');
});

test('other kinds are not network policies', () => {
  for (const text of ['apiVersion: v1\nkind: Pod\n', 'apiVersion: cilium.io/v2\nkind: NetworkPolicy\n']) {
    const object = readKubernetes(parseYaml(text)).objects[0];
    assert.ok(object);
    assert.equal(readNetworkPolicy(object), undefined);
  }
});
