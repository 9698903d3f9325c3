/**
 * The places of pod templates in objects. Sources: Kubernetes API reference (`defaultPodSpecResources` of Pod Security admission), and the
 * CRDs below.
 */
import type { Found, Lens } from '../yaml/lens.ts';
import { type LoosePod, loosePods } from './loose-pods.ts';

export interface TemplateSite {
  /** The map with `metadata` and `spec` of the pods. */
  readonly template: Found;
  readonly builtIn: boolean;
  /** A pod that only resembles one; `template` is then its settings. */
  readonly loose?: LoosePod;
}

interface Row {
  /** API groups of the kind. */
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
  /** `*` is every item or entry, `*ReplicaSpecs` every key with this ending. An empty path is the object itself. */
  readonly paths: readonly (readonly string[])[];
}

const TEMPLATE = ['spec', 'template'];
const JOB_TEMPLATE = ['spec', 'jobTemplate', 'spec', 'template'];

const BUILT_IN: readonly Row[] = [
  { groups: [''], kinds: ['Pod'], paths: [[]] },
  { groups: [''], kinds: ['PodTemplate'], paths: [['template']] },
  { groups: [''], kinds: ['ReplicationController'], paths: [TEMPLATE] },
  {
    groups: ['apps', 'extensions'],
    kinds: ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'],
    paths: [TEMPLATE],
  },
  { groups: ['batch'], kinds: ['Job'], paths: [TEMPLATE] },
  { groups: ['batch'], kinds: ['CronJob'], paths: [JOB_TEMPLATE] },
];

const ray = (...root: string[]) => [
  [...root, 'headGroupSpec', 'template'],
  [...root, 'workerGroupSpecs', '*', 'template'],
];

const CUSTOM: readonly Row[] = [
  { groups: ['argoproj.io'], kinds: ['Rollout'], paths: [TEMPLATE] },
  { groups: ['serving.knative.dev'], kinds: ['Service', 'Configuration'], paths: [TEMPLATE] },
  { groups: ['serving.knative.dev'], kinds: ['Revision'], paths: [[]] },
  // Cloud Run: a job has a template of executions, which have a template of tasks.
  { groups: ['run.googleapis.com'], kinds: ['Job'], paths: [['spec', 'template', ...TEMPLATE]] },
  { groups: ['run.googleapis.com'], kinds: ['Execution', 'WorkerPool'], paths: [TEMPLATE] },
  { groups: ['apps.openshift.io', ''], kinds: ['DeploymentConfig'], paths: [TEMPLATE] },
  {
    groups: ['apps.kruise.io'],
    kinds: ['CloneSet', 'StatefulSet', 'DaemonSet', 'BroadcastJob'],
    paths: [TEMPLATE],
  },
  {
    groups: ['apps.kruise.io'],
    kinds: ['AdvancedCronJob'],
    paths: [
      ['spec', 'template', 'jobTemplate', 'spec', 'template'],
      ['spec', 'template', 'broadcastJobTemplate', 'spec', 'template'],
    ],
  },
  { groups: ['keda.sh'], kinds: ['ScaledJob'], paths: [['spec', 'jobTargetRef', 'template']] },
  {
    groups: ['jobset.x-k8s.io'],
    kinds: ['JobSet'],
    paths: [['spec', 'replicatedJobs', '*', 'template', 'spec', 'template']],
  },
  {
    groups: ['leaderworkerset.x-k8s.io'],
    kinds: ['LeaderWorkerSet'],
    paths: [
      ['spec', 'leaderWorkerTemplate', 'leaderTemplate'],
      ['spec', 'leaderWorkerTemplate', 'workerTemplate'],
    ],
  },
  {
    groups: ['kubeflow.org'],
    kinds: ['TFJob', 'PyTorchJob', 'MPIJob', 'XGBoostJob', 'PaddleJob', 'MXJob', 'JAXJob'],
    paths: [['spec', '*ReplicaSpecs', '*', 'template']],
  },
  { groups: ['ray.io'], kinds: ['RayCluster'], paths: ray('spec') },
  { groups: ['ray.io'], kinds: ['RayJob'], paths: ray('spec', 'rayClusterSpec') },
  { groups: ['ray.io'], kinds: ['RayService'], paths: ray('spec', 'rayClusterConfig') },
  { groups: ['batch.volcano.sh'], kinds: ['Job'], paths: [['spec', 'tasks', '*', 'template']] },
  {
    groups: ['agents.x-k8s.io', 'extensions.agents.x-k8s.io'],
    kinds: ['Sandbox', 'SandboxTemplate'],
    paths: [['spec', 'podTemplate']],
  },
];

/** Paths for kinds that are in no table, and for a templated `kind`. */
const LIKELY = [TEMPLATE, JOB_TEMPLATE, ['spec', 'podTemplate']];

/** The group of an `apiVersion`: `apps/v1` → `apps`, `v1` → ''. */
export const groupOf = (apiVersion: string): string =>
  apiVersion.split('/').length > 1 ? (apiVersion.split('/')[0] ?? '') : '';

function follow(from: Found, path: readonly string[]): Found[] {
  let here: readonly Lens[] = [from];
  for (const step of path) {
    here = here.flatMap((lens): readonly Lens[] => {
      if (step === '*') return lens.seq ? lens.items() : lens.entries();
      if (step.startsWith('*')) return lens.entries().filter((e) => e.key.endsWith(step.slice(1)));
      return [lens.get(step)];
    });
  }
  return here.filter((lens): lens is Found => lens.map !== undefined);
}

/** Whether a map looks like a pod template: `spec.containers` is a list with a named item. */
const looksLikePod = (template: Lens): boolean =>
  template
    .get('spec', 'containers')
    .items()
    .some((c) => c.get('name').text !== undefined);

/**
 * Every pod template of an object whose `spec` is a map.
 * @param apiVersion '' when it is templated; then only the kind decides
 * @param kind '' when it is templated
 */
export function templatesOf(object: Found, apiVersion: string, kind: string): TemplateSite[] {
  const group = groupOf(apiVersion);
  const row = (rows: readonly Row[]) =>
    rows.find((r) => r.kinds.includes(kind) && (apiVersion === '' || r.groups.includes(group)));
  const builtIn = row(BUILT_IN);
  const custom = builtIn ?? row(CUSTOM);
  const whole = (lens: Lens): boolean => lens.get('spec').map !== undefined;
  if (custom)
    return custom.paths
      .flatMap((path) => follow(object, path))
      .filter(whole)
      .map((template) => ({ template, builtIn: builtIn !== undefined }));
  // The group of a custom kind has a dot. No other built-in kind has pods.
  if (kind !== '' && !group.includes('.')) return [];
  if (group.endsWith('.k8s.io') && !group.includes('x-k8s')) return [];
  for (const path of LIKELY) {
    const found = follow(object, path).filter((t) => looksLikePod(t));
    if (found.length > 0) return found.map((template) => ({ template, builtIn: false }));
  }
  return loosePods(object, group, kind).map((loose) => ({ template: loose.pod, builtIn: false, loose }));
}
