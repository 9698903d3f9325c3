/** Lowers findings about what an agent of the host needs. */

import { isNodeAgent } from '../checks/node-agent.ts';
import type { Service } from '../domain/compose.ts';
import type { Container } from '../domain/container.ts';
import type { Workload } from '../domain/kubernetes.ts';
import type { HostNeed } from '../image/knowledge/host-agent-rows.ts';
import { nameNeedsOfHost, needsOfHost, writesSystem } from '../image/knowledge/host-agents.ts';
import type { Finding, RuleMeta } from '../rule/rule.ts';
import { contains } from '../text/span.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { mayBeSame } from '../workspace/keys.ts';
import type { Visit } from './subjects.ts';

/**
 * The finding, as a hint of the strict profile and without a fix if the image is one of an agent that needs what the rule objects to, or if other
 * files show that the program needs it: to change that would end its work. In a pod one such container is enough, since the pod's settings are
 * made for it. An image or a service of the same name is taken for the agent where it only reads the host. Write access to what the host runs from stays an error, except for plugins of the node.
 */
export function softenForAgents(
  { hostNeed, severity }: RuleMeta,
  visit: Visit,
  finding: Finding,
  index: WorkspaceIndex,
): Finding {
  if (hostNeed === undefined) return finding;
  const images = containersOf(visit).flatMap(({ image }) => image?.reference ?? []);
  // A mount of the whole host holds the runtime's socket too, and what the host runs from.
  const isSevere =
    hostNeed === 'files'
      ? (finding.severity ?? severity) === 'error'
      : hostNeed === 'runtime' && isWholeHost(visit, finding) && !isReading(visit, finding);
  const isAgent = images.some((image) => needsOfHost(image, hostNeed) && (!isSevere || writesSystem(image)));
  const isAlike =
    !isSevere && isReading(visit, finding) && containersOf(visit).some((one) => isNamedAgent(one, hostNeed));
  const profile = finding.profile === 'audit' ? 'audit' : 'strict';
  if (!isAgent && !isAlike && (isSevere || !isShown(hostNeed, visit, finding, index)))
    return isForNode(hostNeed, isSevere, visit, finding) ? { ...finding, profile } : finding;
  return { ...finding, severity: 'hint', profile, fixes: [] };
}

/**
 * Whether the pod is built to work on its node, as far as it shows. Severe access by a mount must add nothing: all containers that use it are privileged. Of 26 such findings in public repositories, read
 * until 2026-11-30, a maintainer would have acted on none, in our judgement.
 */
function isForNode(need: HostNeed, isSevere: boolean, visit: Visit, { covers }: Finding): boolean {
  const workload = workloadOf(visit);
  if (!workload || need === 'ports' || !isNodeAgent(workload)) return false;
  if (need !== 'files' && need !== 'runtime') return true;
  const mounts = workload.volumes.find(({ span }) => span === covers)?.mounts ?? [];
  return (
    mounts.length > 0 &&
    ((need === 'files' && !isSevere) || mounts.every(({ container }) => container.privileged.value === true))
  );
}

/** An image of a well-known agent under another publisher's name, or an unknown image of a service or container with such a name. */
function isNamedAgent({ image, name }: Container, need: HostNeed): boolean {
  const reference = image?.reference;
  if (reference) return nameNeedsOfHost(reference.repository.slice(reference.repository.lastIndexOf('/') + 1), need);
  return image !== undefined && nameNeedsOfHost(name, need);
}

/** Whether the finding is about no mount, or about a mount that cannot be written to. */
function isReading({ subject, value }: Visit, { at, covers }: Finding): boolean {
  const mounts =
    subject === 'container'
      ? (value as Container).hostMounts.filter((mount) => mount.at.start === at.start)
      : subject === 'workload'
        ? ((value as Workload).volumes.find(({ span }) => span === covers)?.mounts ?? [])
        : [];
  return mounts.every(({ readOnly }) => readOnly);
}

