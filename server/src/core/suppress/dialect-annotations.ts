/** Annotations of Kubernetes objects by which other tools are told to skip a check. */
import type { KubernetesObject } from '../domain/kubernetes.ts';
import { mappedFrom, mappedFromAny } from '../rule/neighbours.ts';
import { allEntries, at, text } from '../yaml/access.ts';
import type { YamlEntry } from '../yaml/node.ts';
import type { Suppression } from './suppression.ts';

const CHECKOV = /^(?:checkov|bridgecrew|cortex)\.io\/skip\d*$/i;
const KUBE_LINTER = 'ignore-check.kube-linter.io/';

function read(e: YamlEntry, object: KubernetesObject, unitText: string): Suppression | undefined {
  const value = text(e.value) ?? '';
  const common = {
    at: e.span,
    scope: 'block',
    reach: object.span,
    text: unitText.slice(e.span.start, e.span.end),
  } as const;
  if (CHECKOV.test(e.key)) {
    const m = /^\s*(\w+)\s*(?:[=:]\s*(.*))?$/.exec(value);
    if (!m) return undefined;
    return { ...common, dialect: 'checkov', matches: mappedFrom('checkov', [m[1]!]), reason: m[2]?.trim() ?? '' };
  }
  const reason = value.trim();
  if (e.key === 'kube-linter.io/ignore-all')
    return { ...common, dialect: 'kube-linter', matches: mappedFromAny('kube-linter'), reason };
  if (!e.key.startsWith(KUBE_LINTER)) return undefined;
  const matches = mappedFrom('kube-linter', [e.key.slice(KUBE_LINTER.length)]);
  return { ...common, dialect: 'kube-linter', matches, reason };
}

/** Those of an object and of its pod templates: each reaches the whole object. */
export function readAnnotations(object: KubernetesObject, unitText: string): Suppression[] {
  const own = allEntries(at(object.node, 'metadata', 'annotations'));
  const pods = object.workloads.flatMap((w) => allEntries(w.podAnnotations));
  const entries = new Set([...own, ...pods]);
  return [...entries].flatMap((e) => read(e, object, unitText) ?? []);
}
