/** Steps of a workspace for `test/fuzz/incremental.test.ts`, as data that fast-check generates and shrinks. */
import { type Arbitrary, constantFrom, nat, oneof, record } from 'fast-check';
import { manyFiles } from '../../scripts/lib/many-files.ts';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import type { Layers } from '../../server/src/core/engine/engine.ts';
import type { Day } from '../../server/src/core/text/day.ts';
import type { Repository } from '../../server/src/core/workspace/repository.ts';

const STREAM = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: team-0, labels: {app: app-0}}
spec:
  containers:
    - {name: a, image: nginx, env: [{name: API_TOKEN, value: bPq7-otter-Lantern-52}]}
---
apiVersion: v1
kind: Namespace
metadata: {name: team-0, labels: {pod-security.kubernetes.io/enforce: baseline}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: b, namespace: team-0}
spec: {schedule: '* * * * *', jobTemplate: {spec: {template: {spec: {containers: [{name: b, image: 'busybox:1.0'}]}}}}}
`;

const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec: {containers: [{name: a, image: b}]}\n`;

/** The files at the beginning. */
export const ORIGINAL = new Map([
  ...manyFiles(10),
  ['.seaworthy.yaml', 'profile: strict\n'],
  ['shop/a.yaml', pod('a')],
  ['shop/b.yaml', pod('b')],
  ['stream.yaml', STREAM],
  ['team-0/values.yaml', 'image: {repository: nginx, tag: latest}\npassword: bPq7-otter-Lantern-52\n'],
]);
const PATHS = [...ORIGINAL.keys()];

/** Where files go: to other folders, names of other kinds, names that nothing reads. */
const TARGETS = [
  'team-0/app-0/Dockerfile.dev',
  'team-0/app-0/compose.override.yaml',
  'team-0/app-0/moved.yaml',
  'moved/deployment.yaml',
  'moved/.env.example',
  'moved/Dockerfile',
  'notes.txt',
  'testdata/service.yaml',
];

const CONFIGS = [
  'profile: audit\n',
  'profile: default\nrules: {image/*: off, user/root-user: error}\n',
  "exclude: [testdata/, '**/compose.yaml']\n",
  'lowerSeverity: [team-0/]\nfailOn: never\n',
  'images: {trusted: [registry.example/**]}\n',
  'podSecurity: {level: restricted, version: v1.34}\nprofile: strict\n',
  'secrets: {allow: {names: [API_*]}}\n',
  'today: 2025-01-01\n',
  'podTemplates: [{group: crawl.example.com, kinds: [Crawler], paths: [spec.worker.template]}]\n',
  'profile: nonsense\n- broken',
];

const LAYERS: readonly Layers[] = [
  {},
  { flags: { profile: 'strict' } },
  { flags: { profile: 'audit' } },
  { editor: { profile: 'strict' } },
  { configFile: { path: 'named.yaml', text: 'profile: strict\nrules: {privilege/*: off}\n' } },
];

const DAYS: readonly Day[] = [PINNED_DAY, '2024-02-29', '2031-12-31'];

const REPOSITORIES: readonly (Repository | undefined)[] = [
  undefined,
  {
    prefix: '',
    outer: [],
    tracked: new Set(['team-0/app-0/.env', 'team-0/app-0/Dockerfile']),
    remotes: [{ owner: 'acme', name: 'shop' }],
  },
  { prefix: 'sub/', outer: [{ folder: '', text: '*.env\n.env\n' }], tracked: undefined, remotes: [] },
];

/** Pieces that reach far, break what follows, or change what other files depend on. */
const PIECES = [
  '---\n',
  '...\n',
  '# a comment\n',
  '# seaworthy: ignore-file[network/*] why\n',
  '# seaworthy: ignore[*] why\n',
  '# hadolint global ignore=DL3006\n',
  'USER root\n',
  'FROM node:22 AS app\n',
  'ENV API_TOKEN=bPq7-otter-Lantern-52\n',
  '  namespace: team-1\n',
  'hostNetwork: true\n',
  'x: &a {b: c}\n',
  '{{- if .Values.x }}\n',
  '%YAML 1.2\n',
  '\uFEFF',
  '"',
  '\r\n',
  '.env\n',
];

/** Words to replace, and what by. */
export const WORDS: readonly (readonly [RegExp, string])[] = [
  [/app-0/g, 'app-1'],
  [/team-0/g, 'team-1'],
  [/namespace: [\w-]+/, 'namespace: default'],
  [/kind: Service\b/, 'kind: Pod'],
  [/image: \S+/, 'image: postgres:9'],
  [/\.env\n/, ''],
  [/^ {2}/gm, '    '],
  [/\n/g, '\r\n'],
  [/false/g, 'true'],
  [/resources:\n/, 'namespace: team-1\nresources:\n'],
];

const path = constantFrom(...PATHS, ...TARGETS);
const original = constantFrom(...PATHS);
/** A place in a text, in ten-thousandths of its length. */
const place = nat(10_000);

export const step = oneof(
  {
    weight: 4,
    arbitrary: record({
      do: constantFrom('insert' as const),
      path: original,
      at: place,
      piece: constantFrom(...PIECES),
    }),
  },
  record({ do: constantFrom('delete' as const), path, at: place, length: nat(60) }),
  record({ do: constantFrom('replace' as const), path, word: nat(WORDS.length - 1) }),
  record({ do: constantFrom('copy' as const), path, to: path }),
  record({ do: constantFrom('rename' as const), path, to: path }),
  record({ do: constantFrom('remove' as const), path }),
  record({ do: constantFrom('restore' as const), path: original }),
  record({
    do: constantFrom('write' as const),
    path: constantFrom('.seaworthy.yaml', 'team-0/.seaworthy.yaml'),
    text: constantFrom(undefined, ...CONFIGS),
  }),
  record({ do: constantFrom('configure' as const), layers: constantFrom(...LAYERS) }),
  record({ do: constantFrom('day' as const), day: constantFrom(...DAYS) }),
  record({ do: constantFrom('complete' as const), complete: constantFrom(true, false) }),
  record({ do: constantFrom('git' as const), repository: constantFrom(...REPOSITORIES) }),
  record({ do: constantFrom('look' as const), path }),
  { weight: 2, arbitrary: record({ do: constantFrom('compare' as const) }) },
);
export type Step = typeof step extends Arbitrary<infer S> ? S : never;
