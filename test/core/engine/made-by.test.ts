/** A file that a script or build file makes has no fixes: the next run would undo them. The finding says which line makes it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Reported } from '../../../server/src/core/engine/report.ts';
import { madeText } from '../../../server/src/core/report/text.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: nginx:latest\n';

function findings(path: string, more: Readonly<Record<string, string>>): readonly Reported[] {
  const engine = createEngine(rules, PINNED_DAY);
  for (const [file, text] of Object.entries({ [path]: POD, ...more })) engine.setFile(file, text);
  engine.setComplete(true);
  return engine.check(path).findings;
}

const makers: readonly [own: string, maker: string, text: string, line: number][] = [
  ['manifests/dev.yaml', 'Makefile', 'all:\n\tkustomize build overlays/dev > manifests/dev.yaml\n', 2],
  ['deploy/manifests/dev.yaml', 'deploy/Makefile', 'all:\n\tkustomize build \\\n\t\tdev > manifests/dev.yaml\n', 3],
  ['manifests/dev.yaml', 'Makefile', 'manifests/dev.yaml: kustomize\n\t@echo make\n\tkustomize build dev > $@\n', 3],
  ['manifests/dev.yaml', 'hack/render.sh', '#!/bin/sh\nhelm template web chart >"$ROOT/manifests/dev.yaml"\n', 2],
  ['manifests/dev.yaml', 'hack/render.sh', 'cd ..\nkompose convert -o manifests/dev.yaml\n', 2],
  ['manifests/dev.yaml', 'build.mk', 'x:\n\tjsonnet app.jsonnet --output-file=manifests/dev.yaml\n', 2],
  ['manifests/dev.yaml', 'justfile', 'render:\n  kubectl kustomize dev --output manifests/dev.yaml\n', 2],
  ['manifests/dev.yaml', 'render.sh', 'sed "s/A/B/" manifests/dev.yaml.in > manifests/dev.yaml\n', 1],
  ['manifests/dev.yaml', 'render.sh', 'echo start && envsubst < dev.tpl | tee manifests/dev.yaml\n', 1],
  ['manifests/dev.yaml', 'package.json', '{"scripts": {\n"render": "cdk8s synth --stdout > manifests/dev.yaml"}}\n', 2],
];
describe('a file that is made has no fixes', () => {
  for (const [own, maker, text, line] of makers)
    test(`by ${maker}: ${text.split('\n')[line - 1]!.trim()}`, () => {
      const found = findings(own, { [maker]: text });
      assert.ok(found.length > 0);
      assert.deepEqual(
        found.flatMap((f) => f.fixes),
        [],
      );
      assert.equal(madeText(found[0]!.madeBy!), `\`${maker}:${line}\` makes this file: change what it is made from`);
    });
});

const others: readonly [maker: string, text: string][] = [
  ['Makefile', 'apply:\n\tkubectl apply -f manifests/dev.yaml\n'],
  ['Makefile', '# kustomize build dev > manifests/dev.yaml\n'],
  ['Makefile', 'manifests/dev.yaml: kustomize\n\ttouch $@\n'],
  ['Makefile', 'manifests/dev.yaml:\n\techo a\nother:\n\tkustomize build dev > $@\n'],
  ['Makefile', 'x:\n\tkustomize build dev > manifests/dev.yaml.new\n'],
  ['Makefile', 'x:\n\tsed s/a/b/ manifests/dev.yaml > manifests/dev.yaml.cross\n'],
  ['Makefile', 'x:\n\tkustomize build dev > other/manifests/dev.yaml\n'],
  ['render.sh', 'cat manifests/dev.yaml > /tmp/out.yaml\n'],
  ['render.sh', 'kubectl get pods -o yaml 2> manifests/dev.yaml\n'],
  ['render.sh', 'echo "---" >> manifests/dev.yaml\n'],
  ['render.sh', 'cat > manifests/dev.yaml <<EOF\na: 1\nEOF\n'],
  ['render.sh', 'curl -fsSL https://example.com/dev.yaml -o manifests/dev.yaml\n'],
  ['.github/workflows/ci.yml', 'jobs:\n  a:\n    steps:\n      - run: kustomize build dev > manifests/dev.yaml\n'],
  ['notes.txt', 'kustomize build dev > manifests/dev.yaml\n'],
];
describe('a file that is not made keeps its fixes', () => {
  for (const [maker, text] of others)
    test(`${maker}: ${text.split('\n').filter(Boolean).at(-1)!.trim()}`, () => {
      const found = findings('manifests/dev.yaml', { [maker]: text });
      assert.ok(found.some((f) => f.fixes.length > 0));
      assert.ok(found.every((f) => f.madeBy === undefined));
    });
});

test('what is made is known again after an edit of the script', () => {
  const engine = createEngine(rules, PINNED_DAY);
  const fixes = (): number => engine.check('dev.yaml').findings.reduce((sum, f) => sum + f.fixes.length, 0);
  engine.setFile('dev.yaml', POD);
  engine.setFile('Makefile', 'dev:\n\tkustomize build dev > dev.yaml\n');
  engine.setComplete(true);
  assert.equal(fixes(), 0);
  engine.setFile('Makefile', 'dev:\n\tkustomize build dev > build.yaml\n');
  assert.ok(fixes() > 0);
});
