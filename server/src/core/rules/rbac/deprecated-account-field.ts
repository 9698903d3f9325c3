import type { Workload } from '../../domain/kubernetes.ts';
import { removes, sets } from '../../fixes/effect.ts';
import { fixIf, replace, yamlOf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { isObjectName } from '../../kubernetes/object-name.ts';
import { type Context, type Finding, type Fix, rule } from '../../rule/rule.ts';
import { isShared } from '../../yaml/walk.ts';

export default rule(
  {
    id: 'rbac/deprecated-account-field',
    title: 'Old field for the account',
    why: 'Kubernetes reads `serviceAccount` only where `serviceAccountName` is missing. Where both are written and differ, the pod runs as another account than one of the lines says, with other rights, and a reader of the file does not see it.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'safe',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cwe: ['CWE-477'],
      'kube-linter': ['deprecated-service-account-field'],
      kubescape: ['C-0294', 'deprecated-service-account-field'],
    },
  },
  {
    *workload(workload, ctx): Iterable<Finding> {
      const old = workload.pod.get('serviceAccount');
      const name = workload.pod.get('serviceAccountName');
      // The field takes a name. A map of this name is a setting of a chart: `serviceAccount: { create: true }`.
      if (!old.scalar || (old.text !== undefined && old.text === name.text)) return;
      if (!name.absent && (!isName(name.text) || !isName(old.text))) return;
      yield {
        at: old.at,
        ...(name.absent ? {} : { severity: 'warning' as const, profile: 'strict' as const }),
        message: name.absent
          ? '`serviceAccount` is the old name of `serviceAccountName`'
          : `The pod runs as \`${name.text}\`: \`serviceAccount: ${old.text}\` has no effect`,
        fixes: () => (name.absent ? rename(workload, ctx) : remove(workload, ctx)),
      };
    },
  },
);

const isName = (text: string | undefined): boolean => text !== undefined && isObjectName(text);

function rename(workload: Workload, ctx: Context): Fix[] {
  const { keyAt } = workload.pod.get('serviceAccount');
  const unit = yamlOf(ctx);
  if (
    !unit ||
    !keyAt ||
    isShared(unit, workload.podSpec) ||
    unit.text.slice(keyAt.start, keyAt.end) !== 'serviceAccount'
  )
    return [];
  return fixIf('Rename to `serviceAccountName`', 'safe', () => replace(keyAt, 'serviceAccountName'), [
    removes(workload, 'serviceAccount'),
    sets(workload, 'serviceAccountName'),
  ]);
}

const remove = (workload: Workload, ctx: Context): Fix[] =>
  fixIf('Remove `serviceAccount`', 'safe', () => deleteNode(ctx, workload.pod.get('serviceAccount').node), [
    removes(workload, 'serviceAccount'),
  ]);
