/** `runAsNonRoot` of a pod, and what its user namespace changes for root. */

import type { Container } from '../domain/container.ts';
import type { Workload } from '../domain/kubernetes.ts';
import { below } from '../kubernetes/pod.ts';
import { booleanSetting } from '../kubernetes/scalar.ts';
import type { Settings } from '../rule/rule.ts';
import type { Setting } from '../yaml/setting.ts';
import { podSecurityMinor } from './pod-security.ts';

/** The pod's own `securityContext.runAsNonRoot`. */
export const podRunAsNonRoot = ({ pod }: Workload): Setting<boolean> =>
  below(pod, ['securityContext', 'runAsNonRoot'], 'pod', booleanSetting);

/**
 * Whether a pod gets a user namespace of its own: `hostUsers: false`. Its root is an unprivileged user on the node, and its capabilities are
 * valid in the namespace alone. Source: Kubernetes documentation, "User Namespaces", read on 2026-11-29.
 */
export const hasUserNamespace = (owner: Container['owner']): boolean =>
  owner.origin === 'kubernetes' && owner.hostUsers.value === false;

/**
 * Whether Pod Security accepts root in the pod because of its user namespace: it does from 1.35 on (`relaxPolicyForUserNamespacePod`). If no version
 * is configured, the newest is assumed.
 */
export const rootIsMapped = (owner: Container['owner'], settings: Settings): boolean =>
  hasUserNamespace(owner) && podSecurityMinor(settings) >= 35;
