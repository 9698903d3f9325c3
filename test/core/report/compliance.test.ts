/** The state of each control, and the report as a page: accessible, self-contained, and nothing in it that a file put there. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { type Assessment, assess } from '../../../server/src/core/report/compliance/assess.ts';
import { addEvidence, noEvidence } from '../../../server/src/core/report/compliance/evidence.ts';
import { complianceHtml } from '../../../server/src/core/report/compliance/html.ts';
import { complianceMarkdown } from '../../../server/src/core/report/compliance/markdown.ts';
import { scopeOf } from '../../../server/src/core/report/compliance/words.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { STANDARDS } from '../../../server/src/core/standards/standards.ts';

const require = createRequire(`${process.cwd()}/package.json`);
/** The parts of jsdom and axe-core that the tests use; jsdom has no types of its own. */
interface Dom {
  readonly document: {
    querySelectorAll(selector: string): { readonly length: number };
    readonly body: { readonly textContent: string };
  };
  eval(script: string): unknown;
  close(): void;
}
const { JSDOM } = require('jsdom') as { JSDOM: new (html: string, options?: object) => { readonly window: Dom } };
const axe = require('axe-core') as { readonly source: string };

function assessed(name: string, files: Readonly<Record<string, string>>): Assessment {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'audit' } });
  for (const [path, text] of Object.entries(files)) engine.setFile(path, text);
  engine.setComplete(true);
  const evidence = noEvidence();
  for (const path of engine.paths())
    addEvidence(evidence, engine, engine.check(path), { shown: (one) => one, config: '.seaworthy.yaml' });
  const about = { version: '0.0.0', today: PINNED_DAY, unread: [{ path: 'broken.yaml', why: 'line 1: <b>' }] };
  return assess(
    STANDARDS.find((one) => one.name === name)!,
    rules.map(({ meta }) => meta),
    evidence,
    about,
  );
}
const stateOf = (assessment: Assessment, id: string): string => assessment.controls.find((one) => one.id === id)!.state;

