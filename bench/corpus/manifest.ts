import { filled, IMAGES, NAMES, type Next, pick, variable } from './words.ts';

const SECURITY: readonly (readonly string[])[] = [
  [],
  [],
  ['          securityContext: {privileged: true}'],
  [
    '          securityContext:',
    '            allowPrivilegeEscalation: false',
    '            capabilities: {drop: [ALL]}',
  ],
];

const container = (next: Next): string[] => [
  `        - name: ${pick(next, NAMES)}`,
  `          image: ${pick(next, IMAGES)}`,
  '          ports: [{containerPort: 8080}]',
  '          env:',
  ...Array.from({ length: 3 }, () => variable(next)).flatMap(([name, value]) => [
    `            - name: ${name}`,
    `              value: "${value}"`,
  ]),
  ...pick(next, SECURITY),
  '          resources:',
  '            limits: {cpu: 500m, memory: 256Mi}',
];

const metadata = (name: string): string[] => ['metadata:', `  name: ${name}`, '  namespace: shop'];

const DOCUMENTS: readonly ((next: Next, name: string) => string[])[] = [
  (next, name) => [
    ...['apiVersion: apps/v1', 'kind: Deployment', ...metadata(name), 'spec:', '  replicas: 2'],
    ...['  selector:', `    matchLabels: {app: ${name}}`, '  template:', '    metadata:'],
    ...[`      labels: {app: ${name}}`, '    spec:', '      containers:'],
    ...container(next),
  ],
  (_, name) => [
    ...['apiVersion: v1', 'kind: Service', ...metadata(name), 'spec:'],
    ...[`  selector: {app: ${name}}`, '  ports:', '    - {port: 80, targetPort: 8080}'],
  ],
  (next, name) => [
    ...['apiVersion: v1', 'kind: ConfigMap', ...metadata(name), 'data:', '  settings.properties: |'],
    ...Array.from({ length: 6 }, () => `    ${variable(next).join('=')}`),
  ],
  (_, name) => [
    ...['apiVersion: networking.k8s.io/v1', 'kind: NetworkPolicy', ...metadata(name), 'spec:'],
    ...[`  podSelector: {matchLabels: {app: ${name}}}`, '  policyTypes: [Ingress]'],
  ],
  (next, name) => [
    ...['apiVersion: apps/v1', 'kind: StatefulSet', ...metadata(name), 'spec:', `  serviceName: ${name}`],
    ...['  selector:', `    matchLabels: {app: ${name}}`, '  template:', '    metadata:'],
    ...[`      labels: {app: ${name}}`, '    spec:', '      automountServiceAccountToken: false', '      containers:'],
    ...container(next),
  ],
];

/** A stream of Kubernetes objects of at least `lines` lines. Names are unique within it, and rarely shared with others. */
export function manifest(next: Next, lines: number): string {
  const salt = Math.floor(next() * 1_000_000);
  const one = (i: number): string[] => [
    ...(i > 0 ? ['---'] : []),
    ...pick(next, DOCUMENTS)(next, `${pick(next, NAMES)}-${salt}-${i}`),
  ];
  return filled(lines, one);
}
