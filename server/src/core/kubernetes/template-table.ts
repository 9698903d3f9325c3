/**
 * The table of kinds with pod templates. Sources: Kubernetes API reference (`defaultPodSpecResources` of Pod Security admission); the API
 * types of the custom kinds, those of Agones, OpenKruise's UnitedDeployment, actions-runner-controller and the Flink operator read on 2026-11-30.
 */
/** Where the objects of some kinds hold pod templates. */
export interface TemplateRow {
  /** API groups of the kind. */
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
  /** `*` is every item or entry, `*ReplicaSpecs` every key with this ending. An empty path is the object itself. */
  readonly paths: readonly (readonly string[])[];
  /** The kind completes the templates: only what they state is known. */
  readonly completed?: boolean;
}

/** The most usual path. */
export const TEMPLATE = ['spec', 'template'];
/** The path of a template of jobs. */
export const JOB_TEMPLATE = ['spec', 'jobTemplate', 'spec', 'template'];

/** The kinds of Kubernetes itself. */
export const BUILT_IN: readonly TemplateRow[] = [
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

/** Custom kinds. */
export const CUSTOM: readonly TemplateRow[] = [
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
  {
    groups: ['apps.kruise.io'],
    kinds: ['UnitedDeployment'],
    paths: ['statefulSetTemplate', 'advancedStatefulSetTemplate', 'cloneSetTemplate', 'deploymentTemplate'].map(
      (key) => [...TEMPLATE, key, ...TEMPLATE],
    ),
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
  // Agones: a Fleet has a template of game servers, which have one of pods.
  { groups: ['agones.dev'], kinds: ['Fleet', 'GameServerSet'], paths: [[...TEMPLATE, ...TEMPLATE]] },
  // Runners of GitHub Actions: the pod template is written into the settings of the runner.
  { groups: ['actions.github.com'], kinds: ['EphemeralRunner'], paths: [['spec']] },
  { groups: ['actions.github.com'], kinds: ['EphemeralRunnerSet'], paths: [['spec', 'ephemeralRunnerSpec']] },
  // Flink merges the templates with each other and with its own container.
  {
    groups: ['flink.apache.org'],
    kinds: ['FlinkDeployment'],
    paths: [
      ['spec', 'podTemplate'],
      ['spec', 'jobManager', 'podTemplate'],
      ['spec', 'taskManager', 'podTemplate'],
    ],
    completed: true,
  },
  {
    groups: ['agents.x-k8s.io', 'extensions.agents.x-k8s.io'],
    kinds: ['Sandbox', 'SandboxTemplate'],
    paths: [['spec', 'podTemplate']],
  },
];
