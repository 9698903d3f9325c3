/**
 * Images of which we know a default user without evidence. It silences the finding that the user is unknown, and is never the ground of
 * an error, a warning, a suggestion or a value that a fix inserts. Familiar names; `*` stands for a last path component.
 */
const lines = [
  'kong/kong-gateway docker.elastic.co/elasticsearch/elasticsearch elastic/elasticsearch docker.elastic.co/kibana/kibana',
  'docker.elastic.co/logstash/logstash docker.elastic.co/beats/filebeat docker.elastic.co/beats/metricbeat',
  'jaegertracing/all-in-one jaegertracing/jaeger-collector jaegertracing/jaeger-query jenkins releases-docker.jfrog.io/jfrog/*',
  'circleci/* argoproj/argocd ghcr.io/fluxcd/* quay.io/jetstack/cert-manager-controller quay.io/jetstack/cert-manager-webhook',
  'quay.io/jetstack/cert-manager-cainjector quay.io/jetstack/cert-manager-acmesolver registry.k8s.io/external-dns/external-dns',
  'quay.io/dexidp/dex jboss/keycloak jboss/wildfly quay.io/wildfly/wildfly oryd/keto apache/druid confluentinc/cp-kafka-connect',
  'confluentinc/cp-kafka-rest confluentinc/cp-ksqldb-server directus/directus rocketchat/rocket.chat',
  'registry.rocket.chat/rocketchat/rocket.chat owasp/zap2docker-stable mcr.microsoft.com/dotnet/monitor',
];

export const NON_ROOT_UNSOURCED: ReadonlySet<string> = new Set(lines.flatMap((line) => line.split(' ')));

/** Images that we believe to start as root, without evidence: the strict profile gives a hint. */
export const ROOT_UNSOURCED: ReadonlySet<string> = new Set(
  (
    'almalinux/almalinux archlinux/archlinux quay.io/centos/centos quay.io/fedora/fedora registry.fedoraproject.org/fedora ' +
    'public.ecr.aws/amazonlinux/amazonlinux opensuse/leap opensuse/tumbleweed kalilinux/kali-rolling sl opensuse iojs java mono ' +
    'adoptopenjdk rails django unit azul/zulu-openjdk azul/zulu-openjdk-alpine azul/zulu-openjdk-debian ' +
    'bellsoft/liberica-openjdk-alpine condaforge/mambaforge mcr.microsoft.com/java/jdk jwilder/nginx-proxy swaggerapi/swagger-ui ' +
    'cockroachdb/cockroach minio/mc scylladb/scylla mysql/mysql-server redis/redis-stack redis/redis-stack-server ' +
    'grafana/promtail timberio/vector victoriametrics/victoria-metrics datadog/agent gcr.io/datadoghq/agent google/cadvisor ' +
    'hashicorp/packer portainer/portainer portainer/agent rancher/rancher rancher/k3s gitlab/gitlab-ce gitlab/gitlab-ee ' +
    'gitlab/gitlab-runner amazon/aws-cli mcr.microsoft.com/azure-cli alpine/helm alpine/k8s homeassistant/home-assistant ' +
    'ghcr.io/home-assistant/home-assistant jenkins/ssh-agent vllm/vllm-openai mcr.microsoft.com/playwright/python'
  ).split(' '),
);

/** Versions of images before these had another user, which is not known here: no finding about them. */
export const CHANGED_UNSOURCED: ReadonlyMap<string, string> = new Map([
  ['elasticsearch', '8.0'],
  ['sonarqube', '10.0'],
  ['confluentinc/cp-base-java', '6.0'],
  ['quay.io/keycloak/keycloak', '17.0'],
  ['openpolicyagent/opa', '0.60'],
  ['prom/prometheus', '2.0'],
]);
