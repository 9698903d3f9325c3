/** Places of files where hostile text can stand. `~` marks the place. */

export interface Place {
  /** The reader and the place in its file. */
  readonly name: string;
  readonly path: string;
  /** The file, with one `~`. */
  readonly file: string;
}

const places = (kind: string, path: string, files: Readonly<Record<string, string>>): Place[] =>
  Object.entries(files).map(([name, file]) => ({ name: `${kind}: ${name}`, path, file }));

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';
const CONTAINER = `${POD}spec:\n  containers:\n    - name: a\n      image: nginx:1\n`;
const SERVICE = 'services:\n  web:\n    image: nginx:1\n';

const DOCKERFILE = places('Dockerfile', 'Dockerfile', {
  'whole text': '~',
  'a comment': 'FROM alpine\n# ~\nUSER root\n',
  'behind an instruction': 'FROM alpine\nUSER root~\n',
  'an instruction of its own': 'FROM alpine\n~\nUSER root\n',
  'a directive': '# syntax=~\nFROM alpine\nUSER root\n',
  'an ignore list': 'FROM alpine\n# seaworthy: ignore[~] a\nUSER root\n',
  'an ignore reason': 'FROM alpine\n# seaworthy: ignore[user/root-user] ~\nUSER root\n',
  'an ignore list of hadolint': 'FROM alpine\n# hadolint ignore=~\nUSER root\n',
  'a check comment': 'FROM alpine\n# check=~\nUSER root\n',
  'an image': 'FROM ~\nUSER root\n',
  'a tag': 'FROM alpine:~\nUSER root\n',
  'the name of a stage': 'FROM alpine AS ~\nUSER root\n',
  'a platform': 'FROM --platform=~ alpine\n',
  'a value of ENV': 'FROM alpine\nENV A=~\nRUN echo $A\nUSER $A\n',
  'a quoted value of ENV': 'FROM alpine\nENV DB_PASSWORD="~"\nUSER root\n',
  'a key of ENV': 'FROM alpine\nENV ~=b\nUSER root\n',
  'the old form of ENV': 'FROM alpine\nENV A ~\nUSER root\n',
  'a default of ARG': 'ARG A=~\nFROM $A\nUSER root\n',
  'an expansion': 'ARG A=b\nFROM alpine\nARG A=${A:-~}\nUSER $A\n',
  'a pattern of an expansion': 'FROM alpine\nENV A=aaaaaaaaaa\nENV B=${A##~} C=${A//~/b}\nUSER $B\n',
  'a label': 'FROM alpine\nLABEL a="~" b=~\n',
  'a word of RUN': 'FROM alpine\nRUN echo ~ && sudo true\nUSER root\n',
  'a quoted word of RUN': 'FROM alpine\nRUN echo "~" | sh\nUSER root\n',
  'a continued RUN': 'FROM alpine\nRUN echo a \\\n  ~ \\\n  b\nUSER root\n',
  'a pipe': 'FROM alpine\nRUN curl http://a ~ | sh\nUSER root\n',
  'arguments of a download': 'FROM alpine\nRUN curl -k -u ~ https://a -o b && sh b\nUSER root\n',
  'an assignment in RUN': 'FROM alpine\nRUN PASSWORD=~ a --password=hunter2hunter2 b\n',
  'a heredoc': 'FROM alpine\nRUN <<EOF\n~\nEOF\nUSER root\n',
  'an open heredoc': 'FROM alpine\nRUN <<EOF\n~\n',
  'a word of a heredoc': 'FROM alpine\nRUN <<~\na\nEOF\nUSER root\n',
  'a copied heredoc': 'FROM alpine\nCOPY <<EOF /a\npassword=~\nEOF\n',
  'a mount': 'FROM alpine\nRUN --mount=type=secret,~ a\n',
  'flags of COPY': 'FROM alpine\nCOPY --from=~ a b\n',
  'sources of COPY': 'FROM alpine\nCOPY ~ /b/\nUSER root\n',
  'a source of ADD': 'FROM alpine\nADD https://~ /b\n',
  'a user': 'FROM alpine\nRUN adduser app\nUSER ~\n',
  'a port': 'FROM alpine\nEXPOSE ~\n',
  'a JSON command': 'FROM alpine\nCMD ["a", "~"]\n',
  'a JSON list': 'FROM alpine\nENTRYPOINT [~]\n',
  'a health check': 'FROM alpine\nHEALTHCHECK --interval=1s CMD ~\n',
  ONBUILD: 'FROM alpine\nONBUILD ~\n',
  'a shell': 'FROM alpine\nSHELL ["~"]\nRUN a\n',
  'a volume': 'FROM alpine\nVOLUME ~\nWORKDIR /a\n',
});

