import { ObjectName } from '../../checks/shown-name.ts';
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { type Context, type Fix, rule } from '../../rule/rule.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { stepsTo } from '../../yaml/walk.ts';

/** Folders of the proxy's own file system, as a whole name at the beginning of the path. */
const INTERNAL =
  /^\/(?:root|etc|var\/run(?:\/secrets)?(?:\/kubernetes\.io)?(?:\/serviceaccount)?|proc|home|sys)(?:\/|$)/;

export default rule(
  {
    id: 'network/ingress-internal-path',
    title: 'Path of the proxy’s own files',
    why: 'Paths such as `/var/run/secrets` or `/etc` name no page of a site. They appear where someone tries to make the proxy serve its own files, among them its token for the API server, and old versions of ingress-nginx did so (CVE-2021-25745).',
    severity: 'warning',
    confidence: 'medium',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: { cwe: ['CWE-22'], kyverno: ['restrict-ingress-paths'] },
  },
  {
    *'object:Ingress'({ object, rules }, ctx) {
      for (const { value, at, node } of rules.flatMap(({ paths }) => paths)) {
        if (value === undefined || !at || !INTERNAL.test(value)) continue;
        yield {
          at,
          message: `${ObjectName(object)} serves \`${value}\`, a folder of the proxy itself`,
          fixes: () => removePath(object, node, ctx),
        };
      }
    },
  },
);

/** Removes the item of `paths`, where others stay. */
function removePath(object: KubernetesObject, path: YamlNode | undefined, ctx: Context): Fix[] {
  const steps = path ? stepsTo(object.node, path) : undefined;
  const list = steps?.at(-2)?.parent;
  const item = steps?.at(-1)?.parent;
  if (list?.type !== 'seq' || list.items.length < 2) return [];
  return fixIf('Remove the path', 'review', () => deleteNode(ctx, item), [changes(object, 'spec', 'rules')]);
}
