/** Adds a resource limit next to the container's other limits. */

import { isExtended } from '../checks/extended-service.ts';
import { type LimitedResource, RESOURCE_NAMES } from '../checks/missing-limit.ts';
import type { Container } from '../domain/container.ts';
import { isStoreImage } from '../network/sensitive-ports.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { setPath } from '../yaml/edit/edit.ts';
import type { YamlUnit } from '../yaml/node.ts';
import { isShared } from '../yaml/walk.ts';
import { dockerBytes, largest, plainNumber, quantity } from './amounts.ts';
import { declaredMemory, inUnits } from './declared-memory.ts';
import { sets } from './effect.ts';
import { alone, fixIf, yamlOf } from './fix.ts';

/**
 * Enough for a small service: to measure and adjust. In a pod a limit is the request too where none is set, so it is lower there. Docker refuses more
 * processors than the machine has. Threads count as processes, and a data store has hundreds: 2048 is what Podman gives every container.
 * Source: docs.podman.io, `--pids-limit`, 2026-11-30.
 */
const VALUES = {
  memory: { kubernetes: '512Mi', deploy: '1G', key: 'mem_limit', service: '1g', reserved: 'memory' },
  cpu: { kubernetes: '500m', deploy: '1', key: 'cpus', service: 1, reserved: 'cpus' },
  pids: { kubernetes: '', deploy: 2048, key: 'pids_limit', service: 2048, reserved: 'pids' },
} as const;

/**
 * The fix that adds a limit; empty if the limit cannot be written, and for a data store: it uses the processors that it finds, and is killed at a limit of memory
 * that is too low for its data. Only its own settings may say how much it takes.
 */
export function limitFix(ctx: Context, container: Container, resource: LimitedResource): Fix[] {
  const declared = resource === 'memory' ? declaredMemory(container, ctx) : undefined;
  const isStore = isStoreImage(container.image?.reference?.repository ?? '');
  if (isStore && resource !== 'pids' && !declared?.named) return [];
  // How much of a processor they take is what their callers and builds ask for: a guess would slow all of them down.
  if (resource === 'cpu' && BUSY.test(container.image?.reference?.repository ?? '')) return [];
  // The services that extend this one differ in what they take.
  if (resource !== 'pids' && isExtended(container, ctx)) return [];
  const name = RESOURCE_NAMES[resource];
  const edits = (): TextEdit[] => toMeasure(ctx, addLimit(ctx, container, resource));
  const fixes = fixIf(`Add a ${name} limit`, 'review', edits, [sets(container, ...placeOf(container, resource))]);
  const shares = fixes.length > 0 && declared?.shares === true;
  return alone(
    fixes,
    `Measure how much the container needs under load, and adjust the ${name} limit`,
    ...(shares ? [JAVA_HEAP] : []),
    ...(reserves(container, resource) ? [REQUEST] : []),
    ...(resource === 'cpu' && isEndedWhenSlow(container) ? [SLOW_START] : []),
  );
}

/** Whether the limit is a request too. Source: kubernetes.io/docs/concepts/configuration/manage-resources-containers, read on 2026-11-30. */
const reserves = ({ lens, platform }: Container, resource: LimitedResource): boolean =>
  platform.writes.limits === 'resources' && lens.get('resources', 'requests', resource).node === undefined;

const REQUEST = 'Set a lower request if nodes are full: without one, each pod reserves as much as its limit';

/** Proxies, which all requests pass, and programs that build others, by the last part of the image's name. */
const BUSY =
  /(?:^|\/)(?:nginx|nginx-unprivileged|nginx-ingress|openresty|haproxy|traefik|envoy|caddy|httpd|varnish|kong|apisix|squid|jenkins|gitlab-runner|actions-runner|buildkit|kaniko|executor|drone-runner-docker|woodpecker-agent|renovate)$/;

/** Whether the kubelet restarts the container if it answers late after its start. Source: kubernetes.io, "Liveness, Readiness, and Startup Probes", 2026-11-30. */
const isEndedWhenSlow = ({ lens }: Container): boolean =>
  lens.get('livenessProbe').node !== undefined && lens.get('startupProbe').node === undefined;

const SLOW_START = 'See that the container starts in time for its `livenessProbe`: at the limit it is slowed down';

const JAVA_HEAP =
  'The heap of Java is a quarter of the limit unless `-Xmx` or `-XX:MaxRAMPercentage` in `JAVA_TOOL_OPTIONS` says otherwise';

