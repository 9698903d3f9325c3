/** The memory that a container's own settings let its programs take. A limit below it would kill them. */
import type { Container } from '../domain/container.ts';
import { dockerBytes } from './amounts.ts';

/** Options and settings that name an amount, each with the unit of a plain number. Sources: the manuals of Java, Node, Redis, MySQL, PostgreSQL. */
const AMOUNTS: readonly [setting: RegExp, unit: string][] = [
  [/-Xmx(\d{1,12})([kmgt]?)\b/gi, 'b'],
  [/--max[-_]old[-_]space[-_]size[= ](\d{1,6})()\b/gi, 'm'],
  [/\bmaxmemory[= ](\d{1,12})([kmg]?)b?\b/gi, 'b'],
  [/\binnodb[-_]buffer[-_]pool[-_]size[= ](\d{1,12})([kmg]?)\b/gi, 'b'],
  [/\bshared_buffers ?= ?(\d{1,9})([kmg])b\b/gi, 'b'],
];

const MIB = 1024 ** 2;
/** Limits are written in steps of this many MiB. */
const STEP = 256;

/** What programs need that name no amount, in bytes. */
const PLAIN = 512 * MIB;

/**
 * The memory that a container needs by its own settings, in MiB and rounded up: the largest amount that its command or environment
 * names, half as much again for what programs take besides, and the shared memory of the service, which counts towards the limit.
 * `undefined` if nothing is named.
 */
export function declaredMemory({ command, env, lens }: Container): number | undefined {
  const texts = [command.map((word) => word.text).join(' '), ...env.map(({ value }) => value ?? '')];
  const named = AMOUNTS.flatMap(([setting, unit]) =>
    texts.flatMap((text) => [...text.matchAll(setting)].map((m) => dockerBytes(`${m[1]}${m[2] || unit}`) ?? 0)),
  );
  const shared = dockerBytes(lens.get('shm_size').text ?? '') ?? 0;
  if (named.length === 0 && shared === 0) return undefined;
  const needed = Math.max(PLAIN, ...named.map((amount) => amount * 1.5)) + shared;
  return Math.ceil(needed / MIB / STEP) * STEP;
}

/** An amount in MiB, as a person writes it with the letters of a format: `1536` and `Mi`, `Gi` → `1536Mi`, `2048` → `2Gi`. */
export const inUnits = (mebibytes: number, [mega, giga]: readonly [string, string]): string =>
  mebibytes % 1024 === 0 ? `${mebibytes / 1024}${giga}` : `${mebibytes}${mega}`;