/** Whether the finding is about a mount of the host's `/`. */
function isWholeHost({ subject, value }: Visit, { at, covers }: Finding): boolean {
  if (subject === 'container')
    return (value as Container).hostMounts.some((mount) => mount.at.start === at.start && isRoot(mount.source));
  return subject === 'workload' && (value as Workload).volumes.some((v) => v.span === covers && isRoot(v.hostPath));
}

const isRoot = (path: string | undefined): boolean => path !== undefined && /^\/+$/.test(path);

function containersOf({ subject, value }: Visit): readonly Container[] {
  if (subject === 'container') return [value as Container];
  return subject === 'workload' ? (value as Visit<'workload'>['value']).containers : [];
}

/** Whether the workspace shows that a program needs it. */
function isShown(need: HostNeed, visit: Visit, finding: Finding, index: WorkspaceIndex): boolean {
  if (isProfiler(visit)) return need === 'namespaces' || need === 'privileges' || need === 'capabilities';
  const workload = workloadOf(visit);
  if (!workload) return false;
  if (need === 'files') return keepsStateThere(workload, finding, index);
  if (need === 'ports') return isCalledAtNode(visit.value as Container, finding, index);
  if (need !== 'namespaces' && need !== 'privileges' && need !== 'capabilities') return false;
  // An agent runs on every node.
  return workload.object.kind === 'DaemonSet' && containersOf(visit).some((one) => loadsBpf(one, workload));
}

function workloadOf({ subject, value }: Visit): Workload | undefined {
  if (subject === 'workload') return value as Workload;
  const container = subject === 'container' ? (value as Container) : undefined;
  return container?.owner.origin === 'kubernetes' ? container.owner : undefined;
}

/** A log shipper keeps its place in each file below a mount, which a ConfigMap that it reads says. */
function keepsStateThere({ volumes, object, pod }: Workload, { covers }: Finding, index: WorkspaceIndex): boolean {
  const volume = volumes.find(({ span }) => span === covers);
  const mounts = volume?.mounts.flatMap(({ mountPath }) => mountPath ?? []) ?? [];
  if (mounts.length === 0) return false;
  const read = pod
    .get('volumes')
    .items()
    .flatMap((item) => item.get('configMap', 'name').text ?? []);
  return read
    .flatMap((name) => index.of('config-map', name))
    .filter(({ fact }) => mayBeSame(fact.namespace, object.namespace))
    .flatMap(({ fact }) => fact.stateFiles)
    .some((file) => mounts.some((mount) => file === mount || file.startsWith(`${mount.replace(/\/$/, '')}/`)));
}

/** Other pods call the port at the address of their node. */
function isCalledAtNode({ lens }: Container, { at }: Finding, index: WorkspaceIndex): boolean {
  const port = lens
    .get('ports')
    .items()
    .find((item) => item.at && contains(item.at, at))
    ?.get('hostPort').text;
  return port !== undefined && index.of('workload').some(({ fact }) => fact.nodePorts.includes(port));
}

/** Folders through which programs load eBPF, and variables that name it. Source: kernel documentation, "bpf" and "tracefs". */
const BPF_PATH = /^\/sys\/(?:kernel\/(?:debug|tracing|btf)|fs\/bpf)(?:\/|$)/;
const BPF_NAME = /(?:^|_)E?BPF(?:_|$)/i;

/** A service that sees all processes of the host, and has the folders through which programs load eBPF. */
const isProfiler = ({ subject, value }: Visit): boolean => {
  if (subject !== 'container' && subject !== 'service') return false;
  const { origin, lens, hostMounts } = subject === 'service' ? (value as Service).container : (value as Container);
  return (
    origin === 'compose' && lens.get('pid').text === 'host' && hostMounts.some(({ source }) => BPF_PATH.test(source))
  );
};

const loadsBpf = (container: Container, { volumes }: Workload): boolean =>
  container.env.some(({ name }) => BPF_NAME.test(name ?? '')) ||
  volumes.some(
    ({ hostPath, mounts }) =>
      hostPath !== undefined && BPF_PATH.test(hostPath) && mounts.some((m) => m.container === container),
  );
