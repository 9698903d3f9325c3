/** The distribution that an image's tag or name states. */
import { type Cycle, type Product, productById } from '../data/products.ts';
import { exactCycle } from '../support/cycle.ts';
import { windowsRelease } from '../support/tag-version.ts';
import type { DistroName, TagDistro, TagParts } from '../tag/tags.ts';

export interface Distribution {
  readonly product: Product;
  readonly cycle: Cycle;
}

/** The product of each distribution that a tag can name. */
const PRODUCT_OF: Readonly<Partial<Record<DistroName, string>>> = {
  debian: 'debian',
  ubuntu: 'ubuntu',
  alpine: 'alpine-linux',
  centos: 'centos',
  rocky: 'rocky-linux',
  ubi: 'rhel',
  fedora: 'fedora',
  oracle: 'oracle-linux',
  amazon: 'amazon-linux',
  photon: 'vmware-photon',
};

/** Publishers whose tags name the distribution, besides the official images. */
const NAMES_DISTRO = /^(?:[^/]+$|(?:nvidia|bitnami|phusion|jenkins|mcr\.microsoft\.com)\/)/;

/** Names that state the release: `gcr.io/distroless/base-debian10`, `registry.access.redhat.com/ubi7/ubi`, `quay.io/centos7/…`. */
const IN_NAME: readonly (readonly [RegExp, string])[] = [
  [/^gcr\.io\/distroless\/.+-debian(\d+)$/, 'debian'],
  [/^(?:registry\.access\.redhat\.com|registry\.redhat\.io|redhat)\/ubi(\d+)(?:[/-]|$)/, 'rhel'],
  [/^quay\.io\/centos(\d+)\//, 'centos'],
];

/** The distribution in an image's name or tag; `undefined` when there is none, or none that is known. `name` is the familiar name. */
export function distributionOf(name: string, tag: TagParts): Distribution | undefined {
  for (const [pattern, id] of IN_NAME) {
    const release = pattern.exec(name)?.[1];
    if (release !== undefined) return releaseIn(id, release);
  }
  if (tag.distro === undefined || !NAMES_DISTRO.test(name)) return undefined;
  return tag.distro.name === 'windows' ? windowsOf(tag) : releaseOf(tag.distro);
}

/** The release of the distribution in a tag; `undefined` when unknown. */
export function releaseOf(distro: TagDistro): Distribution | undefined {
  const id = PRODUCT_OF[distro.name];
  return id === undefined || distro.release === undefined ? undefined : releaseIn(id, distro.release);
}

function releaseIn(id: string, release: string): Distribution | undefined {
  const product = productById(id);
  const cycle = product && exactCycle(product, release);
  return product && cycle && { product, cycle };
}

/** `windowsservercore-ltsc2019`, `nanoserver-1809`. */
function windowsOf({ words, distro }: TagParts): Distribution | undefined {
  const word = distro && words[distro.at];
  const id = word === 'nanoserver' ? 'windows-nano-server' : 'windows-server-core';
  const release = distro && windowsRelease(words[distro.at + 1]);
  return word === 'windows' || release === undefined ? undefined : releaseIn(id, release);
}
