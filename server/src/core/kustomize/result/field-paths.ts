/**
 * Where a kustomization adds labels and annotations. Source: `builtinpluginconsts` of Kustomize: `commonlabels.go`, `metadatalabels.go`,
 * `commonannotations.go`, `volumeclaimmetadatalabels.go`.
 */
import type { Identity } from './identity.ts';

export interface FieldPath {
  /** Keys from the root; a list on the way stands for each of its items. */
  readonly path: readonly string[];
  /** Makes what is missing on the way. */
  readonly create: boolean;
  readonly kind?: string;
  readonly group?: string;
  readonly version?: string;
}

const field = (path: string, create: boolean, kinds = '', group?: string, version?: string): FieldPath[] =>
  (kinds === '' ? [undefined] : kinds.split(' ')).map((kind) => ({
    path: path.replaceAll('[]', '').split('/'),
    create,
    ...(kind !== undefined && { kind }),
    ...(group !== undefined && { group }),
    ...(version !== undefined && { version }),
  }));

const TEMPLATE = 'spec/template/metadata';
const templatesWith = (what: 'labels' | 'annotations'): FieldPath[] => [
  ...field(`${TEMPLATE}/${what}`, true, 'ReplicationController', undefined, 'v1'),
  ...field(`${TEMPLATE}/${what}`, true, 'Deployment ReplicaSet DaemonSet'),
  ...field(`${TEMPLATE}/${what}`, true, 'StatefulSet', what === 'labels' ? 'apps' : undefined),
  ...field(`${TEMPLATE}/${what}`, true, 'Job', 'batch'),
  ...field(`spec/jobTemplate/metadata/${what}`, true, 'CronJob', 'batch'),
  ...field(`spec/jobTemplate/spec/template/metadata/${what}`, true, 'CronJob', 'batch'),
];

const OWN_LABELS = field('metadata/labels', true);
const TEMPLATE_LABELS = templatesWith('labels');
const CLAIM_LABELS = field('spec/volumeClaimTemplates/metadata/labels', true, 'StatefulSet', 'apps');

const AFFINITY = ['podAffinity', 'podAntiAffinity'].flatMap((kind) =>
  [
    'preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm',
    'requiredDuringSchedulingIgnoredDuringExecution',
  ].flatMap((term) =>
    field(
      `spec/template/spec/affinity/${kind}/${term}/labelSelector/matchLabels`,
      false,
      'Deployment StatefulSet',
      'apps',
    ),
  ),
);

const SELECTORS: readonly FieldPath[] = [
  ...field('spec/selector', true, 'Service ReplicationController', undefined, 'v1'),
  ...field('spec/selector/matchLabels', true, 'Deployment ReplicaSet DaemonSet'),
  ...field('spec/selector/matchLabels', true, 'StatefulSet', 'apps'),
  ...AFFINITY,
  ...field(
    'spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels',
    false,
    'Deployment StatefulSet',
    'apps',
  ),
  ...field('spec/selector/matchLabels', false, 'Job', 'batch'),
  ...field('spec/jobTemplate/spec/selector/matchLabels', false, 'CronJob', 'batch'),
  ...field('spec/selector/matchLabels', false, 'PodDisruptionBudget', 'policy'),
  ...field('spec/podSelector/matchLabels', false, 'NetworkPolicy', 'networking.k8s.io'),
  ...field('spec/ingress/from/podSelector/matchLabels', false, 'NetworkPolicy', 'networking.k8s.io'),
  ...field('spec/egress/to/podSelector/matchLabels', false, 'NetworkPolicy', 'networking.k8s.io'),
];

/** Which parts of an object an entry of `labels` reaches. */
export interface LabelReach {
  readonly selectors: boolean;
  readonly templates: boolean;
  readonly claims: boolean;
}

export const labelPaths = ({ selectors, templates, claims }: LabelReach): readonly FieldPath[] => [
  ...OWN_LABELS,
  ...(selectors || templates ? TEMPLATE_LABELS : []),
  ...(selectors || claims ? CLAIM_LABELS : []),
  ...(selectors ? SELECTORS : []),
];

export const ANNOTATION_PATHS: readonly FieldPath[] = [
  ...field('metadata/annotations', true),
  ...templatesWith('annotations'),
];

/** Kinds whose `spec.replicas` a kustomization sets. */
export const SCALED: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
]);

export const isAbout = ({ kind, group, version }: Omit<FieldPath, 'path' | 'create'>, id: Identity): boolean =>
  (kind === undefined || kind === id.kind) &&
  (group === undefined || group === id.group) &&
  (version === undefined || version === id.version);
