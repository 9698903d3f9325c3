import { filled, IMAGES, NAMES, type Next, pick, variable } from './words.ts';

const RUNS: readonly ((next: Next) => readonly string[])[] = [
  () => [
    'RUN apt-get update && \\',
    '    apt-get install -y --no-install-recommends curl git ca-certificates && \\',
    '    rm -rf /var/lib/apt/lists/*',
  ],
  () => ['RUN --mount=type=cache,target=/root/.npm \\', '    npm ci'],
  (next) => [`RUN curl -fsSL https://downloads.example.com/${pick(next, NAMES)}.sh | sh`],
  () => ['RUN <<EOF', 'set -e', 'python -m compileall -q shop', 'python -m pytest -q tests/unit', 'EOF'],
  (next) => [`RUN addgroup --system ${pick(next, NAMES)} && adduser --system --ingroup ${pick(next, NAMES)} app`],
  (next) => [`RUN chmod -R ${pick(next, ['755', '777', '644'])} /srv/${pick(next, NAMES)}`],
];

const OTHERS: readonly ((next: Next) => readonly string[])[] = [
  (next) => [`COPY ${pick(next, NAMES)} /srv/${pick(next, NAMES)}`],
  (next) => [`WORKDIR /srv/${pick(next, NAMES)}`],
  (next) => [`ENV ${variable(next).join('=')} \\`, `    ${variable(next).join('=')}`],
  (next) => [`ARG VERSION=${Math.floor(next() * 9)}.${Math.floor(next() * 20)}`],
  () => ['', '# The next part changes rarely, so it comes first.'],
  (next) => [`LABEL org.opencontainers.image.title="${pick(next, NAMES)}"`],
  (next) => [`EXPOSE ${pick(next, ['8080', '22', '5432'])}`],
  (next) => [`ADD https://downloads.example.com/${pick(next, NAMES)}.tar.gz /tmp/`],
];

/** A Dockerfile with several stages, of at least `lines` lines. */
export function dockerfile(next: Next, lines: number): string {
  const stage = (i: number): string[] => [
    ...(i > 0 ? [''] : []),
    `FROM ${pick(next, IMAGES)} AS stage-${i}`,
    ...Array.from({ length: 8 }, () => pick(next, next() < 0.4 ? RUNS : OTHERS)(next)).flat(),
    ...(next() < 0.5 ? ['USER 10001'] : []),
    `CMD ["/srv/${pick(next, NAMES)}", "--port", "8080"]`,
  ];
  return filled(lines, stage, ['# syntax=docker/dockerfile:1']);
}
