/** Images of agents that watch or serve the host, and what of the host they need. Each row has its source, read on 2026-11-29. */
import type { ImageReference } from '../reference.ts';
import { publicName } from './publisher/names.ts';

/**
 * `files`: mounts of the host. `runtime`: the socket of the container runtime, which lies below `/` too. `namespaces`: the host's network, processes or IPC. `privileges`:
 * all capabilities. `ports`: ports of the node.
 */
export type HostNeed = 'files' | 'runtime' | 'namespaces' | 'privileges' | 'ports';

interface Agent {
  readonly name: RegExp;
  readonly needs: readonly HostNeed[];
  readonly source: string;
}

const AGENTS: readonly Agent[] = [
  {
    name: /^(?:prom|quay\.io\/prometheus)\/node-exporter$/,
    needs: ['files', 'runtime', 'namespaces', 'ports'],
    source: 'prometheus/node_exporter, README, "Docker"',
  },
  {
    name: /^(?:gcr\.io\/(?:cadvisor|google-containers)|google|ghcr\.io\/google)\/cadvisor$/,
    needs: ['files', 'runtime', 'privileges'],
    source: 'google/cadvisor, README, "Quick Start"',
  },
  {
    name: /^fluent\/fluentd-kubernetes-daemonset$/,
    needs: ['files'],
    source: 'fluent/fluentd-kubernetes-daemonset, fluentd-daemonset-elasticsearch.yaml',
  },
  {
    name: /^(?:datadog|gcr\.io\/datadoghq|public\.ecr\.aws\/datadog)\/agent$/,
    needs: ['files', 'runtime', 'ports'],
    source: 'DataDog/helm-charts, charts/datadog, _container-trace-agent.yaml and _daemonset-volumes-linux.yaml',
  },
  {
    name: /^(?:apache|ghcr\.io\/apache\/skywalking-rover)\/skywalking-rover$/,
    needs: ['files', 'runtime', 'namespaces', 'privileges'],
    source: 'apache/skywalking-rover, documentation, "Deploy on Kubernetes", rover-daemonset.yml',
  },
];

/** Whether a container with this image is an agent that needs it. */
export const needsOfHost = (reference: ImageReference, need: HostNeed): boolean =>
  AGENTS.some(({ name, needs }) => needs.includes(need) && name.test(publicName(reference)));
