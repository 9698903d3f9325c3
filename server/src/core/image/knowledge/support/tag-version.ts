/** Tags that do not begin with the product's version, and names that have it. */
import type { Product } from '../data/products.ts';
import type { Evidence } from '../evidence.ts';
import type { TagParts } from '../tag/tags.ts';
import { SQL_SERVER_YEARS } from './cycle.ts';

interface Reading extends Evidence {
  /**
   * The version of the product that an image has, in the form of the product's cycles. `undefined` when the tag names none. `image` is the
   * familiar name.
   */
  readonly version: (image: string, tag: TagParts) => string | undefined;
}

/** The first word after `skipped` ones, without a `v` and what follows the numbers. */
const after =
  (skipped: RegExp) =>
  (_: string, { words }: TagParts): string | undefined =>
    numbers(words.find((word) => !skipped.test(word)));

/** The word that begins with `v` and a number: `distroless-v1.37.5`. */
const markedV = (_: string, { words, version }: TagParts): string | undefined =>
  version ?? numbers(words.find((word) => /^v\d/.test(word)));

const numbers = (word: string | undefined): string | undefined => /^v?(\d+(?:\.\d+)*)/.exec(word ?? '')?.[1];

/** Only images with this name have the product's version; the others of its publisher have their own. */
const onlyIn =
  (name: RegExp) =>
  (image: string, { version }: TagParts): string | undefined =>
    name.test(image) ? version : undefined;

const inName =
  (name: RegExp) =>
  (image: string): string | undefined =>
    name.exec(image)?.[1];

const SQL_SERVER_BUILDS = new Map([...SQL_SERVER_YEARS].map(([build, year]) => [year, build]));

/**
 * The release of Windows in `ltsc2019` and `1809`. Build 1809 is that of Windows Server 2019, which gets updates longer than the release
 * 1809 of the former semi-annual channel.
 */
export const windowsRelease = (word: string | undefined): string | undefined => {
  const release = /^(?:ltsc(?=\d))?(\d{4}|\d\dh\d)$/.exec(word ?? '')?.[1];
  return release === '1809' ? '2019' : release;
};

const official = 'github.com/docker-library/official-images library';
const DATA = '2026-08-21';

