import { groupOf } from '../../kubernetes/kind/kind.ts';
import { rule } from '../../rule/rule.ts';
import type { Found, Lens } from '../../yaml/lens.ts';

/** What narrows a filter of resources. Source: Kyverno, "Policy Exceptions" and "Selecting Resources"; read 2026-11-30. */
const NARROWS = ['names', 'namespaces', 'selector', 'namespaceSelector', 'annotations', 'name'];

export default rule(
  {
    id: 'admission/open-exception',
    title: 'Exception for every object',
    why: 'An exception is meant for one program that cannot do without. This one names kinds and nothing else, so every object of these kinds passes the policy, in every namespace. An attacker does not even notice that there is a policy.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { cwe: ['CWE-693'] },
  },
  {
    *object(object) {
      if (object.kind !== 'PolicyException' || groupOf(object.apiVersion) !== 'kyverno.io' || object.partial) return;
      const spec = object.lens.get('spec');
      if (!spec.get('conditions').absent || !spec.get('podSecurity').absent) return;
      const policies = spec
        .get('exceptions')
        .items()
        .flatMap((one) => one.get('policyName').text ?? []);
      for (const filter of filters(spec.get('match')))
        yield {
          at: filter.at,
          message: `Every object of these kinds passes ${policies.length > 0 ? `\`${policies.join('`, `')}\`` : 'the policy'}`,
        };
    },
  },
);

/** The filters of which one that narrows nothing lets everything pass: each of `any`, or the only one of `all`. */
function filters(match: Lens): Found[] {
  const all = match.get('all').items();
  return [...match.get('any').items(), ...(all.length === 1 ? all : [])].filter((filter) => {
    const resources = filter.get('resources');
    const narrows = NARROWS.some((key) => !isOfAll(resources.get(key)));
    const isForSome = ['subjects', 'roles', 'clusterRoles'].some((key) => !filter.get(key).absent);
    return resources.map !== undefined && !resources.more && !filter.more && !narrows && !isForSome;
  });
}

/** Not said, `*`, or a list that has it. */
const isOfAll = (field: Lens): boolean =>
  field.absent || field.text === '*' || field.items().some((item) => item.text === '*');
