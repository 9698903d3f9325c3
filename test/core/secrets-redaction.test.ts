/** No report shows a secret: values planted in every place that may hold one, read back in no format and by no rule. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../scripts/lib/prove.ts';
import { byPlace, type Printed, type PrintedProblem, type Run, region } from '../../server/src/core/report/finding.ts';
import { json, jsonl } from '../../server/src/core/report/json.ts';
import { printed } from '../../server/src/core/report/print.ts';
import { sarif } from '../../server/src/core/report/sarif.ts';
import { text } from '../../server/src/core/report/text.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { lineIndex } from '../../server/src/core/text/lines.ts';
import { fake } from './secrets-fake.ts';

const planted: string[] = [];

/** A password of its own for each place, so that a leak tells where it came from. */
function plant(): string {
  const value = `Zq${planted.length}k${fake(14).slice(planted.length % 3)}w`;
  planted.push(value);
  return value;
}
function plantToken(): string {
  const value = `ghp_${fake(34)}${String(planted.length).padStart(2, '0')}`;
  planted.push(value);
  return value;
}
const plantEncoded = (): string => {
  const value = Buffer.from(plant()).toString('base64');
  planted.push(value);
  return value;
};

const dockerfile = (): string => `# syntax=docker/dockerfile:1
FROM node:22 AS build
ARG NPM_TOKEN=${plantToken()}
ARG DB_PASSWORD="${plant()}"
LABEL api.token=${plant()} note="postgres://u:${plant()}@db/x"
ENV API_KEY ${plant()}
ENV A_SECRET=${plant()} B_PASSWORD='${plant()}'
ENV ${plantToken()}=1
RUN curl -u deploy:${plant()} https://files.acme.test/x.sh | sh
RUN PGPASSWORD=${plant()} psql && echo "root:${plant()}" | chpasswd && mysql -p${plant()} && export FOO_TOKEN=${plant()}
RUN wget --password=${plant()} http://files.acme.test/a.tgz && git clone https://x:${plant()}@git.acme.test/a.git
RUN <<EOF
curl -H "Authorization: Bearer ${plantToken()}" https://files.acme.test
EOF
COPY <<EOF /app/.env
SMTP_PASSWORD=${plant()}
EOF
ADD https://u:${plant()}@files.acme.test/a.tgz /a.tgz
ONBUILD ENV C_PASSWORD=${plant()}
HEALTHCHECK CMD redis-cli -a ${plant()} ping
CMD ["redis-server", "--requirepass", "${plant()}"]
FROM https://u:${plant()}@registry.acme.test/x
COPY id_rsa /root/.ssh/id_rsa
ENTRYPOINT ["sh", "-c", "mysql -p${plant()}"]
`;

const compose = (): string => `x-env: &env
  SHARED_PASSWORD: ${plant()}
services:
  web:
    image: postgres:17
    environment:
      <<: *env
      POSTGRES_PASSWORD: ${plant()}
      DB_PASSWORD: \${DB_PASSWORD:-${plant()}}
      DATABASE_URL: postgres://u:${plant()}@\${HOST}/db
      QUOTED_SECRET: "${plant()}"
      KEY_FILE: |
        -----BEGIN RSA PRIVATE KEY-----
        ${plantToken()}${fake(60)}
        -----END RSA PRIVATE KEY-----
    build:
      context: .
      args:
        NPM_TOKEN: ${plantToken()}
    command: redis-server --requirepass ${plant()}
    entrypoint: ["sh", "-c", "mysql -p${plant()}"]
    healthcheck:
      test: ["CMD", "redis-cli", "-a", "${plant()}"]
    labels:
      - app.password=${plant()}
      - url=https://u:${plant()}@acme.test
    ports: ["80:80"]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
  other:
    image: ghcr.io/acme/shop
    environment:
      - MAIL_PASSWORD=${plant()}
      - "URL:postgres://u:${plant()}@db/x?a=1"
      - ${plantToken()}
      - ${plantToken()}=1
    labels:
      app.token: ${plant()}
configs:
  app:
    content: |
      password=${plant()}
`;

