/** Images that their publishers have given up or moved, where the generated tables do not say why or to where. */
import type { Day } from '../../../text/day.ts';
import type { Evidence } from '../evidence.ts';

export interface Retired extends Evidence {
  /** A familiar image name; one that ends with `/*` stands for everything below. */
  readonly image: string;
  /** Not for official images: the tables have their day. */
  readonly since?: Day;
  /** One clause for a message, without a final full stop. */
  readonly why: string;
  readonly successor?: Successor;
}

export interface Successor {
  /** An image, or for `/*` rows what replaces the part before the `*`. */
  readonly image: string;
  /** The tag of the successor: `same`, that of the long-term Java release (`java`), or a tag. Without it a supported line is looked up. */
  readonly tag?: string;
  /** The successor serves the same images, so a digest stays right. */
  readonly keepsDigest?: true;
}

/** An official image, with the notice in docker-library/docs: its commit and day. */
const official = (image: string, why: string, commit: string, asOf: Day, successor?: Successor): Retired => ({
  image,
  why,
  source: `github.com/docker-library/docs ${image}/deprecated.md @${commit}`,
  asOf,
  ...(successor && { successor }),
});

const DISCONTINUED = 'the official image is discontinued';
const TEMURIN: Successor = { image: 'eclipse-temurin', tag: 'java' };
const ALMALINUX: Successor = { image: 'almalinux', tag: '9' };

const moved = (image: string, to: string, commit: string, asOf: Day, tag?: string): Retired =>
  official(image, `the image moved to \`${to}\``, commit, asOf, tag === undefined ? { image: to } : { image: to, tag });

/** Official images, the most used first. Other withdrawn ones are known from the tables alone. */
const OFFICIAL_RETIRED: readonly Retired[] = [
  official('openjdk', DISCONTINUED, '326814f7a', '2022-06-15', TEMURIN),
  {
    image: 'centos',
    why: 'CentOS Linux is discontinued',
    successor: ALMALINUX,
    source: 'https://github.com/AlmaLinux (README: "a replacement" for users of CentOS Linux)',
    asOf: '2026-08-22',
  },
  official('java', DISCONTINUED, 'a3439b66b', '2016-08-11', TEMURIN),
  official('adoptopenjdk', 'AdoptOpenJDK became Eclipse Temurin', '4baab4b75', '2021-08-13', TEMURIN),
  official('jenkins', DISCONTINUED, '28b9b31f2', '2017-07-20', { image: 'jenkins/jenkins', tag: 'lts' }),
  moved('vault', 'hashicorp/vault', 'fa772374a', '2023-03-10', 'same'),
  moved('consul', 'hashicorp/consul', 'd19f5513c', '2023-03-03', 'same'),
  moved('rockylinux', 'rockylinux/rockylinux', '3a927a49d', '2025-06-10', 'same'),
  moved('opensuse', 'opensuse/leap', '796c622ab', '2019-07-03'),
  official('nats-streaming', 'NATS Streaming is discontinued; JetStream is part of NATS', 'd204a2fee', '2021-11-19', {
    image: 'nats',
  }),
  official('iojs', 'io.js went back into Node.js', 'd3ac6c060', '2016-10-11', { image: 'node' }),
  official('piwik', 'Piwik became Matomo', '7e71fd74d', '2018-04-25', { image: 'matomo' }),
  official('owncloud', DISCONTINUED, 'd15036703', '2018-06-08', { image: 'owncloud/server' }),
  official('rails', DISCONTINUED, 'fbb7f2de6', '2016-07-05', { image: 'ruby' }),
  official('django', DISCONTINUED, '5a687a007', '2016-07-05', { image: 'python' }),
  official('celery', DISCONTINUED, '3c618ef32', '2017-04-12', { image: 'python' }),
  official('fsharp', 'the .NET SDK contains F#', '0caff00e0', '2021-07-29', {
    image: 'mcr.microsoft.com/dotnet/sdk',
    tag: '10.0',
  }),
  official('plone', 'Plone 6 has separate images', '1bfbd6591', '2025-08-27', { image: 'plone/plone-backend' }),
  official('swarm', 'classic Swarm is discontinued', '5d93ee92a', '2020-06-11'),
  official('ubuntu-debootstrap', DISCONTINUED, '002db62a4', '2016-01-18', { image: 'ubuntu' }),
  official('ubuntu-upstart', DISCONTINUED, '002db62a4', '2016-01-18'),
  {
    image: 'sl',
    why: 'Scientific Linux is discontinued',
    successor: ALMALINUX,
    source: 'https://linuxiac.com/?p=51980 (CERN and Fermilab provide AlmaLinux instead)',
    asOf: '2026-08-22',
  },
  official('clearlinux', 'Clear Linux OS is discontinued', '7fbfe9927', '2025-07-21'),
  official('sentry', DISCONTINUED, '7f7a6f2cf', '2020-09-24'),
  official('unit', 'NGINX Unit is archived', 'fabdbbb51', '2025-10-13'),
  official('notary', 'the Notary project is archived', '533f28f95', '2025-08-25'),
  official('mono', 'the image is not maintained', '585d90154', '2024-08-09'),
  official('mongo-express', 'the image is not maintained', '62bc816fc', '2026-02-05'),
];