const pod = (context: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\n${more}spec:\n  containers:\n    - name: web\n      image: registry.k8s.io/pause:3.10\n      securityContext:\n        ${context}\n`;

test('every report for people names the source of the controls, and what was not read', () => {
  for (const standard of STANDARDS) {
    const assessment = assessed(standard.name, {});
    assert.ok(scopeOf(assessment).includes(`from ${standard.source} (read ${standard.read})`), standard.name);
    const own = ['pss', 'owasp-docker'].includes(standard.name);
    assert.equal(standard.source.endsWith('itself was not read'), !own, standard.name);
  }
});

test('a finding contradicts its control, and the place is named', () => {
  const { controls } = assessed('pss', { 'pod.yaml': pod('privileged: true') });
  const control = controls.find(({ id }) => id === 'privileged')!;
  assert.equal(control.state, 'not-met');
  assert.deepEqual(
    control.places.map(({ path, line, rule }) => [path, line, rule]),
    [['pod.yaml', 11, 'privilege/privileged-container']],
  );
});

test('met is only what there is something to judge for', () => {
  const image = assessed('cis-kubernetes', { Dockerfile: 'FROM debian:12\nUSER 1000\n' });
  assert.deepEqual([...new Set(image.controls.map(({ state }) => state))].sort(), ['no-object', 'not-checkable']);
  assert.equal(image.files, 0, 'the benchmark of Kubernetes is not about Dockerfiles');
  const cluster = assessed('cis-kubernetes', { 'pod.yaml': pod('privileged: false') });
  assert.equal(stateOf(cluster, '5.2.2'), 'met');
  assert.equal(stateOf(cluster, '1.2.6'), 'no-object', 'no API server in the files');
  assert.equal(stateOf(cluster, '5.1.3'), 'no-object', 'no role in the files');
  const kubelet =
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nauthorization:\n  mode: Webhook\n';
  const node = assessed('cis-kubernetes', { 'kubelet.yaml': kubelet });
  assert.equal(stateOf(node, '4.2.2'), 'met');
  assert.equal(stateOf(node, '1.2.6'), 'no-object', 'the same rule, for another program');
});

test('an ignored finding is suppressed, with the reason', () => {
  const text = pod('privileged: true # seaworthy: ignore[privilege/privileged-container] debugging of nodes');
  const assessment = assessed('pss', { 'pod.yaml': text });
  const control = assessment.controls.find(({ id }) => id === 'privileged')!;
  assert.equal(control.state, 'suppressed');
  assert.deepEqual(control.exceptions, [
    { path: 'pod.yaml', line: 11, rule: 'privilege/privileged-container', reason: 'debugging of nodes', by: 'comment' },
  ]);
  assert.match(complianceMarkdown(assessment), /ignored by a comment: debugging of nodes/);
});

test('what the configuration accepts is suppressed, not met, with its place and reason', () => {
  const assessment = assessed('pss', {
    'pod.yaml': pod('privileged: true'),
    '.seaworthy.yaml': 'ignore:\n  - rules: [privilege/privileged-container]\n    reason: debugging of nodes\n',
  });
  const control = assessment.controls.find(({ id }) => id === 'privileged')!;
  assert.equal(control.state, 'suppressed');
  assert.deepEqual(control.exceptions, [
    {
      ...{ path: '.seaworthy.yaml', line: 2, rule: 'privilege/privileged-container', reason: 'debugging of nodes' },
      by: 'configuration',
    },
  ]);
  assert.match(complianceMarkdown(assessment), /ignored by the configuration: debugging of nodes/);
});

test('a rule that the configuration turns off is suppressed, not met', () => {
  const config = 'rules:\n  privilege/privileged-container: off\n';
  const assessment = assessed('pss', { 'pod.yaml': pod('privileged: true'), '.seaworthy.yaml': config });
  assert.equal(stateOf(assessment, 'privileged'), 'suppressed');
  assert.match(complianceMarkdown(assessment), /turned off by the configuration/);
});

test('what the files leave open is to check', () => {
  const unknown = assessed('cis-docker', {
    Dockerfile: `FROM registry.shop.example/base@sha256:${'0'.repeat(64)}\n`,
  });
  assert.equal(stateOf(unknown, '4.1'), 'to-check');
});

test('a rule of several controls contradicts the one that its finding is about', () => {
  const text = 'services:\n  web:\n    image: nginx:1.29\n    network_mode: host\n';
  const assessment = assessed('cis-docker', { 'compose.yaml': text });
  assert.equal(stateOf(assessment, '5.10'), 'not-met');
  assert.equal(stateOf(assessment, '5.16'), 'met');
  const kubelet =
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nauthorization:\n  mode: AlwaysAllow\n';
  const node = assessed('cis-kubernetes', { 'kubelet.yaml': kubelet });
  assert.equal(stateOf(node, '4.2.2'), 'not-met');
  assert.equal(stateOf(node, '1.2.6'), 'no-object');
});

test('files of Kubernetes say nothing about Docker', () => {
  const assessment = assessed('cis-docker', { 'pod.yaml': pod('privileged: true') });
  assert.equal(stateOf(assessment, '5.5'), 'no-object');
  assert.equal(stateOf(assessed('nist-800-190', { 'pod.yaml': pod('privileged: true') }), '4.4.3'), 'not-met');
});

test('totals count every control once', () => {
  for (const { name } of STANDARDS) {
    const { totals, controls } = assessed(name, { 'pod.yaml': pod('privileged: true') });
    assert.equal(
      Object.values(totals).reduce((a, b) => a + b),
      controls.length,
    );
  }
});

const HOSTILE = { 'a<script>alert(1)</script>&"\'.yaml': pod('privileged: true', '') };

test('the page is accessible, in every standard', async () => {
  for (const { name } of STANDARDS) {
    const { window } = new JSDOM(complianceHtml(assessed(name, HOSTILE)), { runScripts: 'outside-only' });
    window.eval(axe.source);
    const found = (await window.eval(
      // Colours and sizes need a layout; `style` has those for which the contrast was computed.
      `axe.run(document, { rules: { 'color-contrast': { enabled: false } } })`,
    )) as { violations: { id: string; nodes: unknown[] }[]; passes: unknown[] };
    const faults = found.violations.map(({ id, nodes }) => `${id} ${nodes.length}`);
    assert.equal(faults.join(), '', name);
    assert.ok(found.passes.length > 10);
    window.close();
  }
});

test('the page loads nothing, runs nothing, and shows names as text', () => {
  const html = complianceHtml(assessed('pss', HOSTILE));
  const { document } = new JSDOM(html).window;
  assert.equal(document.querySelectorAll('script, link, img, iframe, object, [onclick], [href], [src]').length, 0);
  assert.match(html, /default-src 'none'/);
  assert.ok(document.body.textContent.includes('<script>alert(1)</script>'));
  assert.match(complianceHtml(assessed('pss', HOSTILE), 'abc'), /style-src 'nonce-abc'.*<style nonce="abc">/s);
});

test('colours have a contrast of at least 4.5 to 1', () => {
  const style = /<style>([\s\S]*?)<\/style>/.exec(complianceHtml(assessed('pss', {})))![1]!;
  const blocks = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) => body);
  assert.equal(blocks.length, 3, 'light, dark and print');
  for (const body of blocks) {
    const colours = new Map(
      [...body.matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
    );
    for (const name of ['fg', 'dim', 'bad', 'open', 'good'])
      for (const ground of name === 'fg' || name === 'dim' ? ['bg', 'head', 'code'] : ['bg'])
        assert.ok(contrast(colours.get(name)!, colours.get(ground)!) >= 4.5, `${name} on ${ground}: ${body}`);
  }
});

/** WCAG 2.2, "contrast ratio". */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [a, b].map(luminance).sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