const manifests = (): string => `apiVersion: v1
kind: Pod
metadata:
  name: shop
  annotations:
    note: https://u:${plant()}@acme.test
    kubectl.kubernetes.io/last-applied-configuration: '{"env":[{"name":"T","value":"${plantToken()}"}]}'
spec:
  containers:
    - name: shop
      image: ghcr.io/acme/shop
      command: ["sh", "-c", "mysql -p${plant()}"]
      args: ["--db-password=${plant()}", "--token", "${plant()}"]
      env:
        - name: DB_PASSWORD
          value: ${plant()}
        - { name: API_KEY, value: "${plant()}" }
        - name: "${plantToken()}"
          value: x
        - name: URL
          value: postgres://u:${plant()}@$(HOST)/db
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
data:
  DB_PASSWORD: ${plant()}
  "${plantToken()}": x
  app.properties: |
    api.token=${plant()}
---
apiVersion: v1
kind: Secret
metadata:
  name: shop
data:
  password: ${plantEncoded()}
  "${plantToken()}": ${plantEncoded()}
stringData:
  token: ${plant()}
  DB_PASSWORD: ${plant()}
`;

const broken = (): string => `services:
  web:
    image: postgres
    environment:
      DB_PASSWORD: ${plant()}
     API_KEY: "${plant()}
   - ${plantToken()}: [
`;

function run(): { readonly run: Run; readonly titles: string; readonly found: number } {
  const files = new Map([
    ['Dockerfile', dockerfile()],
    ['compose.yaml', compose()],
    ['pod.yaml', manifests()],
    ['broken/compose.yaml', broken()],
    ['broken/Dockerfile', `FROM alpine\nRUN <<EOF\nexport API_TOKEN=${plant()}\nENV X\nUSER ${plant()}:`],
  ]);
  const engine = engineOver(files, rules, { flags: { profile: 'audit' } });
  const findings: Printed[] = [];
  const problems: PrintedProblem[] = [];
  const titles: string[] = [];
  for (const path of engine.paths()) {
    const lines = lineIndex(engine.textOf(path) ?? '');
    const report = engine.check(path);
    for (const finding of report.findings) {
      titles.push(finding.route, ...finding.fixes.map((f) => f.title), ...finding.related.map((r) => r.message));
    }
    findings.push(...printed(engine, report, (p) => p));
    for (const p of report.problems) problems.push({ path, ...region(lines, p.at), message: p.message });
  }
  findings.sort(byPlace);
  const found = findings.filter((f) => f.finding.rule.startsWith('secret/')).length;
  return {
    run: { version: '0', findings, problems, files: files.size, suppressed: 0 },
    titles: titles.join('\n'),
    found,
  };
}

const outcome = run();
/** The planted values that a text shows, even in part. */
const shownIn = (report: string): string[] => planted.filter((value) => report.includes(value.slice(0, 12)));

test('the planted secrets are found', () => {
  assert.ok(outcome.found > 40, `only ${outcome.found} findings of secret rules`);
});

test('a report that did show a value would be caught', () => {
  assert.deepEqual(shownIn(`before ${planted[3]} after`), [planted[3]]);
});

for (const [name, report] of [
  ['json', json(outcome.run)],
  ['jsonl', jsonl(outcome.run)],
  [
    'sarif',
    sarif(
      outcome.run,
      rules.map((r) => r.meta),
      () => undefined,
    ),
  ],
  ['text', text(outcome.run, true)],
  ['routes, titles of fixes and related messages', outcome.titles],
] as const) {
  test(`no value in ${name}`, () => {
    const lines = report.split('\n').filter((line) => shownIn(line).length > 0);
    assert.deepEqual(lines, []);
  });
}
