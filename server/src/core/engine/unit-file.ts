/** What is left of a finding in a unit file of Podman. */
import { type Unit, yamlIn } from '../domain/unit.ts';
import { isForRoot } from '../podman/quadlet/for-root.ts';
import type { Finding, RuleMeta } from '../rule/rule.ts';

/**
 * The finding without fixes, which write YAML. Where a user without rights may run the container, it does not control the host: an error about
 * isolation is then a warning.
 */
export function inUnitFile(meta: RuleMeta, finding: Finding, unit: Unit): Finding {
  if (yamlIn(unit)?.syntax === undefined) return finding;
  const severity = finding.severity ?? meta.severity;
  const isLess = severity === 'error' && meta.tags.includes('isolation') && !isForRoot(unit.path, unit.text);
  return { ...finding, fixes: [], ...(isLess && { severity: 'warning' }) };
}
