/** Evaluates kustomizations of files that a test writes. */
import assert from 'node:assert/strict';
import { type Evaluation, evaluate } from '../../server/src/core/kustomize/result/evaluate.ts';
import type { Sources } from '../../server/src/core/kustomize/result/steps.ts';
import type { SourceDocument } from '../../server/src/core/merged/placed.ts';
import { valueAt } from '../../server/src/core/merged/tree.ts';
import { cutStream } from '../../server/src/core/yaml/cut.ts';
import type { YamlNode } from '../../server/src/core/yaml/node.ts';
import { parseYaml } from '../../server/src/core/yaml/parse.ts';

type Files = Readonly<Record<string, string>>;

export function sourcesOf(files: Files): Sources {
  const known = new Map<string, readonly SourceDocument[]>();
  const documents = (path: string): readonly SourceDocument[] | undefined => {
    const text = files[path];
    if (text === undefined) return undefined;
    const found =
      known.get(path) ??
      cutStream(text).map(({ start, text: own }): SourceDocument => {
        const yaml = parseYaml(own);
        return { path, yaml, unit: { kind: 'other', path, text: own, start, yaml } };
      });
    known.set(path, found);
    return found;
  };
  return { documents, kustomization: (folder) => documents(`${folder}/kustomization.yaml`)?.[0] };
}

/** The value of a tree; an unknown scalar is `?` with what is known of it. */
function value(node: YamlNode | undefined): unknown {
  if (!node) return null;
  if (node.type === 'map') return Object.fromEntries(node.entries.map((e) => [e.key, value(e.value)]));
  if (node.type === 'seq') return node.items.map((item) => value(item.value));
  return node.templated ? `?${node.text}` : node.value;
}

export function built(files: Files, folder = 'prod'): Evaluation {
  const evaluation = evaluate(folder, sourcesOf(files));
  assert.ok(evaluation);
  return evaluation;
}

export const objects = (evaluation: Evaluation): unknown[] => evaluation.objects.map((o) => value(o.root));
export const reasons = ({ unknown }: Evaluation): string[] => unknown.map((u) => u.reason);

/** The text from which a part of the result comes, as `path: text`. */
export function decided(evaluation: Evaluation, path: readonly string[]): string {
  const node = valueAt(evaluation.objects[0]?.root, path);
  assert.ok(node);
  const origin = evaluation.places.origin(node.span);
  assert.ok(origin);
  return `${origin.document.path}: ${origin.document.yaml.text.slice(origin.at.start, origin.at.end)}`;
}

const POD = `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  volumes: [{name: v, emptyDir: {}}]
  tolerations: [{key: x}]
  containers:
    - name: one
      image: nginx:1.25
      env: [{name: A, value: a}, {name: B, value: b}]
      ports: [{containerPort: 80}]
    - name: two
      image: r:5000/t/app@sha256:00
`;
export const PARENT = { 'base/kustomization.yaml': 'resources: [pod.yaml]\n', 'base/pod.yaml': POD };
