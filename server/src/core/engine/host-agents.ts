/** Lowers findings about what an agent of the host needs. */
import type { Container } from '../domain/container.ts';
import { needsOfHost } from '../image/knowledge/host-agents.ts';
import type { Finding, RuleMeta } from '../rule/rule.ts';
import type { Visit } from './subjects.ts';

/**
 * The finding, as a hint of the strict profile and without a fix if the image is one of an agent that needs what the rule objects to: to change
 * that would end its work. In a pod one such container is enough, since the pod's settings are made for it. Write access to what the host runs
 * from stays an error: no agent needs it.
 */
export function softenForAgents({ hostNeed, severity }: RuleMeta, visit: Visit, finding: Finding): Finding {
  if (hostNeed === undefined) return finding;
  if (hostNeed === 'files' && (finding.severity ?? severity) === 'error') return finding;
  const isAgent = containersOf(visit).some(({ image }) => image?.reference && needsOfHost(image.reference, hostNeed));
  if (!isAgent) return finding;
  return { ...finding, severity: 'hint', profile: finding.profile === 'audit' ? 'audit' : 'strict', fixes: [] };
}

function containersOf({ subject, value }: Visit): readonly Container[] {
  if (subject === 'container') return [value as Container];
  return subject === 'workload' ? (value as Visit<'workload'>['value']).containers : [];
}
