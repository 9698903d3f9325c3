/** Files with a name in places that reports quote, and secrets of known formats to stand as that name. */
import { write } from './secrets-fake.ts';

/** One format of each group of providers, as it may stand in a name. */
export const FAMILIES: readonly string[] = [
  'AKIA<T16>',
  'ghp_<w36>',
  'dop_v1_<h64>',
  'xoxa-2-<w40>',
  'sk-proj-<u48>',
  'NRAK-<U27>',
  'sk_live_<h40>',
  'lin_api_<w40>',
  'eyJ<w33>.eyJ<w80>.<u43>',
];

/** Texts by path. `@` stands where the name goes, in paths and texts. */
export type Files = Readonly<Record<string, string>>;

const pod = (spec: string, name = 'web'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n${spec}`;
const container = (more: string, name = 'app'): string =>
  pod(`  containers:\n    - name: ${name}\n      image: ghcr.io/acme/shop:1\n${more}`);
const service = (more: string, name = 'web'): string => `services:\n  ${name}:\n    image: a/b:1\n${more}`;
const object = (kind: string, more: string, name = 'a'): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: "${name}" }\n${more}`;
const BINDING = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: b }\n';
/** A value that is a secret under every name. */
const SECRET = '"Server=db;User=sa;Password=k7Qm2Zx9Rb;"';

