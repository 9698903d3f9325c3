import { PROBES_AND_HOOKS } from '../../domain/hook-commands.ts';
import type { KubernetesObject, Workload } from '../../domain/kubernetes.ts';
import { type Mesh, meshOf } from '../../kubernetes/mesh.ts';
import { lowest, type PodSecurityLevel } from '../../kubernetes/pod-security/judge.ts';
import { metLevel } from '../../kubernetes/pod-security/met-level.ts';
import { removedIn } from '../../kubernetes/removed-api.ts';
import { checkedPorts, scrapedPort } from '../../kubernetes/scraped-port.ts';
import type { PodLabels } from '../../kubernetes/selectors.ts';
import type { NamedHost } from '../../network/named-hosts.ts';
import { isDataImage, isStoreImage } from '../../network/sensitive-ports.ts';
import { isInEffect } from '../../platform/platform.ts';
import type { Span } from '../../text/span.ts';
import type { Found } from '../../yaml/lens.ts';
import { calledAnywhere, calledHosts, configMapsOf, readsHostsFromSecrets } from './calls.ts';
import { knownControllerLabels, openControllerLabels } from './controller-labels.ts';
import { nodePortsOf } from './node-ports.ts';

export interface WorkloadFacts {
  readonly kind: 'workload';
  readonly type: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly namespaceKnown: boolean;
  /** The labels of the pods, with those that a Job's controller sets; sorted by key. */
  readonly labels: readonly (readonly [string, string])[];
  readonly labelsKnown: boolean;
  /** Labels that the controller sets to values that are not known: key, and how the value begins. */
  readonly openLabels: readonly (readonly [string, string])[];
  /** The controller of a custom kind may set other labels. */
  readonly moreLabels: boolean;
  readonly partial: boolean;
  readonly hostNetwork: boolean;
  /** The Pod Security Standard that all pods of the object meet, see `metLevel`. */
  readonly podSecurity: PodSecurityLevel;
  /** NetworkPolicies can select its pods: it runs in a cluster. */
  readonly inCluster: boolean;
  /** The name of its platform: `kubernetes`, `openshift`, … */
  readonly platform: string;
  readonly serviceAccount: string | undefined;
  /** `automountServiceAccountToken` of the pod; `undefined` when absent or unknown. */
  readonly automount: boolean | undefined;
  /** By its name, images or arguments it calls the API server. */
  readonly controller: boolean;
  /** Its pods keep data (a known data store, a claim of a volume) or read Secrets. */
  readonly keeps: boolean;
  /** All its containers are databases, caches or brokers: they answer others, and call none but each other. With another command and no port such an image is a client. */
  readonly onlyAnswers: boolean;
  /** It calls servers of providers whose addresses no manifest names: it logs people in there, or has an account or key of one. */
  readonly callsProviders: boolean;
  /** No supported cluster takes an object of its version. */
  readonly outdated: boolean;
  readonly ports: readonly PodPort[];
  /** The ports of probes and hooks that call the pod itself: numbers or names. */
  readonly probes: readonly string[];
  /** The port that the annotations `prometheus.io/*` name for scraping; 'all' when they name none. */
  readonly scraped: string | undefined;
  /** The ports by which Datadog's agent calls its pods; 'all' stands for each of `ports`. */
  readonly checked: readonly string[];
  /** The service mesh whose proxy its pods ask for; 'none' if they refuse one, `undefined` if their namespace decides. */
  readonly mesh: Mesh | 'none' | undefined;
  /** The hosts that its containers name in variables, commands and arguments. */
  readonly calls: readonly NamedHost[];
  /** The Services that it names in a namespace which a variable decides; '*' where a variable decides the name too. */
  readonly callsAnywhere: readonly string[];
  /** Its variables, or those that name hosts, come from Secrets. */
  readonly secretHosts: boolean;
  /** The ports that it calls at the address of its node, as far as they are written. */
  readonly nodePorts: readonly string[];
  /** The ConfigMaps that its containers read, by name. */
  readonly configMaps: readonly string[];
  readonly at: Span;
  readonly whole: Span;
}

export interface PodPort {
  readonly name: string | undefined;
  readonly port: string;
  readonly protocol: string;
  /** The nodes forward a port of theirs to it. */
  readonly onHost: boolean;
  /** The path of the image's repository: `library/redis`. `undefined` when unknown. */
  readonly repository: string | undefined;
}

