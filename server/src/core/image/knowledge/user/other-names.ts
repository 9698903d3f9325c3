/** Images under other names, and conventions of publishers, each with its evidence. */
import type { Evidence } from '../evidence.ts';

/** The same image under other names. */
export interface SameImage extends Evidence {
  readonly images: string;
  /** The name in the table. */
  readonly original: string;
}

/** A convention that families.ts knows. */
export interface Family extends Evidence {
  readonly images: string;
}

const read = (file: string, asOf: string): Evidence => ({ source: `github.com/${file}`, asOf });

/** Built from the same Dockerfile, or on the original without a change of the user. */
export const SAME_IMAGES: readonly SameImage[] = [
  {
    images: 'rockylinux/rockylinux',
    original: 'rockylinux',
    ...read('docker-library/docs rockylinux/deprecated.md @c4a9ba414', '2026-08-21'),
  },
  {
    images: 'vault',
    original: 'hashicorp/vault',
    ...read('hashicorp/docker-vault 0.X/docker-entrypoint.sh @ed32395', '2023-12-06'),
  },
  {
    images: 'consul',
    original: 'hashicorp/consul',
    ...read('hashicorp/docker-consul 0.X/docker-entrypoint.sh @aedd084', '2023-06-26'),
  },
  {
    images: 'fluent/fluentd',
    original: 'fluentd',
    ...read('fluent/fluentd-docker-image README.md @426b4a1', '2026-07-24'),
  },
  {
    images: 'apache/spark',
    original: 'spark',
    ...read('apache/spark-docker Dockerfile.template @7f2e1f0', '2026-06-25'),
  },
  {
    images: 'temporalio/auto-setup',
    original: 'temporalio/server',
    ...read('temporalio/docker-builds server.Dockerfile @d0ab85e', '2026-02-26'),
  },
  {
    images: 'gitpod/workspace-full',
    original: 'gitpod/workspace-base',
    ...read('gitpod-io/workspace-images chunks @244a381', '2026-02-12'),
  },
  {
    images: 'liquibase/liquibase',
    original: 'liquibase',
    ...read('liquibase/docker README.md @0bab6e7', '2026-04-21'),
  },
  { images: 'emqx/emqx', original: 'emqx', ...read('emqx/emqx-docker README.md @cddc2e9', '2025-09-04') },
  {
    images: 'icr.io/appcafe/open-liberty',
    original: 'open-liberty',
    ...read('OpenLiberty/ci.docker README.md @07e8b0af', '2026-07-14'),
  },
  {
    images: 'confluentinc/cp-kafka confluentinc/cp-zookeeper confluentinc/cp-schema-registry confluentinc/cp-server',
    original: 'confluentinc/cp-base-java',
    ...read('confluentinc/common-docker base-java/Dockerfile.ubi9 @28af5cf9e', '2026-08-20'),
  },
  {
    images: 'selenium/*',
    original: 'selenium/hub',
    ...read('SeleniumHQ/docker-selenium Base/Dockerfile @3290a305', '2024-10-24'),
  },
  {
    images: 'jupyter/* quay.io/jupyter/*',
    original: 'quay.io/jupyter/docker-stacks-foundation',
    ...read('jupyter/docker-stacks images/base-notebook/Dockerfile @82093869', '2026-08-08'),
  },
  {
    images: 'clickhouse/clickhouse-server',
    original: 'clickhouse',
    ...read('ClickHouse/docker-library server @b347516', '2026-08-07'),
  },
  {
    images: 'ghcr.io/open-telemetry/opentelemetry-collector-releases/*',
    original: 'otel/opentelemetry-collector',
    ...read('open-telemetry/opentelemetry-collector-releases', '2026-08-20'),
  },
];

export const FAMILIES: readonly Family[] = [
  { images: 'gcr.io/distroless/*', ...read('GoogleContainerTools/distroless README.md @cd080764', '2026-08-21') },
  { images: 'cgr.dev/chainguard/*', ...read('chainguard-images/images BEST_PRACTICES.md @cd7edd236', '2026-08-22') },
  { images: 'dhi.io/*', source: 'https://docs.docker.com/dhi/migration/checklist', asOf: '2026-11-29' },
  {
    images: 'mcr.microsoft.com/dotnet/*',
    ...read('dotnet/dotnet-docker src/runtime-deps/8.0/bookworm-slim/amd64/Dockerfile @3ed00b611c', '2026-08-21'),
  },
  {
    images: 'bitnami/* bitnamilegacy/* bitnamisecure/*',
    ...read('bitnami/charts bitnami/redis/values.yaml @5165628ae0', '2026-07-01'),
  },
  {
    images: 'registry.access.redhat.com/ubi9/* registry.redhat.io/ubi9/* redhat/*',
    ...read('sclorg/s2i-base-container core/Dockerfile.c9s @cada84e', '2026-05-12'),
  },
];
