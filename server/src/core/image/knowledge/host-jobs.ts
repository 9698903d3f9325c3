/**
 * Images whose program does its work through Docker's socket, or by capabilities that its instructions add. Each row names its source: a
 * repository and a file of it, or the page of a manual, read on 2026-11-29.
 */
import { type ImageReference, parseReference } from '../reference.ts';
import { publicName } from './publisher/names.ts';

interface Job {
  readonly name: RegExp;
  /** It calls Docker by its socket. */
  readonly runtime?: true;
  /** Without `CAP_`. */
  readonly capabilities?: readonly string[];
}

const JOBS: readonly Job[] = [
  {
    name: /^docker(?:\/compose)?$/,
    runtime: true,
    // docker/compose, script/run/run.sh (version 1); docker-library/docs, docker/content.md
  },
  {
    name: /^(?:portainer\/(?:portainer(?:-ce|-ee)?|agent))$/,
    runtime: true,
    // portainer/portainer-docs, start/install-ce/server/docker/linux.md; portainer/portainer-compose
  },
  {
    name: /^(?:ghcr\.io\/)?(?:containrrr|v2tec|nickfedor)\/watchtower$/,
    runtime: true,
    // containrrr/watchtower and nicholas-fedor/watchtower, README, "Quick Start"
  },
  {
    name: /^(?:ghcr\.io\/)?mcuadros\/ofelia$/,
    runtime: true,
    // mcuadros/ofelia, README, "Docker labels configurations"
  },
  {
    name: /^(?:ghcr\.io\/)?(?:nginx-proxy|jwilder|nginxproxy)\/(?:docker-gen|nginx-proxy|acme-companion)$/,
    runtime: true,
    // nginx-proxy/nginx-proxy, nginx-proxy/acme-companion and nginx-proxy/docker-gen, README
  },
  {
    name: /^willfarrell\/autoheal$/,
    runtime: true,
    // willfarrell/docker-autoheal, README, "How to use"
  },
  // amir20/dozzle, README, "Running Dozzle"
  { name: /^(?:ghcr\.io\/)?amir20\/dozzle$/, runtime: true },
  {
    name: /^(?:gitlab|registry\.gitlab\.com\/gitlab-org)\/gitlab-runner$/,
    runtime: true,
    // docs/install/docker.md of GitLab Runner, in its copy ssube/gitlab-ci-multi-runner
  },
  {
    name: /^(?:woodpeckerci\/woodpecker-agent|drone\/drone-runner-docker|gitea\/act_runner)$/,
    runtime: true,
    // woodpecker-ci.org, "Docker Compose"; docs.drone.io, "Install On Linux" of the Docker runner; examples/docker-compose/README.md of Act Runner, in its copy snowykami/liteyuki-runner
  },
  {
    name: /^traefik$/,
    runtime: true,
    // doc.traefik.io, "Docker", `providers.docker`, which a file may switch on too
  },
  {
    name: /^timberio\/vector$/,
    runtime: true,
    // docs.honeybadger.io, "Docker", and axiom.co/docs, "Send data from Docker", on `docker_logs`; read on 2026-11-30
  },
  {
    name: /^(?:ghcr\.io\/)?kestra(?:-io)?\/kestra$/,
    runtime: true,
    // kestra.io/docs, "Docker": script tasks run in containers by default; read on 2026-11-30
  },
  {
    name: /^localstack\/localstack(?:-pro)?$/,
    runtime: true,
    // localstack/localstack, docker-compose.yml: it starts a container for each Lambda function; read on 2026-11-30
  },
  {
    name: /^(?:quay\.io\/)?nuclio\/dashboard$/,
    runtime: true,
    // docs.nuclio.io, "Getting Started with Nuclio on Docker"; read on 2026-11-30
  },
  {
    name: /^(?:ghcr\.io\/goauthentik|beryju)\/(?:server|authentik)$/,
    runtime: true,
    // goauthentik/authentik, docker-compose.yml, `worker`: it manages outposts; read on 2026-11-30
  },
  {
    name: /^wurstmeister\/kafka$/,
    runtime: true,
    // wurstmeister/kafka-docker, docker-compose.yml: it asks Docker for its published port; read on 2026-11-30
  },
  {
    name: /^offen\/docker-volume-backup$/,
    runtime: true,
    // offen.github.io/docker-volume-backup, "Stop containers during backup"
  },
  {
    name: /^(?:ghcr\.io\/crazy-max|crazymax)\/diun$/,
    runtime: true,
    // crazy-max/diun, docs/install/docker.md and docs/providers/docker.md
  },
  {
    name: /^(?:docker\.elastic\.co\/beats|elastic)\/packetbeat(?:-oss)?$/,
    capabilities: ['NET_ADMIN', 'NET_RAW'],
    // elastic/beats, docs/reference/packetbeat/running-on-docker.md
  },
  {
    name: /^(?:docker\.elastic\.co\/beats|elastic)\/auditbeat(?:-oss)?$/,
    capabilities: ['AUDIT_CONTROL', 'AUDIT_READ'],
    // elastic/beats, docs/reference/auditbeat/running-on-docker.md
  },
  {
    name: /^(?:ghcr\.io\/)?jasonish\/suricata$/,
    capabilities: ['NET_ADMIN', 'NET_RAW', 'SYS_NICE'],
    // jasonish/docker-suricata, README, "Capabilities"
  },
  {
    name: /^(?:lscr\.io\/|ghcr\.io\/)?linuxserver\/wireguard$/,
    capabilities: ['NET_ADMIN', 'SYS_MODULE'],
    // linuxserver/docker-wireguard, README, "Usage"
  },
  {
    name: /^(?:ghcr\.io\/)?(?:qmcgaw|qdm12)\/gluetun$/,
    capabilities: ['NET_ADMIN'],
    // qdm12/gluetun, README, "Setup"
  },
  {
    name: /^(?:ghcr\.io\/)?wg-easy\/wg-easy$|^weejewel\/wg-easy$/,
    capabilities: ['NET_ADMIN', 'SYS_MODULE'],
    // wg-easy/wg-easy, docker-compose.yml
  },
  {
    name: /^(?:ghcr\.io\/)?tailscale\/tailscale$/,
    capabilities: ['NET_ADMIN'],
    // tailscale-dev/docker-guide-code-examples, compose.yaml of each example
  },
  {
    name: /^kylemanna\/openvpn$/,
    capabilities: ['NET_ADMIN'],
    // kylemanna/docker-openvpn, README, "Quick Start"
  },
];

/** An image of a container. `raw`: as written; its name is read from it where a variable supplies the tag. */
interface Image {
  readonly raw: string;
  readonly reference: ImageReference | undefined;
}

function rowsOf({ raw, reference }: Image): Job[] {
  const known = reference ?? parseReference(raw.replace(/:\$(?:\w+|\{[^{}]*\})$/, ''));
  const name = known && publicName(known);
  return name === undefined ? [] : JOBS.filter((job) => job.name.test(name));
}

/** Whether the program of the image works only with Docker's socket. */
export const worksThroughSocket = (image: Image): boolean => rowsOf(image).some((job) => job.runtime);

/** The capabilities beyond the defaults that the program of the image needs for its work, without `CAP_`. */
export const capabilitiesForJob = (image: Image): readonly string[] =>
  rowsOf(image).flatMap((job) => job.capabilities ?? []);
