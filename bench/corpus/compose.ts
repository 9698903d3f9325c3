import { filled, IMAGES, NAMES, type Next, pick, variable } from './words.ts';

const SETTINGS: readonly ((next: Next) => readonly string[])[] = [
  (next) => ['    ports:', `      - "${8000 + Math.floor(next() * 900)}:8080"`],
  (next) => [
    '    volumes:',
    `      - ./${pick(next, NAMES)}:/srv`,
    `      - ${pick(next, ['/var/run/docker.sock:/var/run/docker.sock', 'data:/var/lib/data', '/etc:/host:ro'])}`,
  ],
  () => ['    privileged: true'],
  () => ['    read_only: true', '    security_opt: [no-new-privileges:true]'],
  () => ['    cap_drop: [ALL]', '    cap_add: [NET_BIND_SERVICE]'],
  () => ['    deploy:', '      resources:', '        limits: {cpus: "0.5", memory: 256M}'],
  () => ['    user: "10001"'],
  () => [
    '    healthcheck:',
    '      test: ["CMD", "curl", "-f", "http://localhost:8080/health"]',
    '      interval: 30s',
  ],
  () => ['    restart: unless-stopped'],
];

/** A Compose file of at least `lines` lines. */
export function composeFile(next: Next, lines: number): string {
  const service = (i: number): string[] => [
    `  ${pick(next, NAMES)}-${i}:`,
    `    image: ${pick(next, IMAGES)}`,
    '    environment:',
    ...Array.from({ length: 3 }, (_, n) => `      ${variable(next)[0]}_${n}: "${variable(next)[1]}"`),
    // Each key once.
    ...SETTINGS.filter(() => next() < 0.4).flatMap((setting) => setting(next)),
  ];
  return filled(lines, service, ['services:']);
}