const COMPOSE = places('Compose', 'compose.yaml', {
  'whole text': `${SERVICE}~`,
  'a comment': `# ~\n${SERVICE}    privileged: true\n`,
  'a comment at the end of a line': `${SERVICE}    privileged: true # ~\n`,
  'an image': 'services:\n  web:\n    image: ~\n    privileged: true\n',
  'a quoted image': 'services:\n  web:\n    image: "~"\n    privileged: true\n',
  'the name of a service': 'services:\n  ~:\n    image: nginx:1\n    privileged: true\n',
  'a variable': `${SERVICE}    environment:\n      A: "\${A:-~}"\n`,
  'an item of the environment': `${SERVICE}    environment:\n      - PASSWORD=~\n`,
  'a port': `${SERVICE}    ports:\n      - "~"\n`,
  'a volume': `${SERVICE}    volumes:\n      - ~:/a\n`,
  'a quoted volume': `${SERVICE}    volumes:\n      - "/~:/a"\n`,
  'a command': `${SERVICE}    command: ~\n`,
  'a quoted command': `${SERVICE}    command: "sh -c '~'"\n`,
  'a list of arguments': `${SERVICE}    command: [a, ~]\n`,
  'a label': `${SERVICE}    labels:\n      a: ~\n`,
  'a build context': `${SERVICE}    build:\n      context: ~\n`,
  'an inline Dockerfile': `${SERVICE}    build:\n      dockerfile_inline: |\n        FROM alpine\n        RUN ~\n`,
  'build arguments': `${SERVICE}    build:\n      context: .\n      args:\n        TOKEN: ~\n`,
  'a security option': `${SERVICE}    security_opt: ["~"]\n`,
  'an env file': `${SERVICE}    env_file: ~\n`,
  'a user': `${SERVICE}    user: "~"\n`,
  'a secret': `${SERVICE}secrets:\n  a:\n    file: ~\n`,
  'an extension': `x-a: ~\n${SERVICE}`,
  'a merge key': `x-a: &a\n  b: c\n${SERVICE}    <<: ~\n`,
  'a flow mapping': `${SERVICE}    environment: {~}\n`,
  'a flow sequence': `${SERVICE}    cap_add: [~]\n`,
  'a block scalar': `${SERVICE}    command: |\n      ~\n`,
  'a folded scalar': `${SERVICE}    command: >-\n      ~\n`,
  'a health check': `${SERVICE}    healthcheck:\n      test: ["CMD-SHELL", "~"]\n`,
});

const KUBERNETES = places('Kubernetes', 'pod.yaml', {
  'whole text': `${CONTAINER}~`,
  'before the text': `~${CONTAINER}`,
  'a comment': `# ~\n${CONTAINER}      securityContext:\n        privileged: true\n`,
  'a comment at the end of a line': `${CONTAINER}      securityContext: # ~\n        privileged: true\n`,
  'an ignore list': `${CONTAINER}      securityContext:\n        # seaworthy: ignore[~] a\n        privileged: true\n`,
  'a kind': 'apiVersion: v1\nkind: ~\nmetadata:\n  name: a\n',
  'a name': CONTAINER.replace('web', '~'),
  'an annotation': CONTAINER.replace('name: web', 'name: web\n  annotations:\n    checkov.io/skip1: CKV_K8S_8=~'),
  labels: CONTAINER.replace('name: web', 'name: web\n  labels: {a: b, ~}'),
  'an image': CONTAINER.replace('nginx:1', '~'),
  'a variable': `${CONTAINER}      env:\n        - name: PASSWORD\n          value: "~"\n`,
  'the name of a variable': `${CONTAINER}      env:\n        - name: ~\n          value: "hunter2hunter2"\n`,
  'a command': `${CONTAINER}      command: ["sh", "-c", "~"]\n`,
  'a script': `${CONTAINER}      command: ["sh", "-c"]\n      args:\n        - |\n          ~\n`,
  arguments: `${CONTAINER}      args: [~]\n`,
  'a path of the host': `${CONTAINER}  volumes:\n    - name: a\n      hostPath: {path: "/~"}\n`,
  capabilities: `${CONTAINER}      securityContext:\n        capabilities: {add: [~]}\n`,
  'a number': `${CONTAINER}      securityContext:\n        runAsUser: ~\n`,
  'items at the end': `${CONTAINER}      env:\n        - name: a~`,
});

