/** Whether an image, or the name of a program, is an agent that needs something of the host (`host-agent-rows.ts`). */
import type { ImageReference } from '../reference.ts';
import { AGENTS, type AgentNeed, type HostNeed } from './host-agent-rows.ts';
import { publicName } from './publisher/names.ts';

/** Names that mean one agent wherever its image comes from, and the agent above that they name. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/^node[-_]exporter$/, 'prom/node-exporter'],
  [/^cadvisor$/, 'gcr.io/cadvisor/cadvisor'],
  [/^(?:promtail|vector-agent)$/, 'grafana/promtail'],
  [/^(?:aws-for-)?fluent-?bit$/, 'fluent/fluent-bit'],
  [/^fluentd(?:-kubernetes-daemonset|-elasticsearch)?$/, 'fluent/fluentd'],
  [/^(?:filebeat|metricbeat|auditbeat|packetbeat)(?:-oss)?$/, 'elastic/filebeat'],
  [/^(?:datadog|dd)-agent$/, 'datadog/agent'],
  [/^node-problem-detector$/, 'registry.k8s.io/node-problem-detector'],
  [/^telegraf$/, 'telegraf'],
  [/^netdata$/, 'netdata/netdata'],
];

const agentNeeds = (name: string): readonly AgentNeed[] => AGENTS.find((agent) => agent.name.test(name))?.needs ?? [];

const includesNeed = (needs: readonly AgentNeed[], need: HostNeed): boolean =>
  needs.includes(need) || (need === 'capabilities' && needs.includes('privileges'));

/** Whether a container with this image is an agent that needs it. */
export const needsOfHost = (reference: ImageReference, need: HostNeed): boolean =>
  includesNeed(agentNeeds(publicName(reference)), need);

/**
 * Whether a name alone says that a program is an agent that needs it: `node-exporter`, `cadvisor`.
 * @param name the last part of an image's path, or the name of a container whose image is unknown
 */
export const nameNeedsOfHost = (name: string, need: HostNeed): boolean => {
  const like = ALIKE.find(([alike]) => alike.test(name))?.[1];
  return like !== undefined && includesNeed(agentNeeds(like), need);
};

/** Whether a container with this image is an agent that writes where the host runs from. */
export const writesSystem = (reference: ImageReference): boolean =>
  agentNeeds(publicName(reference)).includes('system');
