/** Choices that the generators share. */
export const NAMES = ['web', 'api', 'worker', 'cart', 'search', 'mail', 'orders', 'stock', 'billing', 'login'];
export const IMAGES = [
  'node:22-alpine',
  'python:3.12-slim',
  'nginx',
  'postgres:17.2',
  'redis:latest',
  'debian:bookworm-slim',
  'registry.example.com/shop/web:1.4.2',
  'ghcr.io/example-shop/tools:2.0.1',
  'busybox:1.36',
  'golang:1.23',
];
export const VARIABLES = ['LOG_LEVEL', 'PORT', 'REGION', 'DATABASE_HOST', 'CACHE_URL', 'FEATURES', 'API_TOKEN', 'TZ'];
export const VALUES = [
  'info',
  '8080',
  'eu-west-1',
  'db.internal',
  'redis://cache:6379',
  'a,b,c',
  'mT9-kQv2z7Rx4w',
  'UTC',
];

export type Next = () => number;

export const pick = <T>(next: Next, list: readonly T[]): T => list[Math.floor(next() * list.length)]!;

/** A variable and a value that suits it. */
export function variable(next: Next): readonly [string, string] {
  const at = Math.floor(next() * VARIABLES.length);
  return [VARIABLES[at]!, VALUES[at]!];
}

/** Repeats `part` until there are `lines` lines. */
export function filled(lines: number, parts: (i: number) => readonly string[], head: readonly string[] = []): string {
  const all = [...head];
  for (let i = 0; all.length < lines; i++) all.push(...parts(i));
  return all.join('\n');
}
