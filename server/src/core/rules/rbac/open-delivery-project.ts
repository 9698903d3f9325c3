import { objectName } from '../../checks/shown-name.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { groupOf } from '../../kubernetes/kind/kind.ts';
import { rule } from '../../rule/rule.ts';
import type { Found } from '../../yaml/lens.ts';

export default rule(
  {
    id: 'rbac/open-delivery-project',
    title: 'Argo CD project without borders',
    why: 'Argo CD creates whatever the applications of this project ask for, with rights over the whole cluster. An attacker who can change one of their repositories, or add an application, creates a role or a privileged pod and controls the cluster.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: { cwe: ['CWE-250'] },
  },
  {
    *object(object, ctx) {
      if (object.kind !== 'AppProject' || groupOf(object.apiVersion) !== 'argoproj.io' || object.partial) return;
      const spec = object.lens.get('spec');
      const kinds = spec.get('clusterResourceWhitelist').items().find(isEverything);
      const destinations = spec.get('destinations').items();
      const places = destinations.find((one) => one.get('namespace').text === '*');
      // Denied kinds, and places with a `!`, come on top. Source: Argo CD, "Projects", read 2026-11-30.
      const denies = destinations.some((one) =>
        ['namespace', 'server', 'name'].some((key) => one.get(key).text?.startsWith('!')),
      );
      if (!kinds || !places || denies || !spec.get('clusterResourceBlacklist').absent || spec.more) return;
      const narrows = ['namespaceResourceBlacklist', 'namespaceResourceWhitelist'].some((key) => !spec.get(key).absent);
      yield {
        at: kinds.at,
        message: narrows
          ? `Applications of ${objectName(object)} create every kind of object of the whole cluster`
          : `Applications of ${objectName(object)} create every kind of object, in every namespace`,
        fixes: () =>
          fixIf(
            'Allow no kinds of the whole cluster',
            'review',
            () => deleteNode(ctx, kinds.node),
            [changes(object, 'spec', 'clusterResourceWhitelist')],
            ['Name the kinds that its applications need, such as `Namespace`'],
          ),
      };
    },
  },
);

/** An entry may also name the objects. */
const isEverything = (one: Found): boolean =>
  one.get('group').text === '*' && one.get('kind').text === '*' && ['', '*', undefined].includes(one.get('name').text);
