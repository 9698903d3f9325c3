import type { Container } from '../domain/container.ts';
import type { Finding } from '../rule/rule.ts';

/** Systems give small numbers to their own accounts and to people. Trivy (KSV-0020) and Checkov (CKV_K8S_40) draw the line here too. */
const FIRST_FREE = 10_000;

const FIELDS = { user: 'runAsUser', group: 'runAsGroup' } as const;

/** Reports a container of a pod whose number of the user or group the node may have too, or is not written. */
export function* lowNumber(container: Container, which: 'user' | 'group'): Iterable<Finding> {
  if (container.origin !== 'kubernetes' || container.windows) return;
  const { value, unknown, at } = container[which];
  if (unknown || (value === undefined && container.partial)) return;
  const { hostUsers } = container.owner;
  // In a user namespace the numbers differ from those of the node.
  if (hostUsers.value === false || hostUsers.unknown) return;
  if (value !== undefined && (!/^\d+$/.test(value) || Number(value) >= FIRST_FREE)) return;
  yield {
    at: at ?? container.nameSpan,
    ...(value === undefined ? { absent: true } : {}),
    message:
      value === undefined
        ? `\`${container.name}\` has no \`${FIELDS[which]}\`: the image decides`
        : `\`${container.name}\` runs with the ${which} number \`${value}\`, ${Number(value) === 0 ? `which is root\u2019s on the node too` : 'which the node may give to another'}`,
  };
}
