/** `runAsNonRoot` of a pod, and whether the pod's root is an unprivileged user of the node. */

import type { Workload } from '../domain/kubernetes.ts';
import { below } from '../kubernetes/pod.ts';
import { booleanSetting } from '../kubernetes/scalar.ts';
import type { Settings } from '../rule/rule.ts';
import type { Setting } from '../yaml/setting.ts';

/** The pod's own `securityContext.runAsNonRoot`. */
export const podRunAsNonRoot = ({ pod }: Workload): Setting<boolean> =>
  below(pod, ['securityContext', 'runAsNonRoot'], 'pod', booleanSetting);

/**
 * Whether root in the pod is an unprivileged user on the node: `hostUsers: false` puts the pod into a user namespace, which Pod
 * Security accepts from 1.35 on (`relaxPolicyForUserNamespacePod`). If no version is configured, the newest is assumed.
 */
export function rootIsMapped({ hostUsers }: Workload, { podSecurity }: Settings): boolean {
  if (hostUsers.value !== false) return false;
  const minor = /^v?1\.(\d+)/.exec(podSecurity?.version ?? '')?.[1];
  return minor === undefined || Number(minor) >= 35;
}
