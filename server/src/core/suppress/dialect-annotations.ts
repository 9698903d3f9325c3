/** Annotations of Kubernetes objects that make other tools skip a check. */
import type { KubernetesObject } from '../domain/kubernetes.ts';
import { mappedFrom, mappedFromAny } from '../rule/neighbours.ts';
import { textOf, type YamlEntry } from '../yaml/node.ts';
import type { Suppression } from './suppression.ts';

/** Checkov takes every key that contains this, with any text before and after it. Source: checkov `kubernetes/kubernetes_utils.py`. */
const CHECKOV = /(?:checkov|bridgecrew|cortex)\.io\/skip/;
const KUBE_LINTER = 'ignore-check.kube-linter.io/';

function read(e: YamlEntry, object: KubernetesObject, unitText: string): Suppression | undefined {
  const value = textOf(e.value) ?? '';
  const common = {
    at: e.span,
    scope: 'block',
    reach: object.span,
    text: unitText.slice(e.span.start, e.span.end),
  } as const;
  if (CHECKOV.test(e.key)) {
    const skip = checkovSkip(value);
    return skip && { ...common, dialect: 'checkov', matches: mappedFrom('checkov', [skip.id]), reason: skip.reason };
  }
  const reason = value.trim();
  if (e.key === 'kube-linter.io/ignore-all')
    return { ...common, dialect: 'kube-linter', matches: mappedFromAny('kube-linter'), reason };
  if (!e.key.startsWith(KUBE_LINTER)) return undefined;
  const matches = mappedFrom('kube-linter', [e.key.slice(KUBE_LINTER.length)]);
  return { ...common, dialect: 'kube-linter', matches, reason };
}

/** `CKV_K8S_8`, `CKV_K8S_8=reason` or with a colon. The reason is one line. */
function checkovSkip(value: string): { readonly id: string; readonly reason: string } | undefined {
  const [id] = /^\w+/.exec(value.trimStart()) ?? [];
  if (id === undefined) return undefined;
  const rest = value.trimStart().slice(id.length).trimStart();
  if (rest !== '' && !/^[=:]/.test(rest)) return undefined;
  const reason = rest.slice(1).trimStart();
  return LINE_END.test(reason) ? undefined : { id, reason: reason.trim() };
}

const LINE_END = /[\n\r\u2028\u2029]/;

/** The suppressions in the annotations of an object and of its pod templates. Each reaches the whole object. */
export function readAnnotations(object: KubernetesObject, unitText: string): Suppression[] {
  const own = object.lens.get('metadata', 'annotations').entries();
  const pods = object.workloads.flatMap((w) => w.podAnnotations.entries());
  const entries = new Set([...own, ...pods].map(({ entry }) => entry));
  return [...entries].flatMap((e) => read(e, object, unitText) ?? []);
}
