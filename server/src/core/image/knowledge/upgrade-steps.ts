/** Applications and data stores that change their data when a newer version starts, and how far one upgrade may go. */
import type { ImageReference } from '../reference.ts';
import type { Evidence } from './evidence.ts';
import { publicName } from './publisher/names.ts';

/**
 * `each-major`, `each-minor`: no major or minor version may be passed over. `last-minor`: a new major version follows only the last minor version of the
 * one before. `required-stops`: the application names versions that may not be passed over, also within a major one; those of the table, if it lists some.
 * `any`: any newer version may follow. The older version may not read the database afterwards, in all of them.
 */
export type UpgradeSteps = 'each-major' | 'each-minor' | 'last-minor' | 'required-stops' | 'any';

/** How an application is upgraded. */
export interface UpgradePath {
  readonly steps: UpgradeSteps;
  /** Lines (`8.4`) that may not be passed over, oldest first. Absent: they are not listed here. */
  readonly stops?: readonly string[];
  /** What must be done before each step, as a sentence without a full stop. */
  readonly prepare?: string;
}

interface Row extends Evidence, UpgradePath {
  readonly image: RegExp;
}

const ROWS: readonly Row[] = [
  {
    image: /^(?:(?:(?:lscr\.io|ghcr\.io)\/)?linuxserver\/)?nextcloud$/,
    steps: 'each-major',
    source: 'github.com/nextcloud/docker README.md, "Update to a newer version"',
    asOf: '2026-11-30',
  },
  {
    image: /^(?:bitnami(?:legacy)?\/)?drupal$/,
    steps: 'each-major',
    source: 'https://www.drupal.org/docs/upgrading-drupal/upgrading-drupal',
    asOf: '2026-11-30',
  },
  {
    image: /^gitlab\/gitlab-[ce]e$/,
    steps: 'required-stops',
    source: 'https://docs.gitlab.com/update/upgrade_paths/',
    asOf: '2026-11-30',
  },
  {
    image: /^(?:quay\.io\/keycloak|jboss|bitnami(?:legacy)?)\/keycloak$/,
    steps: 'any',
    source: 'https://docs.redhat.com/en/documentation/red_hat_build_of_keycloak/26.6/html/upgrading_guide/upgrading',
    asOf: '2026-11-30',
  },
  {
    image: /^(?:bitnami(?:legacy)?\/)?rabbitmq$/,
    steps: 'each-minor',
    prepare:
      'Enable all feature flags before each upgrade (`rabbitmqctl enable_feature_flag all`): RabbitMQ does not start without those of the version before',
    source: 'https://www.rabbitmq.com/docs/upgrade; rabbitmq/rabbitmq-server release-notes/4.3.0.md @053f04d64c3c',
    asOf: '2026-11-30',
  },
  {
    image: /^(?:quay\.io\/coreos|gcr\.io\/etcd-development|registry\.k8s\.io|bitnami(?:legacy)?)\/etcd$/,
    steps: 'each-minor',
    source: 'https://etcd.io/docs/v3.6/upgrades/upgrading-etcd',
    asOf: '2026-11-30',
  },
  {
    image: /^(?:mongo|mongodb\/mongodb-(?:community|enterprise)-server|bitnami(?:legacy)?\/mongodb)$/,
    steps: 'each-major',
    prepare:
      'Set `featureCompatibilityVersion` to the version in use before each upgrade: the next one does not start otherwise',
    source: 'https://www.mongodb.com/docs/v8.0/release-notes/8.0-upgrade-standalone',
    asOf: '2026-11-30',
  },
  {
    image: /^(?:elasticsearch|docker\.elastic\.co\/elasticsearch\/elasticsearch|bitnami(?:legacy)?\/elasticsearch)$/,
    steps: 'last-minor',
    source: 'https://www.elastic.co/docs/deploy-manage/upgrade/prepare-to-upgrade',
    asOf: '2026-11-30',
  },
  {
    image: /^(?:mysql|mysql\/mysql-server|percona|percona\/percona-server|bitnami(?:legacy)?\/mysql)$/,
    steps: 'required-stops',
    stops: ['5.7', '8.0', '8.4', '9.7'],
    source: 'https://dev.mysql.com/doc/refman/9.7/en/upgrade-paths.html',
    asOf: '2026-11-30',
  },
];

/** How the application in an image is upgraded; `undefined` where that is not known. */
export const upgradePath = (reference: ImageReference): UpgradePath | undefined =>
  ROWS.find(({ image }) => image.test(publicName(reference)));
