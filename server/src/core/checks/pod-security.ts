import type { Settings } from '../rule/rule.ts';

/**
 * The minor version of the Pod Security Standards in the settings: 29 for `v1.29`; `Infinity` for `latest` and when none is
 * configured. Source: kubernetes/pod-security-admission `api.ParseVersion`.
 */
export function podSecurityMinor(settings: Settings): number {
  const minor = /^v?1\.(\d{1,4})$/.exec(settings.podSecurity?.version ?? '')?.[1];
  return minor === undefined ? Number.POSITIVE_INFINITY : Number(minor);
}
