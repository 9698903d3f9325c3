/** The family of distributions that an image belongs to. It decides which commands create a user. */
import type { ImageReference } from '../../reference.ts';
import { publicName } from '../publisher/names.ts';
import { type DistroName, readTag } from '../tag/tags.ts';

export type DistroFamily = 'debian' | 'alpine' | 'rhel' | 'busybox' | 'scratch' | 'distroless' | 'windows';

const FAMILY_OF: Readonly<Record<DistroName, DistroFamily>> = {
  debian: 'debian',
  ubuntu: 'debian',
  alpine: 'alpine',
  wolfi: 'alpine', // apk and BusyBox's adduser, as in Alpine
  centos: 'rhel',
  rocky: 'rhel',
  ubi: 'rhel',
  fedora: 'rhel',
  oracle: 'rhel',
  amazon: 'rhel',
  azure: 'rhel',
  photon: 'rhel',
  busybox: 'busybox',
  windows: 'windows',
};

const words = (...lines: string[]): string[] => lines.flatMap((line) => line.split(' '));

/** The family of an image whose tag does not name one: the default variant in its Dockerfile or on its Docker Hub page. */
const DEFAULTS: ReadonlyMap<string, DistroFamily> = new Map<string, DistroFamily>([
  ...words(
    // The distributions and docker-library images whose default is Debian or Ubuntu
    'debian ubuntu buildpack-deps node python golang ruby perl php rust gcc haskell erlang elixir clojure julia r-base swift dart',
    'pypy hylang mono eclipse-temurin maven gradle tomcat jruby groovy ibm-semeru-runtimes sapmachine nginx httpd postgres mariadb',
    'redis mongo rabbitmq memcached haproxy cassandra couchdb wordpress drupal joomla nextcloud redmine ghost phpmyadmin solr',
    'jetty neo4j influxdb telegraf sonarqube zookeeper flink spark matomo mediawiki varnish bitnami/minideb postgis/postgis',
    // Vendors whose Dockerfiles start from Debian or Ubuntu
    'pgvector/pgvector valkey/valkey nvidia/cuda pytorch/pytorch tensorflow/tensorflow continuumio/miniconda3 oven/bun denoland/deno',
    'mcr.microsoft.com/playwright mcr.microsoft.com/playwright/python clickhouse/clickhouse-server ghcr.io/puppeteer/puppeteer',
  ).map((name) => [name, 'debian'] as const),
  ...words(
    'alpine traefik caddy registry docker composer vault consul adminer eclipse-mosquitto hashicorp/vault hashicorp/consul',
    'hashicorp/terraform n8nio/n8n gitea/gitea grafana/grafana timescale/timescaledb curlimages/curl cgr.dev/chainguard/wolfi-base',
  ).map((name) => [name, 'alpine'] as const),
  ...words(
    'centos rockylinux almalinux fedora oraclelinux amazonlinux amazoncorretto photon mysql rockylinux/rockylinux',
    'almalinux/almalinux openjdk quay.io/centos/centos quay.io/fedora/fedora jboss/wildfly quay.io/keycloak/keycloak',
  ).map((name) => [name, 'rhel'] as const),
  ['busybox', 'busybox'],
  ['scratch', 'scratch'],
]);

/** Words in tags of images without shell and package manager. */
const DISTROLESS_WORDS: ReadonlySet<string> = new Set(['distroless', 'chiseled', 'static']);

/** The family of an image, from its tag and name; `undefined` when unknown. */
export function distroFamily(ref: ImageReference): DistroFamily | undefined {
  const name = publicName(ref);
  const tag = readTag(ref.tag);
  if (/^mcr\.microsoft\.com\/(?:windows|dotnet\/framework)(?:\/|$)/.test(name)) return 'windows';
  if (name.startsWith('gcr.io/distroless/')) return 'distroless';
  if (tag.words.some((word) => DISTROLESS_WORDS.has(word))) return 'distroless';
  if (name.startsWith('cgr.dev/chainguard/') && name !== 'cgr.dev/chainguard/wolfi-base') {
    return tag.words.includes('dev') ? 'alpine' : 'distroless';
  }
  if (tag.distro !== undefined) return FAMILY_OF[tag.distro.name];
  if (/^(?:registry\.access\.redhat\.com|registry\.redhat\.io)\//.test(name)) return 'rhel';
  if (/^mcr\.microsoft\.com\/dotnet\/(?:sdk|aspnet|runtime|runtime-deps)$/.test(name)) return 'debian';
  // `openjdk:17-slim` is Debian, `openjdk:17` Oracle Linux.
  if (name === 'openjdk' && (tag.words.includes('slim') || tag.version?.startsWith('8') === true)) return 'debian';
  return DEFAULTS.get(name);
}

/**
 * Whether an image is for Windows: by its family (`mcr.microsoft.com/windows/*`), or by the name of a base image of Windows in its path or tag, such as
 * `nanoserver-ltsc2022`.
 */
export const isWindowsImage = (ref: ImageReference): boolean =>
  distroFamily(ref) === 'windows' ||
  /(?:^|[/-])(?:windowsservercore|nanoserver|servercore)\b/.test(`${ref.repository}/${ref.tag ?? ''}`);