const K8S_FREEZE: Evidence = {
  // The second says that the old name only redirects to the new one.
  source:
    'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/, https://kubernetes.io/blog/2023/03/10/image-registry-redirect/',
  asOf: '2023-03-10',
};
const GOOGLE_CONTAINERS: Evidence = {
  source: 'https://github.com/kubeflow/pipelines/issues/10615, https://github.com/kubernetes/minikube/issues/20303',
  asOf: '2025-01-22',
};

/** Images of other publishers. */
const OTHERS_RETIRED: readonly Retired[] = [
  {
    image: 'k8s.gcr.io/*',
    since: '2023-04-03',
    why: 'the registry is frozen',
    successor: { image: 'registry.k8s.io/', tag: 'same', keepsDigest: true },
    ...K8S_FREEZE,
  },
  ...['gcr.io/google-containers/*', 'gcr.io/google_containers/*'].map(
    (image): Retired => ({
      image,
      since: '2024-03-26',
      why: 'the registry is deprecated by the Kubernetes project',
      successor: { image: 'registry.k8s.io/', tag: 'same' },
      ...GOOGLE_CONTAINERS,
    }),
  ),
  {
    image: 'bitnamilegacy/*',
    since: '2025-08-28',
    why: 'Bitnami froze these images',
    source: 'https://github.com/bitnami/charts/issues/35164',
    asOf: '2025-08-28',
  },
  {
    image: 'registry.k8s.io/ingress-nginx/controller',
    since: '2026-03-31',
    why: 'Ingress NGINX is retired',
    source: 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
    asOf: '2025-11-11',
  },
  {
    image: 'gcr.io/kaniko-project/executor',
    since: '2025-06-03',
    why: 'Google archived kaniko',
    source: 'https://cronfeed.work/oss-kaniko-governance-signal-archive-forks-daemonless-build-maintenance-2026/',
    asOf: '2026-05-31',
  },
  {
    image: 'minio/minio',
    since: '2025-10-15',
    why: 'MinIO no longer publishes images of its community edition',
    source: 'https://github.com/minio/minio/issues/21647',
    asOf: '2025-10-18',
  },
  {
    image: 'jboss/keycloak',
    since: '2022-06-30',
    why: 'the WildFly edition is discontinued',
    successor: { image: 'quay.io/keycloak/keycloak' },
    source: 'https://www.keycloak.org/migration/migrating-to-quarkus',
    asOf: '2026-08-22',
  },
  {
    image: 'portainer/portainer',
    since: '2020-09-29',
    why: 'Portainer 1 is discontinued',
    successor: { image: 'portainer/portainer-ce' },
    source: 'https://github.com/SensorsIot/IOTstack/issues/132, https://github.com/portainer/portainer-docs/issues/114',
    asOf: '2021-01-21',
  },
  {
    image: 'owasp/zap2docker-stable',
    since: '2024-03-04',
    why: 'ZAP left OWASP',
    successor: { image: 'zaproxy/zap-stable' },
    source: 'https://www.zaproxy.org/blog/2024-03-04-zap-updates-february-2024/#owasp-docker-org-depreciation',
    asOf: '2024-03-04',
  },
  // The repository of all .NET Core images got updates until the end of its last version, 2.1.
  {
    image: 'microsoft/dotnet',
    since: '2021-08-21',
    why: 'the images moved to `mcr.microsoft.com`',
    successor: { image: 'mcr.microsoft.com/dotnet/sdk', tag: '10.0' },
    source: 'https://github.com/dotnet/dotnet-docker/issues/935, https://endoflife.date/dotnet',
    asOf: '2026-08-22',
  },
  {
    image: 'mcr.microsoft.com/dotnet/core/*',
    since: '2022-12-13',
    why: '.NET Core is out of support',
    successor: { image: 'mcr.microsoft.com/dotnet/', tag: '10.0' },
    source: 'https://github.com/dotnet/dotnet-docker/issues/2375, https://endoflife.date/dotnet',
    asOf: '2026-08-22',
  },
];

export const RETIRED: readonly Retired[] = [...OFFICIAL_RETIRED, ...OTHERS_RETIRED];
