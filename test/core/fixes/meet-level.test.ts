/** The fix that makes a workload meet a Pod Security Standard: when it is offered, and what it writes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyChanges, engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const CONFIG = 'podSecurity: { level: restricted }\n';

/** The manifest after the fix; `undefined` if none is offered. The pods must be reported. */
function fixed(text: string, path = 'web.yaml', config = CONFIG): string | undefined {
  const files = new Map([
    ['.seaworthy.yaml', config],
    [path, text],
  ]);
  const engine = engineOver(files, rules);
  engine.setComplete(true);
  const [found] = engine.check(path).findings.filter(({ rule }) => rule === 'admission/below-standard');
  assert.ok(found, 'the pods are reported');
  const [fix] = found.fixes;
  return fix && applyChanges(files, fix.changes()).get(path);
}

const pod = (container: string, spec = '', name = 'web'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec:\n${spec}  containers:\n    - name: web\n      image: registry.example.com/web:1.0.0\n${container}`;

describe('adds what is missing', () => {
  test('to a manifest in JSON', () => {
    const json = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web', image: 'a.example.com/web:1' }] },
    };
    const { spec } = JSON.parse(fixed(JSON.stringify(json, null, 2), 'web.json') ?? '{}');
    assert.deepEqual(spec.securityContext, { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    assert.deepEqual(spec.containers[0].securityContext, {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
  });

  test('to the right one of several objects of a list, beside what other lists of capabilities say', () => {
    const item = (name: string, more: string): string =>
      `  - apiVersion: v1\n    kind: Pod\n    metadata: { name: ${name} }\n    spec:\n      containers:\n        - name: web\n          image: a.example.com/web:1\n${more}`;
    const drops =
      '          securityContext:\n            capabilities:\n              drop: [NET_RAW]\n              add: [NET_BIND_SERVICE]\n';
    const text = `apiVersion: v1\nkind: List\nitems:\n${item('a', drops)}${item('b', '')}`;
    const now = fixed(text) ?? '';
    assert.match(now, /drop: \[ALL\]\n {14}add: \[NET_BIND_SERVICE\]/);
    assert.equal(now.slice(now.indexOf('name: b')), text.slice(text.indexOf('name: b')));
  });

  test('but not what the pod says already', () => {
    const spec = '  securityContext:\n    runAsUser: 1000\n    runAsNonRoot: true\n';
    const now = fixed(pod('', spec)) ?? '';
    assert.equal(now.match(/runAsNonRoot/g)?.length, 1);
    assert.match(now, /seccompProfile:\n {6}type: RuntimeDefault/);
  });

  test('in the newest version of the standard, or the configured one', () => {
    const old = fixed(pod(''), 'web.yaml', 'podSecurity: { level: restricted, version: v1.21 }\n') ?? '';
    assert.match(old, /seccompProfile/);
  });
});

describe('is not offered', () => {
  const cases: Readonly<Record<string, string>> = {
    'for a shared definition': `${pod('      securityContext: &security\n        readOnlyRootFilesystem: true\n')}    - name: other\n      image: a.example.com/other:1\n      securityContext: *security\n`,
    'for a port of the node': pod('      ports: [{ containerPort: 8080, hostPort: 8080 }]\n'),
    'for a capability that the program may need': pod(
      '      securityContext:\n        capabilities: { add: [NET_ADMIN] }\n',
    ),
    'for root by number': pod('      securityContext: { runAsUser: 0 }\n'),
    'where the pod allows root': pod('', '  securityContext: { runAsNonRoot: false }\n'),
    'where a comment names what is left out': pod(
      '      # no allowPrivilegeEscalation: it calls a helper with the setuid bit\n',
    ),
    'where a comment says why a value is needed': pod(
      '      securityContext:\n        # needed: the helper has the setuid bit\n        allowPrivilegeEscalation: true\n',
    ),
  };
  for (const [what, text] of Object.entries(cases)) test(what, () => assert.equal(fixed(text), undefined));

  test('where a template decides settings', () => {
    const text = pod(
      '      securityContext:\n        {{- toYaml .Values.security | nindent 8 }}\n        allowPrivilegeEscalation: true\n',
    );
    const engine = engineOver(
      new Map([
        ['.seaworthy.yaml', CONFIG],
        ['templates/web.yaml', text],
      ]),
      rules,
    );
    engine.setComplete(true);
    const found = engine.check('templates/web.yaml').findings.filter(({ rule }) => rule === 'admission/below-standard');
    assert.deepEqual(
      found.flatMap(({ fixes }) => fixes),
      [],
    );
  });
});

test('in a chart it changes the values that decide', () => {
  const template = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  securityContext:\n    {{- toYaml .Values.podSecurityContext | nindent 4 }}\n  containers:\n    - name: web\n      image: a.example.com/web:1\n      securityContext:\n        {{- toYaml .Values.securityContext | nindent 8 }}\n`;
  const files = new Map([
    ['.seaworthy.yaml', CONFIG],
    ['Chart.yaml', 'apiVersion: v2\nname: web\nversion: 0.1.0\n'],
    ['values.yaml', 'podSecurityContext: {}\nsecurityContext: {}\n'],
    ['templates/web.yaml', template],
  ]);
  const engine = engineOver(files, rules);
  engine.setComplete(true);
  const [found] = engine.check('templates/web.yaml').findings.filter(({ rule }) => rule === 'admission/below-standard');
  const after = applyChanges(files, found?.fixes[0]?.changes() ?? []);
  assert.equal(after.get('templates/web.yaml'), template);
  assert.match(
    after.get('values.yaml') ?? '',
    /^podSecurityContext:\n {2}runAsNonRoot: true\n[\s\S]*securityContext:\n {2}allowPrivilegeEscalation: false\n/,
  );
});
