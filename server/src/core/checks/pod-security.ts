import { minorOf } from '../kubernetes/pod-security/judge.ts';
import type { Settings } from '../rule/rule.ts';

/** The minor version of the Pod Security Standards in the settings; `Infinity` for `latest` and when none is configured. */
export const podSecurityMinor = ({ podSecurity }: Settings): number => minorOf(podSecurity?.version);
