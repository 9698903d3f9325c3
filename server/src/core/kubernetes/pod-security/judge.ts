/** What the Pod Security Standards refuse. */
import type { Workload } from '../../domain/kubernetes.ts';
import { BASELINE } from './baseline.ts';
import type { Breach } from './check.ts';
import { RESTRICTED } from './restricted.ts';

export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';
export const POD_SECURITY_LEVELS: readonly PodSecurityLevel[] = ['privileged', 'baseline', 'restricted'];

/** The lowest of some levels; 'restricted' where there is none. */
export const lowest = (levels: readonly PodSecurityLevel[]): PodSecurityLevel =>
  POD_SECURITY_LEVELS.find((level) => levels.includes(level)) ?? 'restricted';

/**
 * The minor version in a version of the standards: 29 for `v1.29`; `Infinity` for `latest`, none, and what cannot be read. Source:
 * kubernetes/pod-security-admission `api.ParseVersion`.
 */
export const minorOf = (version: string | undefined): number => {
  const minor = /^v?1\.(\d{1,4})$/.exec(version ?? '')?.[1];
  return minor === undefined ? Number.POSITIVE_INFINITY : Number(minor);
};

/** Checks of the baseline that a check of the restricted standard replaces. */
const REPLACED: Readonly<Record<string, string>> = {
  capabilities_restricted: 'capabilities_baseline',
  restrictedVolumes: 'hostPathVolumes',
  procMount_restricted: 'procMount',
};

/** What a level refuses of the pods of a workload, with the name of the check. Nothing for what the file does not show. */
export function breaches(
  workload: Workload,
  level: PodSecurityLevel,
  minor: number,
): readonly (Breach & { readonly check: string })[] {
  if (level === 'privileged') return [];
  const checks = [...(level === 'restricted' ? RESTRICTED : []), ...BASELINE].filter(
    ({ from = 0, until = Number.POSITIVE_INFINITY }) => from <= minor && minor <= until,
  );
  const replaced = new Set(checks.map(({ id }) => REPLACED[id]));
  return checks.flatMap((check) =>
    replaced.has(check.id) ? [] : [...check.of(workload, minor)].map((breach) => ({ ...breach, check: check.id })),
  );
}
