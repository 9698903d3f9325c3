/**
 * Users of images that the table of Dockerfiles (`data/image-users.generated.ts`) does not have, each with its evidence. What is known
 * without evidence is in unsourced.ts. Images are familiar names, separated by spaces; `*` stands for a last path component.
 */
import type { Evidence } from '../evidence.ts';

export interface AddedUser extends Evidence {
  readonly images: string;
  /** `root`, a name or a number; `non-root` when neither name nor number is known. */
  readonly user: string;
  readonly name?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Only versions earlier than this. */
  readonly before?: string;
  /** Only this version and later ones. */
  readonly since?: string;
  /** Only tags with this word. */
  readonly word?: string;
}

const read = (file: string, asOf: string): Evidence => ({ source: `github.com/${file}`, asOf });

export const ADDED_USERS: readonly AddedUser[] = [
  // Earlier versions of images of the table
  {
    images: 'haproxy',
    before: '2.4',
    user: 'root',
    ...read('docker-library/docs haproxy/content.md @c4a9ba414', '2026-08-21'),
  },
  {
    images: 'influxdb',
    before: '1.11',
    user: 'root',
    ...read('influxdata/influxdata-docker influxdb/1.8/Dockerfile @d457cb9', '2026-08-06'),
  },
  // Users other than root
  {
    images: 'jenkins/agent jenkins/inbound-agent',
    user: 'jenkins',
    uid: 1000,
    gid: 1000,
    ...read('jenkinsci/docker-agent debian/Dockerfile @b066c0a', '2026-01-14'),
  },
  {
    images: 'nginx/nginx-ingress',
    user: '101',
    uid: 101,
    ...read('nginxinc/kubernetes-ingress build/Dockerfile @b7e6252d5', '2025-02-24'),
  },
  {
    images: 'renovate/renovate ghcr.io/renovatebot/renovate',
    user: 'non-root', // 12021, and 1000 in earlier versions
    ...read('renovatebot/renovate tools/docker/Dockerfile @c2dd4f856f', '2026-08-22'),
  },
  { images: 'cimg/*', user: 'circleci', ...read('CircleCI-Public/cimg-base 24.04/Dockerfile @1e69b08', '2025-09-30') },
  {
    images: 'payara/server-full payara/server-web payara/micro',
    user: 'payara',
    ...read('payara/Payara appserver/extras/docker-images/micro/src/main/docker/Dockerfile @7e1dd6a91b', '2026-08-21'),
  },
  {
    images: 'oryd/kratos',
    user: 'non-root',
    ...read('ory/kratos .docker/Dockerfile-distroless-static @b86338da0', '2026-07-29'),
  },
  {
    images: 'curlimages/curl quay.io/curl/curl',
    user: 'curl_user',
    ...read('curl/curl-container create_appliance_image.sh @96c8e58', '2026-07-01'),
  },
  {
    images: 'heroku/heroku',
    before: '24',
    user: 'root',
    ...read('heroku/base-images heroku-22/Dockerfile @61a6b2b', '2026-07-14'),
  },
  {
    images: 'heroku/heroku',
    since: '24',
    user: 'heroku',
    uid: 1000,
    gid: 1000,
    ...read('heroku/base-images heroku-24/setup.sh @61a6b2b', '2026-07-14'),
  },
  {
    images: 'postgrest/postgrest',
    user: '1000',
    uid: 1000,
    ...read('PostgREST/postgrest nix/tools/docker/default.nix @483467890', '2026-08-21'),
  },
  {
    images: 'apache/airflow',
    user: 'airflow',
    uid: 50000,
    gid: 0,
    ...read('apache/airflow Dockerfile @0060b1a446d0', '2026-11-29'),
  },
  {
    images: 'registry.k8s.io/pause k8s.gcr.io/pause',
    before: '3.5',
    user: 'root',
    ...read('kubernetes/kubernetes build/pause/CHANGELOG.md @045bbb192caa', '2026-11-29'),
  },
  {
    images: 'registry.k8s.io/pause k8s.gcr.io/pause',
    since: '3.5',
    user: 'non-root',
    ...read('kubernetes/kubernetes build/pause/CHANGELOG.md @045bbb192caa', '2026-11-29'),
  },
  {
    images: 'mcr.microsoft.com/mssql/server',
    before: '2019',
    user: 'root',
    source: 'https://github.com/microsoft/mssql-docker/issues/121',
    asOf: '2026-11-29',
  },
  {
    images: 'mcr.microsoft.com/mssql/server',
    since: '2019',
    user: 'mssql',
    source: 'https://github.com/microsoft/mssql-docker/issues/943',
    asOf: '2026-11-29',
  },
  {
    images: 'grafana/grafana grafana/grafana-oss grafana/grafana-enterprise',
    user: '472',
    name: 'grafana',
    uid: 472,
    ...read('scylladb/scylla-operator assets/monitoring/grafana/v1alpha1/deployment.yaml @adefed4ef', '2026-08-21'),
  },
  ...rootImages(),
];

