/** Fixes of what a chart's templates become: they edit the values, and the chart is rendered before and after. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { applyChanges, proveEverywhere } from '../../../scripts/lib/prove.ts';
import { createEngine, type Engine } from '../../../server/src/core/engine/engine.ts';
import { eachPlace } from '../../../server/src/core/engine/joined.ts';
import type { Reported } from '../../../server/src/core/engine/report.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const CHART = 'apiVersion: v2\nname: web\nversion: 0.1.0\nappVersion: "1.16.0"\n';

const deployment = (container: string, pod = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
${pod}      containers:
        - name: {{ .Chart.Name }}
${container.replace(/^(?=.)/gm, '          ')}`;

const LAYERS = { flags: { profile: 'strict' } } as const;

function engineWith(files: ReadonlyMap<string, string>): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure(LAYERS);
  for (const [path, text] of files) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

const chart = (files: Readonly<Record<string, string>>): Map<string, string> =>
  new Map([['web/Chart.yaml', CHART], ...Object.entries(files).map(([path, text]) => [`web/${path}`, text] as const)]);

/** The findings that stand for a rule, with their file and place in `eachPlace`. */
function all(
  engine: Engine,
  rule: string,
): { readonly path: string; readonly nth: number; readonly finding: Reported }[] {
  return engine
    .paths()
    .flatMap((path) =>
      eachPlace(engine.check(path).findings).flatMap((finding, nth) =>
        finding.rule === rule || finding.members.includes(rule as never) ? [{ path, nth, finding }] : [],
      ),
    );
}

/** The file after fix `title` of the rule's only finding, which is proved. */
function fixed(files: ReadonlyMap<string, string>, rule: string, title: RegExp, file: string): string {
  const engine = engineWith(files);
  const [one, ...others] = all(engine, rule);
  assert.ok(one, `no finding of ${rule}`);
  assert.equal(others.length, 0);
  const index = one.finding.fixes.findIndex((fix) => title.test(fix.title));
  assert.ok(index >= 0, `${rule} offers ${one.finding.fixes.map((f) => f.title).join(', ') || 'nothing'}`);
  assert.deepEqual(proveEverywhere(files, rules, LAYERS, one.path, one.nth, index).failures, []);
  return applyChanges(files, one.finding.fixes[index]!.changes()).get(`web/${file}`)!;
}

const offered = (files: ReadonlyMap<string, string>, rule: string): string[] =>
  all(engineWith(files), rule).flatMap(({ finding }) => finding.fixes.map((fix) => fix.title));

const BLOCK = deployment(`image: docker.io/acme/web:1.2.3
securityContext:
  {{- toYaml .Values.securityContext | nindent 12 }}
resources:
  {{- toYaml .Values.resources | nindent 12 }}
`);

test('missing settings are written below the value that the template prints; comments stay', () => {
  const values = 'replicas: 1\n# See the manual.\nsecurityContext: {}\n  # drop: all\nresources: {}\n';
  const files = chart({ 'values.yaml': values, 'templates/web.yaml': BLOCK });
  assert.equal(
    fixed(files, 'user/privilege-escalation', /^Add 2 of/, 'values.yaml'),
    'replicas: 1\n# See the manual.\nsecurityContext:\n  seccompProfile:\n    type: RuntimeDefault\n  allowPrivilegeEscalation: false\n  # drop: all\nresources: {}\n',
  );
  assert.match(
    fixed(files, 'resource/missing-memory-limit', /memory limit/, 'values.yaml'),
    /^resources:\n {2}limits:\n {4}memory: \d+Mi$/m,
  );
});

