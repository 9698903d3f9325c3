/** A template in which several arms of an `if` set one key: each is judged, and only for what it states. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import type { Engine } from '../../../server/src/core/engine/engine.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const CHART = 'apiVersion: v2\nname: shop\nversion: 0.1.0\n';

const engineFor = (files: Readonly<Record<string, string>>): Engine => {
  const engine = engineOver(new Map(Object.entries(files)), rules, { flags: { profile: 'strict' } });
  engine.setComplete(true);
  return engine;
};

/** The lines of `templates/web.yaml` with findings of some rules, each with the number of fixes. */
function found(web: string, values?: string): string[] {
  const files = {
    'Chart.yaml': CHART,
    'templates/web.yaml': web,
    ...(values !== undefined && { 'values.yaml': values }),
  };
  const wanted = /^(?:privilege\/privileged-container|user\/root-user|image\/mutable-tag|privilege\/host-namespace)$/;
  return engineFor(files)
    .check('templates/web.yaml')
    .findings.filter(({ rule }) => wanted.test(rule))
    .map(
      ({ rule, span, severity, fixes }) =>
        `${web.slice(0, span.start).split('\n').length} ${rule} ${severity} ${fixes.length}`,
    );
}

const pod = (body: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/web:1.0.0\n${body}`;
const arms = (condition: string, first: string, last: string): string =>
  pod(
    `      {{- if ${condition} }}\n      securityContext: {${first}}\n      {{- else }}\n      securityContext: {${last}}\n      {{- end }}\n`,
  );

describe('arms that set one key', () => {
  test('are all judged where no value decides', () => {
    const condition = '.Capabilities.APIVersions.Has "policy/v1beta1"';
    assert.deepEqual(found(arms(condition, 'privileged: true', 'runAsUser: 0')), [
      '9 privilege/privileged-container warning 0',
      '11 user/root-user warning 0',
    ]);
  });

  test('also those of `else if`, and of a key inside', () => {
    const one = (user: string): string => `        privileged: ${user}\n`;
    const text = pod(
      `      securityContext:\n        {{- if .Release.IsInstall }}\n${one('true')}        {{- else if .Release.IsUpgrade }}\n${one('true')}        {{- else }}\n${one('false')}        {{- end }}\n`,
    );
    assert.deepEqual(found(text), [
      '10 privilege/privileged-container warning 0',
      '12 privilege/privileged-container warning 0',
    ]);
  });

  test('but not those that the values leave out', () => {
    const text = arms('.Values.debug', 'privileged: true', 'runAsUser: 1000');
    assert.deepEqual(found(text, 'debug: false\n'), []);
    assert.equal(found(text, 'debug: true\n').length, 1);
  });

  test('nor what they leave out, nor a key that is twice in one arm or without any', () => {
    assert.deepEqual(found(arms('.Release.IsInstall', 'runAsUser: 1000', 'runAsUser: 1001')), []);
    const twice = pod(
      '      securityContext: {privileged: true}\n      # {{ .Release.Name }}\n      securityContext: {privileged: false}\n',
    );
    assert.deepEqual(found(twice), []);
  });

  test('the findings keep their places after an edit above', () => {
    const text = arms('.Release.IsInstall', 'privileged: true', 'runAsUser: 1000');
    const engine = engineFor({ 'Chart.yaml': CHART, 'templates/web.yaml': text });
    engine.check('templates/web.yaml');
    engine.setFile('templates/web.yaml', `# above\n---\n${text}`);
    const [one] = engine
      .check('templates/web.yaml')
      .findings.filter(({ rule }) => rule === 'privilege/privileged-container');
    assert.equal(`# above\n---\n${text}`.slice(one!.span.start, one!.span.end), 'privileged: true');
  });
});

describe('an object whose head a named template prints', () => {
  const body =
    'metadata:\n  name: web\nspec:\n  template:\n    spec:\n      hostPID: true\n      containers:\n        - name: web\n          image: registry.example.com/web:1.0.0\n';
  const context = (text: string): string => `${body}          securityContext: {${text}}\n`;

  test('is judged for what it states', () => {
    assert.deepEqual(found(`{{ include "common.head" . }}\n${context('privileged: true')}`), [
      '7 privilege/host-namespace warning 0',
      '11 privilege/privileged-container error 0',
    ]);
    assert.deepEqual(
      found(`{{- include "common.head" (dict "kind" "Deployment") }}\n${context('runAsUser: 0')}`).length,
      2,
    );
  });

  test('and not for what it lacks', () => {
    const text = `{{ include "common.head" . }}\n${body}`;
    const { findings } = engineFor({ 'Chart.yaml': CHART, 'templates/web.yaml': text }).check('templates/web.yaml');
    assert.deepEqual(findings.map(({ rule }) => rule).sort(), ['image/unpinned-digest', 'privilege/host-namespace']);
  });

  test('but not a text that only looks like one', () => {
    assert.deepEqual(found(`{{ $x := include "common.values" . }}\nspec: text\nprivileged: true\n`), []);
    assert.deepEqual(found(body.replace('name: web', 'name: {{ .Release.Name }}')), []);
  });
});
