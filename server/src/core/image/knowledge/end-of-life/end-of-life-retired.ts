/** Images that are discontinued with all their tags. As of `KNOWLEDGE_DATE`. */
export interface Retired {
  /** A familiar image name; one that ends with `/*` matches everything below. */
  readonly image: string;
  readonly since: string;
  /** The successor: an image, or for `/*` rows the replacement of the part before the `*`. */
  readonly to?: string;
  /** The tag of the successor; `same`: the old tag. */
  readonly tag?: string;
  readonly why: string;
}

export const RETIRED: readonly Retired[] = [
  // Official images marked as deprecated on Docker Hub; dates from docker-library/official-images
  { image: 'centos', since: '2024-06-30', to: 'almalinux', tag: '9', why: 'CentOS Linux is discontinued' },
  { image: 'java', since: '2016-12-31', to: 'eclipse-temurin', why: 'the `java` image is discontinued' },
  { image: 'adoptopenjdk', since: '2021-08-31', to: 'eclipse-temurin', why: 'AdoptOpenJDK became Eclipse Temurin' },
  {
    image: 'jenkins',
    since: '2018-06-30',
    to: 'jenkins/jenkins',
    tag: 'lts',
    why: 'the official image is discontinued',
  },
  {
    image: 'vault',
    since: '2023-09-30',
    to: 'hashicorp/vault',
    tag: 'same',
    why: 'the image moved to its verified publisher',
  },
  {
    image: 'consul',
    since: '2023-09-30',
    to: 'hashicorp/consul',
    tag: 'same',
    why: 'the image moved to its verified publisher',
  },
  { image: 'nats-streaming', since: '2023-06-30', to: 'nats', why: 'NATS Streaming is discontinued' },
  { image: 'iojs', since: '2016-12-31', to: 'node', why: 'io.js went back into Node.js' },
  { image: 'piwik', since: '2018-06-30', to: 'matomo', why: 'Piwik became Matomo' },
  { image: 'owncloud', since: '2018-12-31', to: 'owncloud/server', why: 'the official image is discontinued' },
  { image: 'opensuse', since: '2019-06-30', to: 'opensuse/leap', why: 'the official image is discontinued' },
  { image: 'rails', since: '2016-12-31', to: 'ruby', why: 'the official image is discontinued' },
  { image: 'django', since: '2016-12-31', to: 'python', why: 'the official image is discontinued' },
  { image: 'celery', since: '2017-06-30', why: 'the official image is discontinued' },
  { image: 'swarm', since: '2020-12-31', why: 'classic Swarm is discontinued' },
  { image: 'ubuntu-upstart', since: '2016-12-31', to: 'ubuntu', why: 'the official image is discontinued' },
  { image: 'ubuntu-debootstrap', since: '2016-12-31', to: 'ubuntu', why: 'the official image is discontinued' },
  { image: 'sl', since: '2024-06-30', to: 'almalinux', tag: '9', why: 'Scientific Linux is discontinued' },
  { image: 'clearlinux', since: '2025-07-18', why: 'Clear Linux OS is discontinued' },
  // CentOS Stream on Quay
  { image: 'quay.io/centos7/*', since: '2024-06-30', why: 'CentOS Linux 7 is discontinued' },
  // Bitnami's announcement of August 2025: frozen copies without updates
  { image: 'bitnamilegacy/*', since: '2025-08-28', why: 'Bitnami froze these images' },
  // kubernetes.io/blog, "k8s.gcr.io Redirect to registry.k8s.io": frozen
  { image: 'k8s.gcr.io/*', since: '2023-04-03', to: 'registry.k8s.io/', tag: 'same', why: 'the registry is frozen' },
  {
    image: 'gcr.io/google-containers/*',
    since: '2023-04-03',
    to: 'registry.k8s.io/',
    tag: 'same',
    why: 'the registry is frozen',
  },
  {
    image: 'gcr.io/google_containers/*',
    since: '2023-04-03',
    to: 'registry.k8s.io/',
    tag: 'same',
    why: 'the registry is frozen',
  },
  // kubernetes.io/blog, "Ingress NGINX Retirement"
  { image: 'registry.k8s.io/ingress-nginx/controller', since: '2026-03-31', why: 'Ingress NGINX is retired' },
  // Projects that moved or ended
  { image: 'gcr.io/kaniko-project/executor', since: '2025-06-03', why: 'Google archived kaniko' },
  {
    image: 'portainer/portainer',
    since: '2020-08-31',
    to: 'portainer/portainer-ce',
    why: 'Portainer 1 is discontinued',
  },
  {
    image: 'jboss/keycloak',
    since: '2022-06-30',
    to: 'quay.io/keycloak/keycloak',
    why: 'the WildFly edition is discontinued',
  },
  { image: 'minio/minio', since: '2025-10-31', why: 'MinIO no longer publishes images of its community edition' },
  { image: 'owasp/zap2docker-stable', since: '2023-12-31', to: 'zaproxy/zap-stable', why: 'ZAP left OWASP' },
  { image: 'kennethreitz/httpbin', since: '2019-12-31', why: 'the image is no longer rebuilt' },
  // Microsoft moved everything to its own registry
  {
    image: 'microsoft/dotnet',
    since: '2019-12-31',
    to: 'mcr.microsoft.com/dotnet/sdk',
    tag: '10.0',
    why: 'the images moved',
  },
  {
    image: 'mcr.microsoft.com/dotnet/core/*',
    since: '2022-12-13',
    to: 'mcr.microsoft.com/dotnet/',
    tag: '10.0',
    why: '.NET Core is out of support',
  },
];
