/**
 * The law of limits: no limit is below a request or a reservation. Sources: Kubernetes, `ValidateResourceRequirements` and "Quantity";
 * Docker, `verifyPlatformContainerResources` of moby, and `units.RAMInBytes`.
 */
import { type ContainerState, isOpen } from './resolved/containers.ts';
import { entriesAt, textAt } from './resolved/model.ts';

const DECIMAL: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
};
const BINARY = 'KMGTPE';

/** A Kubernetes quantity: `1.5Gi`, `500m`, `1e3`; `undefined` for other text. */
export function quantityOf(text: string): number | undefined {
  const [, number, suffix = ''] = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))(.*?)\s*$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix);
  if (exponent) return Number(number) * 10 ** Number(exponent[1]);
  const binary = /^([KMGTPE])i$/.exec(suffix);
  const factor = binary ? 1024 ** (BINARY.indexOf(binary[1]!) + 1) : DECIMAL[suffix];
  return factor === undefined ? undefined : Number(number) * factor;
}

/** Docker's memory in bytes: `512m`, `1.5 GiB`, `64MB`, always by 1024; `undefined` for other text. */
export function bytesOf(text: string): number | undefined {
  const [, number, unit = ''] = /^\s*(-?\d+(?:\.\d+)?) ?([kmgtp]?)(?:i?b)?\s*$/i.exec(text) ?? [];
  if (number === undefined) return undefined;
  return Number(number) * (unit === '' ? 1 : 1024 ** (BINARY.indexOf(unit.toUpperCase()) + 1));
}

const numberOf = (text: string): number | undefined =>
  /^\s*-?(?:\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : undefined;

type Read = (text: string) => number | undefined;

/** What the limits of a container break. */
export const brokenLimits = (container: ContainerState): string[] =>
  container.origin === 'compose' ? ofService(container) : ofPod(container);

function ofPod({ fields, pod }: ContainerState): string[] {
  const broken: string[] = [];
  for (const part of [fields, pod])
    for (const [name, one] of entriesAt(part, 'resources', 'requests'))
      if (isBelow(textAt(part, 'resources', 'limits', name), textAt(one), quantityOf))
        broken.push(`the ${name} limit is below the request`);
  for (const [name, one] of entriesAt(fields, 'resources', 'limits')) {
    // Of the resources that cannot be overcommitted, request and limit are one number.
    const request = textAt(fields, 'resources', 'requests', name);
    if (/^hugepages-|\//.test(name) && request !== undefined && isBelow(request, textAt(one), quantityOf))
      broken.push(`the ${name} limit is not the request`);
    if (isBelow(textAt(pod, 'resources', 'limits', name), textAt(one), quantityOf))
      broken.push(`the ${name} limit is above that of the pod`);
  }
  return broken;
}

/** The two places of each limit and of each reservation. Docker reads 0, and -1 for memory with swap and processes, as none. */
const COMPOSE: readonly (readonly [kind: string, limits: readonly string[], reserved: readonly string[], Read])[] = [
  ['memory', ['mem_limit', 'memory'], ['mem_reservation', 'memory'], bytesOf],
  ['CPU', ['cpus', 'cpus'], ['', 'cpus'], numberOf],
  ['process', ['pids_limit', 'pids'], ['', 'pids'], numberOf],
];

function ofService({ fields }: ContainerState): string[] {
  const deployed = (side: 'limits' | 'reservations', key: string): string | undefined =>
    textAt(fields, 'deploy', 'resources', side, key);
  const broken = COMPOSE.flatMap(([kind, [own, key], [reservation, reserved], read]) => {
    const limits = [textAt(fields, own!), deployed('limits', key!)];
    const wanted = [textAt(fields, reservation!), deployed('reservations', reserved!)];
    return limits.some((limit) => isLimit(limit, read) && wanted.some((one) => isBelow(limit, one, read)))
      ? [`the ${kind} limit is below the reservation`]
      : [];
  });
  const swap = textAt(fields, 'memswap_limit');
  const memory = [textAt(fields, 'mem_limit'), deployed('limits', 'memory')].filter((one) => isLimit(one, bytesOf));
  if (isLimit(swap, bytesOf) && memory.some((one) => isBelow(swap, one, bytesOf)))
    broken.push('the limit of memory with swap is below that of memory');
  return broken;
}

const isLimit = (text: string | undefined, read: Read): boolean => (read(text ?? '') ?? 0) > 0;

/** Whether one amount is below another; no if one of them is missing or not known. */
function isBelow(text: string | undefined, other: string | undefined, read: Read): boolean {
  if (text === undefined || other === undefined || isOpen(text) || isOpen(other)) return false;
  const [a, b] = [read(text), read(other)];
  return a !== undefined && b !== undefined && a < b;
}
