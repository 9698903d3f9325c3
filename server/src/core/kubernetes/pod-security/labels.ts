/** The labels by which a Namespace chooses a Pod Security Standard. Source: kubernetes/pod-security-admission `api/constants.go` and `api/helpers.go` at 8f84a87 of 2026-07-01. */
import { POD_SECURITY_LEVELS, type PodSecurityLevel } from './judge.ts';

export const POD_SECURITY_PREFIX = 'pod-security.kubernetes.io/';
/** The label with the level that the API server enforces. */
export const ENFORCE = `${POD_SECURITY_PREFIX}enforce`;
/** What may follow the prefix. */
export const POD_SECURITY_LABELS: readonly string[] = ['enforce', 'audit', 'warn'].flatMap((mode) => [
  mode,
  `${mode}-version`,
]);

/** What the API server enforces in a namespace. */
export interface PodSecurity {
  readonly level: PodSecurityLevel;
  /** `latest`, or `v1.30`. */
  readonly version: string;
}

/** What labels enforce; `undefined` where they name no level. */
export function enforcedBy(labels: ReadonlyMap<string, string>): PodSecurity | undefined {
  const level = levelOf(labels.get(ENFORCE));
  return level && { level, version: labels.get(`${ENFORCE}-version`) ?? 'latest' };
}

export const levelOf = (text: string | undefined): PodSecurityLevel | undefined =>
  POD_SECURITY_LEVELS.find((level) => level === text);

/** Whether the API server can read a version. */
export const isVersion = (text: string): boolean => text === 'latest' || /^v1\.(?:0|[1-9]\d{0,3})$/.test(text);
