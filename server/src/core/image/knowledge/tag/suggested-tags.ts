/** Concrete tags of popular images, current and supported as of `KNOWLEDGE_DATE` (each image's tag list). */
export interface SuggestedTag {
  readonly tag: string;
  /** Variants of this tag that exist. */
  readonly variants?: string;
}

const SLIM = 'slim bookworm slim-bookworm trixie slim-trixie alpine';

export const SUGGESTED_TAGS: ReadonlyMap<string, SuggestedTag> = new Map<string, SuggestedTag>([
  // Distributions
  ['alpine', { tag: '3.22' }],
  ['debian', { tag: 'trixie', variants: 'slim' }],
  ['ubuntu', { tag: '24.04' }],
  ['fedora', { tag: '43' }],
  ['rockylinux/rockylinux', { tag: '9', variants: 'minimal' }],
  ['rockylinux', { tag: '9', variants: 'minimal' }],
  ['almalinux', { tag: '9', variants: 'minimal' }],
  ['oraclelinux', { tag: '9', variants: 'slim' }],
  ['amazonlinux', { tag: '2023', variants: 'minimal' }],
  ['busybox', { tag: '1.37', variants: 'glibc musl uclibc' }],
  ['buildpack-deps', { tag: 'bookworm', variants: 'curl scm' }],
  // Languages and build tools
  ['node', { tag: '24', variants: 'slim alpine bookworm bookworm-slim trixie trixie-slim' }],
  ['python', { tag: '3.13', variants: SLIM }],
  ['golang', { tag: '1.26', variants: 'alpine bookworm trixie' }],
  ['ruby', { tag: '3.4', variants: SLIM }],
  ['php', { tag: '8.4', variants: 'cli fpm apache zts alpine cli-alpine fpm-alpine fpm-bookworm apache-bookworm' }],
  ['rust', { tag: '1.88', variants: 'slim alpine bookworm slim-bookworm' }],
  ['perl', { tag: '5.40', variants: 'slim bookworm slim-bookworm' }],
  ['eclipse-temurin', { tag: '21', variants: 'jdk jre alpine jdk-alpine jre-alpine noble jdk-noble jre-noble' }],
  ['amazoncorretto', { tag: '21', variants: 'alpine' }],
  [
    'maven',
    { tag: '3.9', variants: 'eclipse-temurin eclipse-temurin-21 eclipse-temurin-17 eclipse-temurin-21-alpine' },
  ],
  ['gradle', { tag: '8.14', variants: 'jdk17 jdk21 alpine jdk17-alpine jdk21-alpine' }],
  ['composer', { tag: '2.8' }],
  ['gcc', { tag: '14', variants: 'bookworm' }],
  ['elixir', { tag: '1.18', variants: 'slim alpine' }],
  ['erlang', { tag: '27', variants: 'slim alpine' }],
  ['swift', { tag: '6.1', variants: 'slim' }],
  ['haskell', { tag: '9.10', variants: 'slim' }],
  ['julia', { tag: '1.11', variants: 'bookworm' }],
  ['oven/bun', { tag: '1.2', variants: 'slim alpine' }],
  ['denoland/deno', { tag: '2.4.0' }],
  // Web servers and proxies
  ['nginx', { tag: '1.28', variants: 'alpine alpine-slim alpine-perl perl bookworm bookworm-perl' }],
  ['nginxinc/nginx-unprivileged', { tag: '1.28', variants: 'alpine alpine-slim bookworm' }],
  ['httpd', { tag: '2.4', variants: 'alpine bookworm' }],
  ['caddy', { tag: '2.10', variants: 'alpine builder builder-alpine' }],
  ['traefik', { tag: 'v3.5' }],
  ['haproxy', { tag: '3.2', variants: 'alpine bookworm' }],
  ['tomcat', { tag: '10.1', variants: 'jdk17 jdk21 jdk17-temurin jdk21-temurin jre17-temurin jre21-temurin' }],
  ['varnish', { tag: '7.7', variants: 'alpine' }],
  // Databases, caches, queues: their data may need a migration, so the edit is not safe
  ['postgres', { tag: '17', variants: 'alpine bookworm' }],
  ['mysql', { tag: '8.4', variants: 'oracle' }],
  ['mariadb', { tag: '11.8', variants: 'noble ubi' }],
  ['redis', { tag: '8.2', variants: 'alpine bookworm' }],
  ['valkey/valkey', { tag: '8.1', variants: 'alpine bookworm' }],
  ['mongo', { tag: '8.0', variants: 'noble' }],
  ['memcached', { tag: '1.6', variants: 'alpine bookworm' }],
  ['rabbitmq', { tag: '4.2', variants: 'alpine management management-alpine' }],
  ['cassandra', { tag: '5.0' }],
  ['neo4j', { tag: '5.26', variants: 'community enterprise' }],
  ['influxdb', { tag: '2.7', variants: 'alpine' }],
  ['couchdb', { tag: '3.5' }],
  ['zookeeper', { tag: '3.9' }],
  ['eclipse-mosquitto', { tag: '2.0' }],
  ['nats', { tag: '2.11', variants: 'alpine scratch' }],
  ['pgvector/pgvector', { tag: '0.8.0-pg17' }],
  // Applications and tools
  ['wordpress', { tag: '6.8', variants: 'apache fpm fpm-alpine' }],
  ['drupal', { tag: '11', variants: 'apache fpm fpm-alpine' }],
  ['ghost', { tag: '5', variants: 'alpine' }],
  ['registry', { tag: '3.0' }],
  ['docker', { tag: '28', variants: 'cli dind git dind-rootless' }],
  ['adminer', { tag: '5' }],
  ['telegraf', { tag: '1.35', variants: 'alpine' }],
  ['grafana/grafana', { tag: '12.1.0' }],
  ['prom/prometheus', { tag: 'v3.5.0' }],
  ['prom/alertmanager', { tag: 'v0.28.1' }],
  ['prom/node-exporter', { tag: 'v1.9.1' }],
  ['docker/dockerfile', { tag: '1' }],
]);
