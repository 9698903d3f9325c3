/** Images whose program does its work through Docker's socket, or by capabilities that are not among the defaults. Each row names its source. */
import { type ImageReference, parseReference } from '../reference.ts';
import { publicName } from './publisher/names.ts';

interface Job {
  readonly name: RegExp;
  /** It calls Docker by its socket. */
  readonly runtime?: true;
  /** Without `CAP_`. */
  readonly capabilities?: readonly string[];
  readonly source: string;
}

const JOBS: readonly Job[] = [
  {
    name: /^docker(?:\/compose)?$/,
    runtime: true,
    source: 'docker/compose, README; official image `docker`, variant `cli`',
  },
  {
    name: /^(?:portainer\/(?:portainer(?:-ce|-ee)?|agent))$/,
    runtime: true,
    source: 'Portainer documentation, "Install Portainer with Docker on Linux"',
  },
  {
    name: /^(?:ghcr\.io\/)?(?:containrrr|v2tec|nickfedor)\/watchtower$/,
    runtime: true,
    source: 'containrrr/watchtower, README, "Quick Start"',
  },
  {
    name: /^(?:ghcr\.io\/)?mcuadros\/ofelia$/,
    runtime: true,
    source: 'mcuadros/ofelia, README, "Docker labels configurations"',
  },
  {
    name: /^(?:ghcr\.io\/)?(?:nginx-proxy|jwilder|nginxproxy)\/(?:docker-gen|nginx-proxy|acme-companion)$/,
    runtime: true,
    source: 'nginx-proxy/nginx-proxy, README',
  },
  {
    name: /^willfarrell\/autoheal$/,
    runtime: true,
    source: 'willfarrell/docker-autoheal, README',
  },
  { name: /^amir20\/dozzle$/, runtime: true, source: 'amir20/dozzle, README, "Getting Started"' },
  {
    name: /^(?:gitlab|registry\.gitlab\.com\/gitlab-org)\/gitlab-runner$/,
    runtime: true,
    source: 'GitLab documentation, "Run GitLab Runner in a container"',
  },
  {
    name: /^(?:woodpeckerci\/woodpecker-agent|drone\/drone-runner-docker|gitea\/act_runner)$/,
    runtime: true,
    source: 'documentation of Woodpecker ("Agent"), Drone ("Docker runner"), Gitea ("Act runner")',
  },
  {
    name: /^offen\/docker-volume-backup$/,
    runtime: true,
    source: 'offen/docker-volume-backup, documentation, "Stop containers during backup"',
  },
  { name: /^diun\/diun$|^crazymax\/diun$/, runtime: true, source: 'crazy-max/diun, documentation, "Docker provider"' },
  {
    name: /^(?:docker\.elastic\.co\/beats|elastic)\/packetbeat(?:-oss)?$/,
    capabilities: ['NET_ADMIN', 'NET_RAW'],
    source: 'Elastic documentation, "Run Packetbeat on Docker"',
  },
  {
    name: /^(?:docker\.elastic\.co\/beats|elastic)\/auditbeat(?:-oss)?$/,
    capabilities: ['AUDIT_CONTROL', 'AUDIT_READ'],
    source: 'Elastic documentation, "Run Auditbeat on Docker"',
  },
  {
    name: /^jasonish\/suricata$/,
    capabilities: ['NET_ADMIN', 'NET_RAW', 'SYS_NICE'],
    source: 'jasonish/docker-suricata, README, "Usage"',
  },
  {
    name: /^(?:lscr\.io\/|ghcr\.io\/)?linuxserver\/wireguard$/,
    capabilities: ['NET_ADMIN', 'SYS_MODULE'],
    source: 'linuxserver/docker-wireguard, README',
  },
  {
    name: /^(?:ghcr\.io\/)?(?:qmcgaw|qdm12)\/gluetun$/,
    capabilities: ['NET_ADMIN'],
    source: 'qdm12/gluetun, README, "Setup"',
  },
  {
    name: /^(?:ghcr\.io\/)?wg-easy\/wg-easy$|^weejewel\/wg-easy$/,
    capabilities: ['NET_ADMIN', 'SYS_MODULE'],
    source: 'wg-easy/wg-easy, README',
  },
  {
    name: /^(?:ghcr\.io\/)?tailscale\/tailscale$/,
    capabilities: ['NET_ADMIN', 'NET_RAW', 'SYS_MODULE'],
    source: 'Tailscale documentation, "Using Tailscale with Docker"',
  },
  {
    name: /^kylemanna\/openvpn$/,
    capabilities: ['NET_ADMIN'],
    source: 'kylemanna/docker-openvpn, README, "Quick Start"',
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
