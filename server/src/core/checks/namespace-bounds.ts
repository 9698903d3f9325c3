import type { Workload } from '../domain/kubernetes.ts';
import type { Finding } from '../rule/rule.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { ANY_NAMESPACE, inNamespace } from '../workspace/keys.ts';
import { objectName } from './shown-name.ts';

/** Reports pods for whose namespace no file has an object of a kind that bounds what the namespace uses. */
export function* unbounded(
  { object }: Workload,
  of: 'limit-range' | 'resource-quota',
  name: string,
  workspace: WorkspaceIndex,
): Iterable<Finding> {
  const { namespace } = object;
  if (object.partial || !object.namespaceKnown || object.kind === 'PodTemplate' || !workspace.complete) return;
  const keys = namespace === undefined ? [undefined] : [inNamespace(namespace), ANY_NAMESPACE];
  if (keys.some((key) => workspace.of(of, key).length > 0)) return;
  yield {
    at: object.nameSpan,
    absent: true,
    message: `No ${name} bounds what ${namespace === undefined ? 'the namespace' : `namespace \`${namespace}\``} of ${objectName(object)} uses`,
  };
}
