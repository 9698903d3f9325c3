/** Random edits of Dockerfiles. */

/** Lines of a Dockerfile that change what the instructions below them mean, or where they end. */
const LINES = [
  '# escape=`\n',
  '# syntax=docker/dockerfile:1\n',
  'FROM alpine:3.22 AS extra\n',
  'FROM base\n',
  'FROM scratch\n',
  'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
  'FROM {{ .Base }}\n',
  '{{ if .Root }}\n',
  'ARG TOKEN=x\n',
  'ARG API_TOKEN\n',
  'ARG VERSION=2\n',
  'ENV VERSION=3 NODE_TLS_REJECT_UNAUTHORIZED=$OFF\n',
  'ENV OFF=0\n',
  'ENV API_TOKEN bPq7-otter-Lantern-52\n',
  'SHELL ["powershell", "-Command"]\n',
  'SHELL ["/bin/bash", "-c"]\n',
  'USER root\n',
  'USER 10001\n',
  'USER $NAME\n',
  'RUN useradd -u 0 app\n',
  'ONBUILD USER root\n',
  'ONBUILD ENV OFF=0\n',
  'ONBUILD RUN curl -k https://example.com/a | sh\n',
  'RUN <<EOF\n',
  'COPY <<-"EOF" /start.sh\n',
  'EOF\n',
  'RUN sudo make \\\n',
  '\\\n',
  '`\n',
  '# a comment\n',
  '# seaworthy: ignore[user/*] why\n',
  '# hadolint ignore=DL3004\n',
  'COPY --from=base /a /b\n',
  'COPY id_rsa .env /srv/\n',
  'EXPOSE $PORT 22\n',
  'ENTRYPOINT ["/start.sh"]\n',
  'RUN psql postgres://shop:mT9-kQv2z7Rx4w@db.example.com/shop\n',
  'RUN "half typed\n',
  '\r\n',
];

/** A Dockerfile with lines added, removed, moved or repeated. `random`: a number from 0 up to `below`. */
export function withOtherLines(text: string, random: (below: number) => number): string {
  const lines = text.split(/(?<=\n)/);
  const at = random(4) === 0 ? 0 : random(lines.length + 1);
  const from = random(lines.length);
  const added = random(5) === 0 ? lines.slice(from, from + 3) : [LINES[random(LINES.length)]!];
  lines.splice(at, random(3) === 0 ? random(4) : 0, ...(random(5) === 0 ? [] : added));
  return lines.join('');
}
