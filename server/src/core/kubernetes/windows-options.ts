import type { Workload } from '../domain/kubernetes.ts';
import type { Found } from '../yaml/lens.ts';
import { booleanOf } from './scalar.ts';

/** `securityContext.windowsOptions.hostProcess` of a pod spec or container, if it is true. */
export function hostProcessOf(from: Found): Found | undefined {
  const found = from.get('securityContext', 'windowsOptions', 'hostProcess');
  return booleanOf(found) === true && found.at ? found : undefined;
}

/** Whether a container of the pod runs as a process of a Windows host. */
export const isHostProcess = (workload: Workload): boolean =>
  [workload.pod, ...workload.containers.map((c) => c.lens)].some((from) => hostProcessOf(from) !== undefined);
