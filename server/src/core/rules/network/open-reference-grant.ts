import { ObjectName } from '../../checks/shown-name.ts';
import { rule } from '../../rule/rule.ts';
import type { Setting } from '../../yaml/setting.ts';

export default rule(
  {
    id: 'network/open-reference-grant',
    title: 'Every Secret of a namespace may be used from another',
    why: 'A grant for Secrets without a name lets the other namespace use each of them in its Gateways, also those that are added later. A certificate for the login page can then serve a site that people of the other namespace control.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation', 'least-privilege'],
    refs: { cwe: ['CWE-668'] },
  },
  {
    *'object:ReferenceGrant'({ object, from, to }) {
      for (const { kind, name, at } of to) {
        if (kind.value !== 'Secret' || name.value || name.unknown) continue;
        yield {
          at,
          message: `${ObjectName(object)} lets ${namespacesOf(from)} use every Secret of ${object.namespace === undefined ? 'its own namespace' : `\`${object.namespace}\``}`,
        };
      }
    },
  },
);

/** The one namespace that is named, else words for those that are. */
function namespacesOf(from: readonly Setting<string>[]): string {
  const names = new Set(from.map((one) => (one.unknown ? undefined : one.value)));
  const [only] = names;
  return names.size === 1 && only ? `objects of \`${only}\`` : 'other namespaces';
}
