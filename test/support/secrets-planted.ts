/** Files with a secret in every place that may hold one. */
import { fake } from './secrets-fake.ts';
import { plant, plantEncoded, planted, plantToken } from './secrets-plant.ts';

export { planted, shownIn } from './secrets-plant.ts';

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

const envFile = (): string => `# API_OLD_TOKEN=${plant()}
API_TOKEN=${plantToken()}
export DB_PASSWORD="${plant()}"
SMTP_PASSWORD='${plant()}' # and a comment
DATABASE_URL=postgres://u:${plant()}@db/x
SHORT_PW=${plant()}
MULTI_SECRET="${plant()}
${plant()}"
`;

const values = (): string => `image: nginx
auth:
  password: ${plant()}
  token: ${plantToken()}
env:
  - name: API_KEY
    value: "${plant()}"
extra: ["--db-password=${plant()}", "SMTP_PASSWORD=${plant()}"]
`;

const custom = (): string => `apiVersion: acme.test/v1
kind: Database
metadata:
  name: shop
spec:
  adminPassword: ${plant()}
  token: ${plantToken()}
  headers:
    - name: X-Api-Key
      value: ${plant()}
  note: https://u:${plant()}@acme.test
---
apiVersion: v1
kind: Pod
metadata: {name: probe}
spec:
  containers:
    - name: c
      image: ghcr.io/acme/shop
      livenessProbe:
        httpGet:
          path: /
          port: 80
          httpHeaders:
            - name: Authorization
              value: Bearer ${plantToken()}
        exec:
          command: [curl, -u, "a:${plant()}", http://localhost]
`;

const kubeconfig = (): string => {
  const key = `-----BEGIN RSA PRIVATE KEY-----\n${plant()}${fake(60)}\n-----END RSA PRIVATE KEY-----\n`;
  const encoded = Buffer.from(key).toString('base64');
  planted.push(encoded.slice(60, 90));
  return `apiVersion: v1
kind: Config
users:
  - name: admin
    user:
      token: ${plant()}
      password: ${plant()}
      client-key-data: ${encoded}
`;
};

const dockerConfig = (): string => {
  const pair = Buffer.from(`robot:${plant()}`).toString('base64');
  planted.push(pair);
  return `{
  "auths": { "registry.acme.test": { "auth": "${pair}" }, "b.test": { "identitytoken": "${plantToken()}" } },
  "proxies": { "default": { "httpProxy": "http://u:${plant()}@proxy.acme.test:3128" } }
}
`;
};

const daemon = (): string => `{
  "proxies": { "http-proxy": "http://u:${plant()}@proxy.acme.test:3128" },
  "log-driver": "splunk",
  "log-opts": { "splunk-token": "${plant()}" }
}
`;

const kustomization = (): string => `resources: [pod.yaml]
secretGenerator:
  - name: s
    literals:
      - DB_PASSWORD=${plant()}
      - token=${plantToken()}
`;

/** All of them by their paths. Made once: each call would plant others. */
export const plantedFiles: ReadonlyMap<string, string> = new Map([
  ['Dockerfile', dockerfile()],
  ['compose.yaml', compose()],
  ['pod.yaml', manifests()],
  ['custom.yaml', custom()],
  ['api.env', envFile()],
  ['api.env.example', envFile()],
  ['chart/values.yaml', values()],
  ['kubeconfig', kubeconfig()],
  ['.docker/config.json', dockerConfig()],
  ['daemon.json', daemon()],
  ['overlay/kustomization.yaml', kustomization()],
  ['broken/compose.yaml', broken()],
  ['broken/Dockerfile', `FROM alpine\nRUN <<EOF\nexport API_TOKEN=${plant()}\nENV X\nUSER ${plant()}:`],
  ['broken/.env', `A_TOKEN="${plant()}\nB_SECRET\n=${plant()}\n${plantToken()}\n`],
]);