const OBJECTS = places('Kubernetes object', 'objects.yaml', {
  'data of a Secret': 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  password: ~\n',
  'text of a Secret': 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  a: "~"\n',
  'a file in a ConfigMap':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a.properties: |\n    b=c\n    ~\n',
  'a selector': 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  selector: {a: b, ~}\n',
  'a policy':
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec:\n  podSelector: {}\n  ingress: [~]\n',
  'addresses of a policy':
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec:\n  podSelector: {}\n  ingress:\n    - from:\n        - ipBlock: {cidr: "~"}\n',
  'a role': 'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\nrules:\n  - verbs: [~]\n',
});

const OTHERS = [
  ...places('JSON', 'pod.json', {
    'a value': '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "~"}, "spec": {"containers": []}}',
    'a list': '{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [~]}}',
    behind: '{"apiVersion": "v1", "kind": "Pod", "spec": {"hostPID": true}}~',
  }),
  ...places('settings in JSON', '.docker/config.json', {
    'a value': '{"auths": {"a": {"auth": "~"}}}',
    'a key': '{"auths": {"~": {"auth": "YTpi"}}}',
    'whole text': '~',
  }),
  ...places('kubeconfig', '.kube/config', {
    'a token': 'apiVersion: v1\nkind: Config\nusers:\n  - name: a\n    user: {token: "~"}\n',
    'whole text': 'apiVersion: v1\nkind: Config\n~',
  }),
  ...places('Helm template', 'chart/templates/pod.yaml', {
    'an action': `${CONTAINER}      command: [{{ ~ }}]\n`,
    'a line of a template': `${CONTAINER}      {{- if ~ }}\n      tty: true\n      {{- end }}\n`,
    'whole text': `${CONTAINER}~`,
    'a comment': `{{/* ~ */}}\n${CONTAINER}`,
  }),
  ...places('Helm helpers', 'chart/templates/_a.tpl', { 'whole text': '{{ define "a" }}\n~\n{{ end }}\n' }),
  ...places('Helm values', 'chart/values.yaml', {
    'a value': 'image:\n  repository: ~\n  tag: latest\n',
    'a password': 'db:\n  password: "~"\n',
    'whole text': 'a: b\n~',
  }),
  ...places('kustomization', 'kustomization.yaml', {
    resources: 'resources:\n  - a.yaml\n  - ~\n',
    'a patch': 'patches:\n  - patch: |\n      kind: Pod\n      ~\n    target: {kind: Pod, name: ".*"}\n',
    'a target': 'patches:\n  - path: a.yaml\n    target: {kind: Pod, name: "~"}\n',
    images: 'images:\n  - name: ~\n    newTag: latest\n',
    literals: 'secretGenerator:\n  - name: a\n    literals:\n      - PASSWORD=~\n',
    'whole text': 'resources: []\n~',
  }),
  ...places('env file', '.env', {
    'whole text': '~',
    'a value': 'PASSWORD=~\n',
    'a quoted value': 'PASSWORD="~"\nB=c\n',
    'a key': '~=b\nA=c\n',
    'a comment': '# ~\nPASSWORD=hunter2hunter2\n',
    'a comment behind a value': 'PASSWORD=hunter2hunter2 # ~\n',
    'between variables': 'A=b\n~\nPASSWORD=hunter2hunter2\n',
  }),
  ...places('configuration', '.seaworthy.yaml', {
    'whole text': 'profile: strict\n~',
    'the name of a rule': 'rules:\n  ~: off\n',
    'names of rules': 'rules: {~}\n',
    'an excluded path': 'exclude:\n  - "~"\n',
    registries: 'trust:\n  registries: ["~"]\n',
    'allowed values': 'secrets:\n  allow:\n    values: [~]\n',
    'allowed names': 'secrets:\n  allow:\n    names: ["~"]\n',
  }),
];

export const PLACES: readonly Place[] = [...DOCKERFILE, ...COMPOSE, ...KUBERNETES, ...OBJECTS, ...OTHERS];
