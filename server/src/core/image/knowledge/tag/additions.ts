/** Facts about tags that the generated tables do not have. Each entry names its source. */
import type { Evidence } from '../evidence.ts';

/** A release that has a code name but no cycle in the data yet. */
export interface UpcomingRelease extends Evidence {
  readonly distribution: 'debian' | 'ubuntu';
  readonly codename: string;
  readonly release: string;
}

export const UPCOMING_RELEASES: readonly UpcomingRelease[] = [
  {
    distribution: 'debian',
    codename: 'forky',
    release: '14',
    source: 'github.com/docker-library/official-images library/neurodebian @37079fb336f5 (forky, nd140)',
    asOf: '2026-08-21',
  },
  {
    distribution: 'ubuntu',
    codename: 'stonking',
    release: '26.10',
    source: 'github.com/docker-library/official-images library/ubuntu @37079fb336f5',
    asOf: '2026-08-21',
  },
];

/** Images without a product in the data whose tags have the releases of one. */
export interface ReleaseImage extends Evidence {
  readonly image: string;
  /** Products that the releases belong to. */
  readonly products: readonly string[];
}

export const RELEASE_IMAGES: readonly ReleaseImage[] = [
  {
    image: 'buildpack-deps',
    products: ['debian', 'ubuntu'],
    source: 'github.com/docker-library/official-images library/buildpack-deps @37079fb336f5',
    asOf: '2026-08-21',
  },
  {
    image: 'neurodebian',
    products: ['debian', 'ubuntu'],
    source: 'github.com/docker-library/official-images library/neurodebian @37079fb336f5',
    asOf: '2026-08-21',
  },
  {
    image: 'clojure',
    products: ['eclipse-temurin'],
    source: 'github.com/docker-library/official-images library/clojure @37079fb336f5',
    asOf: '2026-08-21',
  },
  {
    image: 'mcr.microsoft.com/devcontainers/base',
    products: ['debian', 'ubuntu'],
    source: 'github.com/devcontainers/images src/base-debian/README.md @bed3eb260c3c',
    asOf: '2026-07-01',
  },
];

/** Tags that name a release line without its number. */
export interface NamedLines extends Evidence {
  readonly image: string;
  /** Names, each with the line where it is known (`iron=20`), separated by blanks. */
  readonly names: string;
}

export const NAMED_LINES: readonly NamedLines[] = [
  {
    image: 'node',
    names:
      'argon=4 boron=6 carbon=8 dubnium=10 erbium=12 fermium=14 gallium=16 hydrogen=18 iron=20 jod=22 krypton=24 lithium=26',
    source: 'github.com/nodejs/Release CODENAMES.md @e4bf922d83b8',
    asOf: '2026-07-02',
  },
  {
    image: 'traefik',
    names:
      'banon beaufort brie camembert cancoillotte cantal chabichou chaource chevrotin comte epoisses faisselle langres livarot ' +
      'maroilles mimolette montdor morbier munster picodon raclette ramequin reblochon rocamadour roquefort saintmarcelin ' +
      'saintnectaire tetedemoine vacherin',
    source: 'github.com/docker-library/official-images library/traefik and its history @37079fb336f5',
    asOf: '2026-08-21',
  },
  {
    image: 'alt',
    names: 'p10 p11',
    source: 'github.com/docker-library/official-images library/alt @37079fb336f5',
    asOf: '2026-08-21',
  },
  {
    image: 'neurodebian',
    names: 'nd110 nd120 nd130 nd140 nd22.04 nd24.04',
    source: 'github.com/docker-library/official-images library/neurodebian @37079fb336f5',
    asOf: '2026-08-21',
  },
];

/** The tags of images that are not official. */
export type AddedTags = Evidence & {
  readonly images: readonly string[];
} & (
    | {
        /** Packed as in the generated tables. */
        readonly tags: string;
      }
    | {
        /**
         * How a tag has the version of each living cycle of the product: `v{version}` for the full one, `{line}` for the cycle's name,
         * `{minor}` for major and minor number.
         */
        readonly form: string;
        /** Variants that follow it, apart from none. */
        readonly variants?: string;
        /** Tags without a number that name the newest version. */
        readonly names?: string;
      }
  );