/** The facts of an object's first pod template; `undefined` if it has none. */
export function workloadFacts(object: KubernetesObject): WorkloadFacts | undefined {
  const w = object.workload;
  if (!w) return undefined;
  return {
    kind: 'workload',
    type: object.kind,
    name: object.name,
    namespace: object.namespace,
    namespaceKnown: object.namespaceKnown,
    labels: [...w.podLabels, ...knownControllerLabels(object)].sort((a, b) => (a[0] < b[0] ? -1 : 1)),
    labelsKnown: w.labelsKnown,
    openLabels: openControllerLabels(object),
    moreLabels: w.moreLabels,
    partial: object.partial || isTemplate(object, w),
    hostNetwork: w.hostNetwork.value === true,
    podSecurity: lowest(object.workloads.map(metLevel)),
    inCluster: isInEffect(w.platform, 'networkPolicy'),
    platform: w.platform.name,
    serviceAccount: w.serviceAccountName.value,
    automount: w.automountServiceAccountToken.value,
    controller: callsApiServer(object.name, w),
    keeps: keepsSecretsOrData(w),
    onlyAnswers:
      w.containers.every(({ image }) => isStoreImage(image?.reference?.repository ?? '')) &&
      w.containers.some((container) => container.lens.get('command').absent || podPorts(container).length > 0),
    callsProviders: w.containers.some(callsProvider),
    outdated: removedIn(object) !== undefined,
    ports: w.containers.flatMap(podPorts),
    probes: w.containers.flatMap((c) => probePorts(c.lens)),
    scraped: scrapedPort(w.podAnnotations),
    checked: checkedPorts(w.podAnnotations),
    mesh: meshOf(w),
    calls: calledHosts(w),
    callsAnywhere: calledAnywhere(w),
    secretHosts: readsHostsFromSecrets(w),
    nodePorts: nodePortsOf(w),
    configMaps: configMapsOf(w),
    at: object.nameSpan,
    whole: object.span,
  };
}

/** Whether a name, a namespace or a label still has a placeholder: `@NAME@`, `__NAME__`, `<name>`, `${NAME}`. Kubernetes refuses all of them. */
function isTemplate({ name, namespace = '' }: KubernetesObject, { podLabels }: Workload): boolean {
  const texts = [name, namespace, ...[...podLabels].map(([, value]) => value)];
  return texts.some((text) => PLACEHOLDER.test(text));
}

const PLACEHOLDER = /[@<>$%{}[\]]|^__\w+__$/;

/** Words of programs that call the API server. */
const CONTROLLER =
  /controller|operator|provisioner|autoscaler|kube-state-metrics|metrics-server|descheduler|external-dns|leader-elect|--kubeconfig|\bkubectl\b|in-?cluster/i;

const callsApiServer = (name: string, { containers }: Workload): boolean =>
  CONTROLLER.test(name) ||
  containers.some((c) =>
    [c.lens.get('image'), ...c.lens.get('command').items(), ...c.lens.get('args').items()].some((word) =>
      CONTROLLER.test(word.text ?? ''),
    ),
  );

/** Servers of OpenID Connect and proxies in front of programs: they call the providers that their configuration lists. */
const LOGIN_SERVER =
  /(?:^|\/)(?:dex|keycloak|oauth2-proxy|hydra|kratos|authelia|authentik|server-authentik|casdoor|zitadel|vouch-proxy|traefik-forward-auth)$/;

/** Variables with which a program calls a provider whose address it knows itself: `GOOGLE_CLIENT_ID`, `OPENAI_API_KEY`. */
const PROVIDER = /(?:^|_)(?:OIDC|OAUTH2?|OPENID|SAML|SSO)(?:_|$)|_(?:CLIENT_ID|API_?KEY)$/i;

const callsProvider = ({ image, lens }: Workload['containers'][number]): boolean =>
  LOGIN_SERVER.test(image?.reference?.repository ?? '') ||
  lens
    .get('env')
    .items()
    .some((variable) => PROVIDER.test(variable.get('name').text ?? ''));

const keepsSecretsOrData = ({ object, pod, containers, volumes }: Workload): boolean =>
  object.lens.get('spec', 'volumeClaimTemplates').items().length > 0 ||
  volumes.some(({ source }) => source === 'persistentVolumeClaim' || source === 'secret') ||
  containers.some(
    ({ image, lens }) =>
      (image?.reference !== undefined && isDataImage(image.reference.repository)) ||
      lens
        .get('envFrom')
        .items()
        .some((item) => !item.get('secretRef').absent) ||
      lens
        .get('env')
        .items()
        .some((item) => !item.get('valueFrom', 'secretKeyRef').absent),
  ) ||
  pod
    .get('volumes')
    .items()
    .some((volume) =>
      volume
        .get('projected', 'sources')
        .items()
        .some((source) => !source.get('secret').absent),
    );

function podPorts({ lens, image }: Workload['containers'][number]): PodPort[] {
  const ports = lens.get('ports').items();
  return ports.flatMap((p) => {
    const port = p.get('containerPort').text;
    if (!port) return [];
    const host = p.get('hostPort').text;
    return [
      {
        name: p.get('name').text,
        port,
        protocol: p.get('protocol').text ?? 'TCP',
        onHost: host !== undefined && host !== '0',
        repository: image?.reference?.repository,
      },
    ];
  });
}

const probePorts = (container: Found): string[] =>
  PROBES_AND_HOOKS.flatMap((path) =>
    ['httpGet', 'tcpSocket', 'grpc'].flatMap((action) => {
      const call = container.get(...path, action);
      return call.get('host').absent ? (call.get('port').text ?? []) : [];
    }),
  );

/** The labels of the pods, to compare with selectors. */
export const podLabelsOf = ({ labels, openLabels, moreLabels }: WorkloadFacts): PodLabels => ({
  labels: new Map(labels),
  open: openLabels,
  more: moreLabels,
});
