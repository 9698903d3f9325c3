/** The Pod Security Standard that the pods of a workload meet. */
import type { Workload } from '../../domain/kubernetes.ts';
import type { Lens } from '../../yaml/lens.ts';
import { walk } from '../../yaml/walk.ts';
import { breaches, type PodSecurityLevel } from './judge.ts';
import { HANDLERS } from './lists.ts';

/**
 * The highest level whose newest version refuses none of the pods; 'privileged' also where the file does not show all that the standards look at, and at
 * most 'baseline' for a part of an object, such as a patch.
 */
export function metLevel(workload: Workload): PodSecurityLevel {
  if (hidesSettings(workload) || breaches(workload, 'baseline', NEWEST).length > 0) return 'privileged';
  return workload.object.fragment || breaches(workload, 'restricted', NEWEST).length > 0 ? 'baseline' : 'restricted';
}

const NEWEST = Number.POSITIVE_INFINITY;

/** Whether a template or variable decides anything that the baseline looks at. */
export function hidesSettings({ pod, containers, podAnnotations, ...workload }: Workload): boolean {
  const { hostNetwork, hostPID, hostIPC, hostUsers } = workload;
  if ([hostNetwork, hostPID, hostIPC, hostUsers].some(({ unknown }) => unknown)) return true;
  const lists = ['containers', 'initContainers', 'ephemeralContainers', 'volumes'].map((key) => pod.get(key));
  if ([pod, podAnnotations, ...lists].some(isOpen) || isOpenBelow(pod.get('securityContext'))) return true;
  if (pod.get('volumes').items().some(isOpen)) return true;
  return containers.some(
    ({ lens }) =>
      isOpen(lens) ||
      isOpenBelow(lens.get('securityContext')) ||
      isOpen(lens.get('ports')) ||
      lens
        .get('ports')
        .items()
        .some((port) => isOpen(port) || isOpen(port.get('hostPort'))) ||
      HANDLERS.some((path) => ['httpGet', 'tcpSocket'].some((kind) => isOpen(lens.get(...path, kind, 'host')))),
  );
}

const isOpen = (lens: Lens): boolean => lens.hidden || lens.more;

/** `isOpen` for a value or anything below it. */
function isOpenBelow(lens: Lens): boolean {
  let found = isOpen(lens);
  walk(lens.node, (node) => {
    found ||= node.type === 'scalar' ? node.templated === true : node.open === true;
    return !found;
  });
  return found;
}
