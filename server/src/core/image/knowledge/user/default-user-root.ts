/**
 * Images whose default user is root: their Dockerfile has no USER (checked per project). Their entrypoint may change the user later.
 * As of `KNOWLEDGE_DATE`.
 */
const lines = [
  // Distributions: a root file system has no other default user
  'debian ubuntu alpine busybox centos rockylinux rockylinux/rockylinux almalinux almalinux/almalinux fedora oraclelinux',
  'amazonlinux archlinux archlinux/archlinux photon clearlinux mageia sl opensuse/leap opensuse/tumbleweed buildpack-deps',
  'kalilinux/kali-rolling nixos/nix bitnami/minideb phusion/baseimage quay.io/centos/centos quay.io/fedora/fedora',
  'registry.fedoraproject.org/fedora public.ecr.aws/amazonlinux/amazonlinux cgr.dev/chainguard/wolfi-base',
  'opensuse ubuntu-upstart ubuntu-debootstrap iojs rails django',
  // Languages (docker-library and vendors: no USER, though node, gradle, deno and bun create one)
  'node python golang ruby perl php rust gcc haskell erlang elixir clojure julia r-base swift dart pypy hylang mono openjdk',
  'eclipse-temurin amazoncorretto ibm-semeru-runtimes ibmjava sapmachine adoptopenjdk maven gradle groovy jruby composer java',
  'oven/bun denoland/deno azul/zulu-openjdk azul/zulu-openjdk-alpine azul/zulu-openjdk-debian bellsoft/liberica-openjdk-alpine',
  'continuumio/miniconda3 continuumio/anaconda3 condaforge/mambaforge condaforge/miniforge3 mcr.microsoft.com/java/jdk',
  // Web servers and applications on them
  'nginx httpd tomcat tomee caddy traefik unit wordpress drupal joomla nextcloud matomo mediawiki phpmyadmin redmine ghost',
  'openresty/openresty jwilder/nginx-proxy nginxproxy/nginx-proxy linuxserver/nginx swaggerapi/swagger-ui dunglas/frankenphp',
  // Databases and queues: start as root to fix the owner of the data folder
  'postgres mysql mariadb redis mongo rabbitmq cassandra couchdb couchbase neo4j influxdb zookeeper flink arangodb rethinkdb',
  'postgis/postgis pgvector/pgvector timescale/timescaledb valkey/valkey clickhouse clickhouse/clickhouse-server percona nats',
  'eclipse-mosquitto cockroachdb/cockroach minio/minio minio/mc getmeili/meilisearch qdrant/qdrant scylladb/scylla',
  'mysql/mysql-server redis/redis-stack redis/redis-stack-server mongo-express',
  // Monitoring and logs
  'telegraf grafana/promtail fluent/fluent-bit timberio/vector metabase/metabase victoriametrics/victoria-metrics netdata/netdata',
  'louislam/uptime-kuma datadog/agent gcr.io/datadoghq/agent gcr.io/cadvisor/cadvisor google/cadvisor',
  // Tools and platforms
  'docker registry hello-world vault consul hashicorp/vault hashicorp/consul hashicorp/terraform hashicorp/packer',
  'portainer/portainer-ce portainer/portainer portainer/agent rancher/rancher rancher/k3s gitlab/gitlab-ce gitlab/gitlab-ee',
  'gitlab/gitlab-runner gitea/gitea vaultwarden/server pihole/pihole tailscale/tailscale envoyproxy/envoy aquasec/trivy',
  'moby/buildkit amazon/aws-cli google/cloud-sdk gcr.io/google.com/cloudsdktool/google-cloud-cli mcr.microsoft.com/azure-cli',
  'mcr.microsoft.com/powershell alpine/git alpine/helm alpine/k8s gcr.io/kaniko-project/executor localstack/localstack',
  'matrixdotorg/synapse containrrr/watchtower homeassistant/home-assistant ghcr.io/home-assistant/home-assistant',
  'jellyfin/jellyfin mailserver/docker-mailserver ghcr.io/astral-sh/uv jenkins/ssh-agent',
  // Machine learning and test browsers
  'nvidia/cuda pytorch/pytorch tensorflow/tensorflow ollama/ollama vllm/vllm-openai cypress/base cypress/browsers cypress/included',
  'mcr.microsoft.com/playwright mcr.microsoft.com/playwright/python',
];

export const ROOT_IMAGES: ReadonlySet<string> = new Set(lines.flatMap((line) => line.split(' ')));

/** Red Hat's plain base images, under all their names. Red Hat's language images have another default user. */
export const ROOT_UBI =
  /^(?:registry\.access\.redhat\.com|registry\.redhat\.io|redhat)\/ubi\d+(?:\/ubi)?(?:-minimal|-micro|-init)?$/;
