/** A workspace of many small files of mixed kinds, and edits of it that change what other files depend on. */

/** A change of one file: the text that it gets; `undefined` removes it. */
export interface IndexEdit {
  readonly what: string;
  readonly path: string;
  /** Two texts, so that the edit can be made again and again. */
  readonly texts: readonly [string | undefined, string | undefined];
}

/** A folder with ten files; `n` makes its names differ. */
function folder(n: number): readonly (readonly [string, string])[] {
  const base = `team-${Math.floor(n / 10)}/app-${n}`;
  const ns = `team-${Math.floor(n / 10)}`;
  return [
    [`${base}/Dockerfile`, dockerfile(n)],
    [`${base}/compose.yaml`, compose(n)],
    [`${base}/.env`, `LOG_LEVEL=info\nAPI_TOKEN=mT9-kQv2z7Rx4w${n}\n`],
    [`${base}/.gitignore`, 'dist\n.env\n'],
    [`${base}/deployment.yaml`, deployment(n, ns)],
    [`${base}/service.yaml`, service(n, ns)],
    [`${base}/policy.yaml`, policy(n, ns)],
    [`${base}/secret.yaml`, secret(n, ns)],
    [`${base}/account.yaml`, account(n, ns)],
    [`${base}/kustomization.yaml`, kustomization(n)],
  ];
}

const dockerfile = (n: number, target = 'app'): string =>
  `FROM node:22.1.0-alpine AS build\nRUN npm ci\nFROM registry.example/app-${n}-base AS ${target}\nCOPY --from=build /srv /srv\nUSER node\n`;

const compose = (n: number, image = `registry.example/app-${n}`, target = 'app'): string =>
  `services:\n  app:\n    image: ${image}\n    build:\n      context: .\n      target: ${target}\n  database:\n    image: postgres\n`;

function deployment(n: number, namespace: string, label = `app-${n}`): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: app-${n}, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: app-${n}}}
  template:
    metadata: {labels: {app: ${label}}}
    spec:
      serviceAccountName: app-${n}
      containers:
        - name: app
          image: registry.example/app-${n}
          ports: [{containerPort: 8080}]
          env: [{name: API_TOKEN, value: bPq7-otter-Lantern-${n}}]
`;
}

const service = (n: number, namespace: string, label = `app-${n}`): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: app-${n}, namespace: ${namespace}}\nspec:\n  selector: {app: ${label}}\n  ports: [{port: 80, targetPort: 8080}]\n`;

/** Every third one selects no pod of its own folder. */
const policy = (n: number, namespace: string, label = n % 3 === 0 ? 'none' : `app-${n}`): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: app-${n}, namespace: ${namespace}}\nspec:\n  podSelector: {matchLabels: {app: ${label}}}\n  policyTypes: [Ingress]\n`;

const secret = (n: number, namespace: string, name = `app-${n}`): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}, namespace: ${namespace}}\nstringData: {token: REPLACE_ME}\n`;

const account = (n: number, namespace: string, automount = false): string =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: app-${n}, namespace: ${namespace}}\nautomountServiceAccountToken: ${automount}\n`;

const kustomization = (n: number, resources = ['deployment.yaml', 'service.yaml']): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${resources.map((r) => `  - ${r}\n`).join('')}images:\n  - {name: registry.example/app-${n}, newTag: 1.2.3}\n`;

/** `count` files with their texts, ten for each application. */
export function manyFiles(count: number): Map<string, string> {
  const files = new Map<string, string>();
  for (let n = 0; files.size < count; n++)
    for (const [path, text] of folder(n)) if (files.size < count) files.set(path, text);
  return files;
}

/** One edit for each kind of fact, in the folder of the application in the middle of `manyFiles(count)`. */
export function indexEdits(count: number): readonly IndexEdit[] {
  const n = Math.floor(count / 20);
  const namespace = `team-${Math.floor(n / 10)}`;
  const at = (name: string): string => `team-${Math.floor(n / 10)}/app-${n}/${name}`;
  const edit = (what: string, name: string, first: string | undefined, second: string | undefined): IndexEdit => ({
    what,
    path: at(name),
    texts: [first, second],
  });
  return [
    edit('a Compose image', 'compose.yaml', compose(n, 'registry.example/other'), compose(n)),
    edit('a build target', 'compose.yaml', compose(n, undefined, 'build'), compose(n)),
    edit('a stage', 'Dockerfile', dockerfile(n, 'other'), dockerfile(n)),
    edit('a pod label', 'deployment.yaml', deployment(n, namespace, 'other'), deployment(n, namespace)),
    edit('a Service selector', 'service.yaml', service(n, namespace, 'other'), service(n, namespace)),
    edit('a NetworkPolicy selector', 'policy.yaml', policy(n, namespace, 'other'), policy(n, namespace)),
    edit("a Secret's name", 'secret.yaml', secret(n, namespace, 'other'), secret(n, namespace)),
    edit("an account's token", 'account.yaml', account(n, namespace, true), account(n, namespace)),
    edit('a line of .gitignore', '.gitignore', 'dist\n', 'dist\n.env\n'),
    edit("a kustomization's resource", 'kustomization.yaml', kustomization(n, ['service.yaml']), kustomization(n)),
    edit('a file added, then removed', 'more.yaml', deployment(n, namespace).replaceAll(`app-${n}`, 'more'), undefined),
  ];
}