/** Images that start as root: their Dockerfile has no USER. */
function rootImages(): AddedUser[] {
  const rows: readonly Omit<AddedUser, 'user'>[] = [
    { images: 'hashicorp/terraform', ...read('hashicorp/terraform Dockerfile @883c7221ee', '2026-08-21') },
    {
      images: 'google/cloud-sdk gcr.io/google.com/cloudsdktool/google-cloud-cli',
      ...read('GoogleCloudPlatform/cloud-sdk-docker Dockerfile @47328f7', '2026-07-22'),
    },
    { images: 'alpine/git', ...read('alpine-docker/git Dockerfile @95d098d', '2025-12-18') },
    {
      images: 'gcr.io/kaniko-project/executor',
      ...read('GoogleContainerTools/kaniko deploy/Dockerfile @236ba5690', '2025-06-03'),
    },
    {
      images: 'cypress/base cypress/browsers cypress/included',
      ...read('cypress-io/cypress-docker-images factory/factory.Dockerfile @a8a9b6d', '2026-07-24'),
    },
    {
      images: 'mcr.microsoft.com/playwright',
      ...read('microsoft/playwright utils/docker/Dockerfile.noble @d4e1023f6c', '2026-08-21'),
    },
    {
      images: 'mailserver/docker-mailserver',
      ...read('docker-mailserver/docker-mailserver Dockerfile @c9b015ddc', '2026-08-19'),
    },
    { images: 'jellyfin/jellyfin', ...read('jellyfin/jellyfin-packaging docker/Dockerfile @69a2981', '2026-08-17') },
    { images: 'localstack/localstack', ...read('localstack/localstack Dockerfile @8b9a79f05', '2026-03-23') },
    { images: 'phusion/baseimage', ...read('phusion/baseimage-docker image/Dockerfile @2403c58', '2025-04-10') },
    {
      images: 'condaforge/miniforge3',
      ...read('conda-forge/miniforge-images ubuntu/Dockerfile @841e405', '2026-07-01'),
    },
    { images: 'dunglas/frankenphp', ...read('php/frankenphp Dockerfile @fb62c307', '2026-08-21') },
    { images: 'ghcr.io/astral-sh/uv', ...read('astral-sh/uv Dockerfile @26a9dd4b21', '2026-08-21') },
    { images: 'pytorch/pytorch', ...read('pytorch/pytorch Dockerfile @01343dcd3e6c', '2026-11-29') },
    {
      images: 'tensorflow/tensorflow',
      ...read('tensorflow/build tensorflow_runtime_dockerfiles/cpu.Dockerfile @5b1c753', '2026-02-18'),
    },
    { images: 'mcr.microsoft.com/powershell', ...read('PowerShell/PowerShell-Docker @c074f941', '2025-02-27') },
    {
      images: 'mongo-express',
      ...read('mongo-express/mongo-express-docker 1.0/20-alpine3.19/Dockerfile @0752343', '2024-04-11'),
    },
    {
      images: 'nvidia/cuda',
      ...read(
        'wordslab-org/wordslab doc/infra/containers/nvidia-cuda-base-install.sh, which quotes gitlab.com/nvidia/container-images/cuda',
        '2026-11-29',
      ),
    },
    { images: 'nixos/nix', ...read('NixOS/nix docker.nix @88b09c64fb', '2026-08-22') },
    { images: 'centos', ...read('CentOS/sig-cloud-instance-images docker/CentOS @c7f3d28', '2014-12-12') },
  ];
  return rows.map((row) => ({ ...row, user: 'root' }));
}
