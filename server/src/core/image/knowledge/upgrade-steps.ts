/** Applications that change their database when a newer version starts, and how far one upgrade may go. */
import type { ImageReference } from '../reference.ts';
import type { Evidence } from './evidence.ts';
import { publicName } from './publisher/names.ts';

/**
 * `each-major`: no major version may be passed over. `required-stops`: the application names versions that may not be passed over, also within a major
 * one. `any`: any newer version may follow. The older version cannot read the database afterwards, in all of them.
 */
export type UpgradeSteps = 'each-major' | 'required-stops' | 'any';

interface Row extends Evidence {
  readonly image: RegExp;
  readonly steps: UpgradeSteps;
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
];

/** How far an upgrade of the application in an image may go; `undefined` where that is not known. */
export const upgradeSteps = (reference: ImageReference): UpgradeSteps | undefined =>
  ROWS.find(({ image }) => image.test(publicName(reference)))?.steps;
