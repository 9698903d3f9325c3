import type { Workload } from '../domain/kubernetes.ts';
import { type Found, seek } from '../yaml/lens.ts';
import type { YamlMap } from '../yaml/node.ts';
import { booleanOf } from './scalar.ts';

/** `securityContext.windowsOptions.hostProcess` of a pod spec or container, when it is true. */
export function hostProcessOf(map: YamlMap): Found | undefined {
  const found = seek({ node: map, via: undefined }, 'securityContext', 'windowsOptions', 'hostProcess');
  return booleanOf(found?.node) === true ? found : undefined;
}

/** Whether any container of the pod runs as a process of a Windows host. */
export const isHostProcess = (workload: Workload): boolean =>
  [workload.podSpec, ...workload.containers.map((c) => c.node)].some((map) => hostProcessOf(map) !== undefined);