test('a value that is absent, or opens a block, gets the settings too', () => {
  const whole = chart({ 'values.yaml': 'replicas: 1\nresources: {}\n', 'templates/web.yaml': BLOCK });
  assert.match(
    fixed(whole, 'privilege/seccomp-not-set', /RuntimeDefault/, 'values.yaml'),
    /\nresources: \{\}\nsecurityContext:\n {2}seccompProfile:\n {4}type: RuntimeDefault\n$/,
  );
  const opening = deployment(
    'image: docker.io/acme/web:1.2.3\n{{- with .Values.web.securityContext }}\nsecurityContext:\n  {{- toYaml . | nindent 12 }}\n{{- end }}\n',
  );
  assert.equal(
    fixed(
      chart({ 'values.yaml': 'web:\n  podSecurityContext: {}\n  securityContext:\n', 'templates/web.yaml': opening }),
      'user/privilege-escalation',
      /allowPrivilegeEscalation/,
      'values.yaml',
    ),
    'web:\n  podSecurityContext: {}\n  securityContext:\n    allowPrivilegeEscalation: false\n',
  );
});

test('a switch is turned off where it stands', () => {
  const files = chart({
    'values.yaml': 'hostNetwork: true # for metrics\nprivileged: true\n',
    'templates/web.yaml': deployment(
      'image: postgres:17.11\nsecurityContext:\n  privileged: {{ .Values.privileged }}\n',
      '      {{- if .Values.hostNetwork }}\n      hostNetwork: true\n      {{- end }}\n',
    ),
  });
  assert.equal(
    fixed(files, 'privilege/host-namespace', /hostNetwork/, 'values.yaml'),
    'hostNetwork: false # for metrics\nprivileged: true\n',
  );
  assert.equal(
    fixed(files, 'privilege/privileged-container', /privileged/, 'values.yaml'),
    'hostNetwork: true # for metrics\nprivileged: false\n',
  );
});

test('of an image that several values make, the one that decides it is changed', () => {
  const files = chart({
    'values.yaml': 'image:\n  repository: docker.io/library/nginx\n  tag: latest\n',
    'templates/web.yaml': deployment('image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"\n'),
  });
  assert.match(fixed(files, 'image/mutable-tag', /^Use/, 'values.yaml'), /^ {2}tag: "1\.\d+"$/m);
});

test('nothing is offered where the value decides something else, where it is read in an unknown way, or not for this chart', () => {
  const files = { 'values.yaml': 'securityContext: {}\nresources: {}\n', 'templates/web.yaml': BLOCK };
  const rule = 'user/privilege-escalation';
  assert.notDeepEqual(offered(chart(files), rule), []);
  const without = (more: Readonly<Record<string, string>>): void =>
    assert.deepEqual(
      offered(chart({ ...files, ...more }), rule).filter((title) => /allowPrivilegeEscalation/.test(title)),
      [],
    );
  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n';
  without({ 'templates/map.yaml': `${map}  all: {{ toJson .Values.securityContext | quote }}\n` });
  without({ 'templates/map.yaml': `${map}  all: {{ tpl (toYaml .Values.securityContext) . }}\n` });
  without({
    'values.schema.json':
      '{"additionalProperties": false, "properties": {"securityContext": {"additionalProperties": false}}}',
  });
  without({
    'Chart.yaml': `${CHART}dependencies:\n  - name: db\n`,
    'values.yaml': 'db: {securityContext: {}}\nresources: {}\n',
    'templates/web.yaml': BLOCK.replace('.Values.securityContext', '.Values.db.securityContext'),
  });
});

test('a value that decides several objects says so', () => {
  const other = BLOCK.replace('.Release.Name }}', '.Release.Name }}-job');
  const files = chart({
    'values.yaml': 'securityContext: {}\nresources: {}\n',
    'templates/web.yaml': BLOCK,
    'templates/job.yaml': other,
  });
  const [one] = all(engineWith(files), 'user/privilege-escalation');
  const index = one!.finding.fixes.findIndex((fix) => /allowPrivilegeEscalation/.test(fix.title));
  const fix = one!.finding.fixes[index]!;
  assert.match(fix.note ?? '', /`web\.yaml`/);
  assert.equal(fix.safety, 'review');
  assert.deepEqual(proveEverywhere(files, rules, LAYERS, one!.path, one!.nth, index).failures, []);
});