export const ADDED_TAGS: readonly AddedTags[] = [
  {
    images: ['mcr.microsoft.com/dotnet/sdk'],
    tags:
      '10.0(_ alpine,alpine3.23,alpine3.24,azurelinux3.0,noble,resolute(_ aot) aot ' +
      'nanoserver,windowsservercore(ltsc2022 ltsc2025)) 8.0(_ alpine alpine3.23 alpine3.24 azurelinux3.0 ' +
      'jammy noble bookworm(slim) nanoserver(1809 ltsc2022 ltsc2025) windowsservercore(ltsc2019 ltsc2022 ' +
      'ltsc2025)) 9.0(_ alpine alpine3.23 alpine3.24 azurelinux3.0 noble bookworm(slim) nanoserver(1809 ' +
      'ltsc2022 ltsc2025) windowsservercore(ltsc2019 ltsc2022 ltsc2025))',
    source: 'github.com/dotnet/dotnet-docker README.sdk.md @3ed00b611cc8',
    asOf: '2026-08-21',
  },
  {
    images: ['mcr.microsoft.com/dotnet/aspnet'],
    tags:
      '10.0(_ alpine(_ extra) alpine3.23,alpine3.24(_ composite(_ extra) extra) azurelinux3.0(_ distroless(_ ' +
      'composite(_ extra) extra)) nanoserver,windowsservercore(ltsc2022 ltsc2025) noble,resolute(_ ' +
      'chiseled(_ composite(_ extra) extra))) 8.0(_ alpine(_ extra) alpine3.23,alpine3.24(_ composite(_ ' +
      'extra) extra) azurelinux3.0(_ distroless(_ composite(_ extra) extra)) bookworm(slim) jammy,noble(_ ' +
      'chiseled(_ composite(_ extra) extra)) nanoserver(1809 ltsc2022 ltsc2025) windowsservercore(ltsc2019 ' +
      'ltsc2022 ltsc2025)) 9.0(_ alpine(_ extra) alpine3.23,alpine3.24(_ composite(_ extra) extra) ' +
      'azurelinux3.0(_ distroless(_ composite(_ extra) extra)) bookworm(slim) nanoserver(1809 ltsc2022 ' +
      'ltsc2025) noble(_ chiseled(_ composite(_ extra) extra)) windowsservercore(ltsc2019 ltsc2022 ' +
      'ltsc2025))',
    source: 'github.com/dotnet/dotnet-docker README.aspnet.md @3ed00b611cc8',
    asOf: '2026-08-21',
  },
  {
    images: ['mcr.microsoft.com/dotnet/runtime'],
    tags:
      '10.0(_ alpine,alpine3.23,alpine3.24(_ extra) azurelinux3.0(_ distroless(_ extra)) ' +
      'nanoserver,windowsservercore(ltsc2022 ltsc2025) noble,resolute(_ chiseled(_ extra))) 8.0(_ ' +
      'alpine,alpine3.23,alpine3.24(_ extra) azurelinux3.0(_ distroless(_ extra)) bookworm(slim) ' +
      'jammy,noble(_ chiseled(_ extra)) nanoserver(1809 ltsc2022 ltsc2025) windowsservercore(ltsc2019 ' +
      'ltsc2022 ltsc2025)) 9.0(_ alpine,alpine3.23,alpine3.24(_ extra) azurelinux3.0(_ distroless(_ extra)) ' +
      'bookworm(slim) nanoserver(1809 ltsc2022 ltsc2025) noble(_ chiseled(_ extra)) ' +
      'windowsservercore(ltsc2019 ltsc2022 ltsc2025))',
    source: 'github.com/dotnet/dotnet-docker README.runtime.md @3ed00b611cc8',
    asOf: '2026-08-21',
  },
  {
    images: ['mcr.microsoft.com/dotnet/runtime-deps'],
    tags:
      '10.0(_ alpine,alpine3.23,alpine3.24(_ extra) azurelinux3.0(_ distroless(_ extra)) noble,resolute(_ ' +
      'chiseled(_ extra))) 8.0(_ alpine alpine3.23,alpine3.24(_ extra) azurelinux3.0(_ distroless(_ extra)) ' +
      'bookworm(slim) jammy,noble(_ chiseled(_ extra))) 9.0(_ alpine,alpine3.23,alpine3.24(_ extra) ' +
      'azurelinux3.0(_ distroless(_ extra)) bookworm(slim) noble(_ chiseled(_ extra)))',
    source: 'github.com/dotnet/dotnet-docker README.runtime-deps.md @3ed00b611cc8',
    asOf: '2026-08-21',
  },
  {
    images: ['nginxinc/nginx-unprivileged', 'ghcr.io/nginxinc/nginx-unprivileged'],
    form: '{line}',
    variants: 'alpine alpine-slim alpine-perl alpine-otel perl otel',
    names:
      'alpine alpine-slim alpine-perl alpine-otel perl otel mainline mainline-alpine mainline-alpine-slim mainline-alpine-perl ' +
      'mainline-alpine-otel mainline-perl mainline-otel',
    source:
      'github.com/nginx/docker-nginx-unprivileged .github/workflows/{alpine,debian}-{mainline,stable}.yml @e26803b6ff7c',
    asOf: '2026-07-15',
  },
  {
    images: ['valkey/valkey'],
    form: '{line}',
    variants: 'alpine',
    names: 'alpine',
    source: 'github.com/valkey-io/valkey-container dockerhub-description.md @ae6141ea5d62',
    asOf: '2025-01-08',
  },
  {
    images: ['rockylinux/rockylinux'],
    form: '{line}',
    source: 'https://github.com/pgagroal/pgagroal/pull/955',
    asOf: '2026-07-06',
  },
  {
    images: ['prom/prometheus', 'quay.io/prometheus/prometheus'],
    form: 'v{version}',
    source: 'github.com/prometheus-operator/kube-prometheus manifests/prometheus-prometheus.yaml @4d719f1dea88',
    asOf: '2026-08-10',
  },
  {
    images: ['grafana/grafana'],
    form: '{version}',
    source: 'github.com/prometheus-operator/kube-prometheus manifests/grafana-deployment.yaml @4d719f1dea88',
    asOf: '2026-08-10',
  },
  {
    images: ['oven/bun'],
    form: '{minor}',
    variants: 'debian slim alpine distroless',
    names: 'debian slim alpine distroless',
    source: 'github.com/oven-sh/bun .github/workflows/release.yml @00bd888ac5c6',
    asOf: '2026-11-29',
  },
  {
    images: ['denoland/deno', 'ghcr.io/denoland/deno'],
    form: '{version}',
    source: 'github.com/denoland/deno_docker README.md @b7864b723942',
    asOf: '2026-07-01',
  },
  {
    images: ['quay.io/keycloak/keycloak'],
    form: '{version}',
    source: 'https://github.com/apache/polaris/pull/3163 getting-started/keycloak/docker-compose.yml',
    asOf: '2025-11-25',
  },
  {
    images: ['quay.io/prometheus/alertmanager', 'prom/alertmanager'],
    tags: 'v0.33.1',
    source: 'github.com/prometheus-operator/kube-prometheus manifests/alertmanager-alertmanager.yaml @4d719f1dea88',
    asOf: '2026-08-10',
  },
  {
    images: ['quay.io/prometheus/node-exporter', 'prom/node-exporter'],
    tags: 'v1.12.1',
    source: 'github.com/prometheus-operator/kube-prometheus manifests/nodeExporter-daemonset.yaml @4d719f1dea88',
    asOf: '2026-08-10',
  },
  {
    images: ['docker/dockerfile'],
    tags: '1',
    source: 'https://docs.docker.com/build/buildkit/frontend/',
    asOf: '2026-11-29',
  },
];