/** By the product's name at endoflife.date. Products that are not here are read by the numbers at the front of the tag. */
export const READINGS: ReadonlyMap<string, Reading> = new Map(
  Object.entries({
    mssqlserver: {
      version: (_, { words }) => SQL_SERVER_BUILDS.get(words[0] ?? ''),
      source:
        'github.com/MicrosoftDocs/sql-docs docs/includes/compatibility-levels.md @701f1cf26636c8b21226ef0e37b75d38f8cc8dd4',
      asOf: '2025-09-15',
    },
    'windows-nano-server': {
      version: (_, { words }) => windowsRelease(words[0]),
      source:
        'github.com/MicrosoftDocs/Virtualization-Documentation virtualization/windowscontainers/deploy-containers/base-image-lifecycle.md',
      asOf: '2022-02-18',
    },
    'windows-server-core': {
      version: (_, { words }) => windowsRelease(words[0]),
      source:
        'github.com/MicrosoftDocs/Virtualization-Documentation virtualization/windowscontainers/deploy-containers/base-image-lifecycle.md',
      asOf: '2022-02-18',
    },
    dotnetfx: {
      version: (_, { version }) => (version === '3.5' ? '3.5-sp1' : version),
      source: 'https://endoflife.date/dotnetfx',
      asOf: '2026-08-22',
    },
    'amazon-linux': {
      version: (_, { version }) => (version === '1' ? '2018.03' : version),
      source: 'github.com/docker-library/docs amazonlinux/deprecated.md @27fb39c50',
      asOf: '2026-08-20',
    },
    centos: {
      version: (_, { words }) => /^(?:centos)?(\d+(?:\.\d+)*)$/.exec(words[0] ?? '')?.[1],
      source: 'https://endoflife.date/centos',
      asOf: '2026-08-22',
    },
    'centos-stream': {
      version: (_, { words }) => /^stream(\d+)$/.exec(words[0] ?? '')?.[1],
      source: 'https://endoflife.date/centos-stream',
      asOf: '2026-08-22',
    },
    rhel: {
      version: inName(/\/ubi(\d+)(?:[/-]|$)/),
      source: 'https://endoflife.date/rhel',
      asOf: '2026-08-22',
    },
    'red-hat-build-of-openjdk': {
      version: inName(/\/openjdk-(\d+)(?:-|$)/),
      source: 'https://endoflife.date/red-hat-build-of-openjdk',
      asOf: '2026-08-22',
    },
    sles: {
      version: onlyIn(/\/(?:bci\/bci-[a-z]+|suse\/sle\d+)$/),
      source: 'https://endoflife.date/sles',
      asOf: '2026-08-22',
    },
    artifactory: {
      version: onlyIn(/\/artifactory-[a-z-]+$/),
      source: 'https://endoflife.date/artifactory',
      asOf: '2026-08-22',
    },
    flux: { version: onlyIn(/\/flux(?:-cli)?$/), source: 'https://endoflife.date/flux', asOf: '2026-08-22' },
    jenkins: {
      // Weekly releases have two numbers, and end with the next one.
      version: (_, { version, words }) =>
        version !== undefined && (version.split('.').length > 2 || words.includes('lts')) ? version : undefined,
      source: 'https://endoflife.date/jenkins',
      asOf: '2026-08-22',
    },
    'sonarqube-community': {
      version: (_, { words, version }) =>
        words.includes('community') || !words.some((word) => SONARQUBE_EDITIONS.has(word)) ? version : undefined,
      source: `${official}/sonarqube`,
      asOf: DATA,
    },
    'sonarqube-server': {
      version: (_, { words, version }) => (words.some((word) => SONARQUBE_EDITIONS.has(word)) ? version : undefined),
      source: `${official}/sonarqube`,
      asOf: DATA,
    },
    'ibm-semeru': {
      version: after(/^(?:open|certified)$/),
      source: `${official}/ibm-semeru-runtimes`,
      asOf: DATA,
    },
    'couchbase-server': { version: after(/^(?:enterprise|community)$/), source: `${official}/couchbase`, asOf: DATA },
    postgresql: {
      version: (image, { words, version }) =>
        image === 'pgvector/pgvector'
          ? words.map((word) => /^pg(\d+)$/.exec(word)?.[1]).find((number) => number !== undefined)
          : version,
      source: 'https://github.com/pgvector/pgvector README.md, "Docker"',
      asOf: '2026-08-22',
    },
    redis: {
      // Redis Enterprise Software, which counts its own versions
      version: (image, { version }) => (image === 'redislabs/redis' ? undefined : version),
      source: 'https://redis.io/docs/latest/operate/rs/7.8/installing-upgrading/quickstarts/docker-quickstart/',
      asOf: '2026-04-01',
    },
    zabbix: {
      version: after(/^(?:alpine|ubuntu|centos|ol|rhel|ltsc\d+)$/),
      source: 'https://zabbix.com/documentation/6.4/ua/manual/installation/containers',
      asOf: '2026-08-22',
    },
    'gitlab-runner': {
      version: markedV,
      source: 'https://gitlab.com/hetznercloud/fleeting-plugin-hetzner/-/merge_requests/108',
      asOf: '2026-08-22',
    },
    envoy: { version: markedV, source: 'https://hub.docker.com/r/envoyproxy/envoy/tags', asOf: '2026-08-22' },
    'apache-airflow': {
      version: after(/^slim$/),
      source: 'https://github.com/apache/airflow/pull/23601',
      asOf: '2022-05-11',
    },
  } satisfies Readonly<Record<string, Reading>>),
);

const SONARQUBE_EDITIONS: ReadonlySet<string> = new Set(['developer', 'enterprise', 'datacenter']);

/** Canonical maintains these for as long as the Ubuntu release lives, whatever the upstream project does. */
const OWN_POLICY = /^ubuntu\//;

/** The version of a product that an image has, in the form of the product's cycles; `undefined` when neither tag nor name has one. */
export function versionOf(product: Product, image: string, tag: TagParts): string | undefined {
  if (OWN_POLICY.test(image)) return undefined;
  const reading = READINGS.get(product.id);
  return reading ? reading.version(image, tag) : tag.version;
}

/**
 * Whether a tag names a release before the final one: `3.15-rc-slim`, `18beta1`, `12.0.0-M5`, `27-ea`. Nothing is known of the support of
 * such a release.
 */
export const isPreRelease = ({ words }: TagParts): boolean =>
  words.some((word) => PRE_RELEASE.test(word)) ||
  /\d(?:[ab]|\.?(?:rc|alpha|beta|m|dev|cr))\.?\d*$/.test(words[0] ?? '');

const PRE_RELEASE = /^(?:(?:rc|alpha|beta|m|ea|preview|pre|cr|milestone)[\d.+]*|snapshot|nightly|ea\+\d+)$/;