/** One place a line. */
export const PLACES: Readonly<Record<string, Files>> = {
  'image tag': { Dockerfile: 'FROM acme/shop:@\nUSER 1000\n' },
  repository: { Dockerfile: 'FROM acme/@\nUSER 1000\n' },
  registry: { Dockerfile: 'FROM @.acme.test/shop:1\nUSER 1000\n' },
  user: { Dockerfile: 'FROM scratch\nUSER @\n' },
  'group of a user': { 'compose.yaml': service('    user: "root:@"\n') },
  port: { 'compose.yaml': service('    ports: ["@:80"]\n') },
  label: { Dockerfile: 'FROM alpine:3.22\nLABEL @=x DB_PASSWORD=k7Qm2Zx9Rb\nUSER 1000\n' },
  'COPY source': { Dockerfile: 'FROM alpine:3.22\nCOPY @/id_rsa /root/.ssh/id_rsa\nUSER 1000\n' },
  'ADD source': { Dockerfile: 'FROM alpine:3.22\nADD @ /x\nUSER 1000\n' },
  'comment in a frame': { 'compose.yaml': service('    privileged: true # @\n') },
  'URL of a download': { Dockerfile: 'FROM alpine:3.22\nADD http://files.acme.test/@ /x\nUSER 1000\n' },
  'service name': { 'compose.yaml': service('    privileged: true\n', '@') },
  'container name': { 'pod.yaml': container('      securityContext: { privileged: true }\n', '@') },
  'pod name': { 'pod.yaml': pod('  hostNetwork: true\n  containers: [{ name: a, image: "a/b:1" }]\n', '@') },
  'volume name': { 'pod.yaml': pod('  volumes: [{ name: "@", hostPath: { path: /etc } }]\n  containers: []\n') },
  'host path': { 'pod.yaml': pod('  volumes: [{ name: v, hostPath: { path: "/etc/@" } }]\n  containers: []\n') },
  'annotation key': {
    'pod.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n    container.apparmor.security.beta.kubernetes.io/@: unconfined\nspec:\n  containers: [{ name: "@", image: "a/b:1" }]\n',
  },
  'SELinux type': { 'pod.yaml': container('      securityContext: { seLinuxOptions: { type: "@" } }\n') },
  'host of a probe': {
    'pod.yaml': container('      livenessProbe: { httpGet: { host: "@.acme.test", path: /, port: 80 } }\n'),
  },
  'dropped capability': {
    'pod.yaml': container('      securityContext: { capabilities: { drop: ["@"] } }\n'),
  },
  'Secret in the environment': {
    'pod.yaml': container(
      '      env: [{ name: A, valueFrom: { secretKeyRef: { name: "@", key: k } } }]\n      envFrom: [{ secretRef: { name: "@" } }]\n',
    ),
  },
  namespace: {
    'pod.yaml': container('').replace('  name: web', '  name: web\n  namespace: "@"'),
  },
  'affected pods': {
    'pod.yaml': `${container('')}---\n${pod('  containers: [{ name: a, image: "a/b:1" }]\n', '@')}`,
  },
  'group in a binding': {
    'binding.yaml': `${BINDING}roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }\nsubjects: [{ kind: Group, name: "@" }]\n`,
  },
  'key of a Secret': {
    'secret.yaml': object('Secret', `stringData:\n  db-password: k7Qm2Zx9Rb\n  "@": ${SECRET}\n`),
  },
  'name of a Secret': { 'secret.yaml': object('Secret', 'stringData:\n  db-password: k7Qm2Zx9Rb\n', '@') },
  'key of a ConfigMap': { 'config.yaml': object('ConfigMap', `data:\n  "@": ${SECRET}\n`) },
  'environment name': { Dockerfile: 'FROM alpine:3.22\nENV @=x DB_PASSWORD=k7Qm2Zx9Rb\nUSER 1000\n' },
  'variable of an image with a secret': { Dockerfile: `FROM alpine:3.22\nENV @=${SECRET}\nRUN a\nUSER 1000\n` },
  'argument of an image with a secret': { Dockerfile: `FROM alpine:3.22\nARG @=${SECRET}\nRUN a\nUSER 1000\n` },
  'variable of a service with a secret': { 'compose.yaml': service(`    environment:\n      "@": ${SECRET}\n`) },
  'variable of a container with a secret': {
    'pod.yaml': container(`      env: [{ name: "@", value: ${SECRET} }]\n`),
  },
  'service with a secret': {
    'compose.yaml': service('    environment:\n      DB_PASSWORD: k7Qm2Zx9Rb\n', '@'),
  },
  'container with a secret': {
    'pod.yaml': container('      env: [{ name: DB_PASSWORD, value: k7Qm2Zx9Rb }]\n', '@'),
  },
  'pod with a secret': {
    'pod.yaml': pod(
      '  containers: [{ name: a, image: "a/b:1", env: [{ name: DB_PASSWORD, value: k7Qm2Zx9Rb }] }]\n',
      '@',
    ),
  },
  'build argument': {
    'compose.yaml': service(`    build: { context: ., args: { "@": ${SECRET} } }\n`),
    Dockerfile: 'FROM alpine:3.22\nARG @\nRUN echo $@\nUSER 1000\n',
  },
  'built Dockerfile': {
    'compose.yaml': service('    build: { context: ., dockerfile: "@.Dockerfile", args: { UID: "0" } }\n'),
    '@.Dockerfile': 'FROM alpine:3.22\nARG UID=1\nUSER ${UID}\n',
  },
  'environment file of a service': {
    'compose.yaml': service('    env_file: "@.env"\n'),
    '@.env': 'DB_PASSWORD=k7Qm2Zx9Rb\n',
  },
  'key of an environment file': { '.env': `@=${SECRET}\n` },
  'stage name': { Dockerfile: 'FROM @\nUSER 1000\n' },
  'file name': { '@.Dockerfile': 'FROM alpine:3.22\nUSER root\n' },
  'folder name': { '@/Dockerfile': 'FROM alpine:3.22\nUSER root\n' },
  'environment file': { '@.env': 'DB_PASSWORD=k7Qm2Zx9Rb\n' },
  'configuration key': { '.seaworthy.yaml': '@: strict\n' },
  'configuration of a rule': { '.seaworthy.yaml': 'rules:\n  "@": error\n' },
  'folder of a configuration': {
    '@/.seaworthy.yaml': 'profile: audit\n',
    '@/Dockerfile': 'FROM alpine:3.22\nUSER root\n',
  },
  'ignored rule': { Dockerfile: '# seaworthy: ignore[@] x\nFROM alpine:3.22\nUSER 1000\n' },
};

/** The files of a place with `name` in it. */
export const named = (files: Files, name: string): Map<string, string> =>
  new Map(Object.entries(files).map(([path, text]) => [path.replaceAll('@', name), text.replaceAll('@', name)]));

/** Whether the text shows a part of the name, in any case. */
export const shows = (text: string, name: string): boolean => {
  const [shown, full] = [text.toLowerCase(), name.toLowerCase()];
  return shown.includes(full.slice(6, 20)) || shown.includes(full.slice(-14));
};

/** A token of each family. */
export const TOKENS: readonly string[] = FAMILIES.map(write);