/** The edits with a comment behind the limit, where its line has room for one. */
function toMeasure(ctx: Context, edits: TextEdit[]): TextEdit[] {
  const unit = yamlOf(ctx);
  return edits.map((edit) => {
    const end = edit.text.endsWith('\n') ? edit.text.trimEnd() : edit.text;
    const isLineEnd = end !== edit.text || /^(?:\r?\n|$)/.test(unit?.text.slice(edit.span.end) ?? '-');
    if (unit?.json || !isLineEnd || !/[\w"']$/.test(end)) return edit;
    return { ...edit, text: `${end} # measure and adjust${edit.text.slice(end.length)}` };
  });
}

/** Where the limit is written. */
function placeOf(container: Container, kind: LimitedResource): string[] {
  const where = container.platform.writes.limits;
  if (where === 'resources') return ['resources', 'limits', kind];
  const { key, reserved } = VALUES[kind];
  if (where === 'service-quota') return [kind === 'cpu' ? 'cpu_quota' : key];
  if (where !== 'deploy' && kind === 'cpu' && usesQuota(container)) return ['cpu_quota'];
  // Compose refuses an own limit beside `deploy.resources.limits` that lack it or differ; a zero is none. So all limits stand in one place.
  // Source: compose-go `loader/validate.go`, v2.16.2, read on 2026-11-30.
  const { lens } = container;
  const hasOwn = Object.values(VALUES).some((value) => lens.get(value.key).node !== undefined);
  const inDeploy = lens.get('deploy', 'resources', 'limits').map || (!hasOwn && lens.get('deploy', 'resources').map);
  const isOwn = where !== 'deploy' && !inDeploy;
  return isOwn ? [key] : ['deploy', 'resources', 'limits', reserved];
}

/** Docker refuses `cpus` beside a quota or a period. Source: moby `daemon/daemon_unix.go`, `verifyPlatformContainerResources`. */
const usesQuota = ({ lens }: Container): boolean =>
  ['cpu_quota', 'cpu_period'].some((key) => lens.get(key).node !== undefined);

/** A processor, as a quota for the period of the service, in microseconds; `undefined` when the period is unknown. */
function wholePeriod({ lens }: Container): number | undefined {
  const { node, text } = lens.get('cpu_period');
  if (!node) return 100_000;
  return text !== undefined && /^\d{4,7}$/.test(text) ? Number(text) : undefined;
}

/**
 * Sets a limit where the platform reads it: in pods below `resources.limits`; in Compose below `deploy.resources` if the service has that,
 * and no own limits, else by its own key; in a stack only below `deploy.resources`.
 * The limit is at least the request or reservation, since a lower one is rejected, and what the container's own settings need.
 */
function addLimit(ctx: Context, container: Container, kind: LimitedResource): TextEdit[] {
  const unit = yamlOf(ctx);
  // `${MEMORY:-0}`: a variable decides the limit when the service starts.
  if (!unit || isShared(unit, container.node) || isChosenAtStart(unit, container, kind)) return [];
  const value = VALUES[kind];
  const where = container.platform.writes.limits;
  const needed = kind === 'memory' ? declaredMemory(container, ctx).needed : undefined;
  if (where === 'resources') {
    const requested = container.lens.get('resources', 'requests', kind);
    const request = requested.node ? requested.text : '0';
    // The request is templated, so its size is unknown.
    if (!request) return [];
    // A request covers the idle state. A small one, used as a limit, would throttle or kill the container.
    const amounts = [value.kubernetes, ...(needed ? [inUnits(needed, ['Mi', 'Gi'])] : []), request];
    const amount = largest(amounts, quantity) ?? request;
    return setPath(unit, container.node, ['resources', 'limits', kind], amount, {
      after: ['name', 'image', 'imagePullPolicy', 'command', 'args', 'workingDir', 'ports', 'envFrom', 'env'],
    });
  }
  const place = placeOf(container, kind);
  const own = place[0] !== 'deploy';
  if (excludesLimit(container, kind, own)) return [];
  if (place[0] === 'cpu_quota') {
    const quota = wholePeriod(container);
    return quota === undefined ? [] : setPath(unit, container.node, place, quota);
  }
  const read = kind === 'memory' ? dockerBytes : plainNumber;
  const amounts = [
    own ? value.service : value.deploy,
    ...(needed ? [inUnits(needed, own ? ['m', 'g'] : ['M', 'G'])] : []),
  ];
  const amount = largest([...amounts, ...reservations(container, kind)], read);
  return amount === undefined ? [] : setPath(unit, container.node, place, amount);
}

/** Whether a variable gives the limit, and says "unlimited" only by its default. */
function isChosenAtStart(unit: YamlUnit, container: Container, kind: LimitedResource): boolean {
  const { at } = container[`${kind}Limit`];
  return at !== undefined && container.origin === 'compose' && unit.text.slice(at.start, at.end).includes('$');
}

/** What the service reserves of a resource, in both places; '' for an amount that cannot be read. */
function reservations({ lens }: Container, kind: LimitedResource): string[] {
  const places = [['deploy', 'resources', 'reservations', VALUES[kind].reserved]];
  if (kind === 'memory') places.push(['mem_reservation']);
  return places.flatMap((path) => {
    const found = lens.get(...path);
    return found.node ? [found.text ?? ''] : [];
  });
}

/**
 * Whether the service has a setting that Docker or Compose refuses beside the new limit: the same limit in the other place, a share of the
 * processors of Windows, or a limit of memory with swap, which must not be lower.
 */
function excludesLimit({ lens }: Container, kind: LimitedResource, own: boolean): boolean {
  const { key, reserved } = VALUES[kind];
  const isSet = (...path: string[]): boolean => lens.get(...path).node !== undefined;
  if (own ? isSet('deploy', 'resources', 'limits', reserved) : isSet(key) && lens.get(key).text !== '0') return true;
  if (kind === 'cpu') return isSet('cpu_count') || isSet('cpu_percent') || (!own && isSet('cpu_quota'));
  return kind === 'memory' && isSet('memswap_limit') && !/^(?:0|-1)$/.test(lens.get('memswap_limit').text ?? '');
}
