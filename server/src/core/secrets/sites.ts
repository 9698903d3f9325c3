/** Every place of a unit where a literal secret may stand. Detection is not done here: a site only says what is written where. */
import type { Unit } from '../unit.ts';
import type { SecretSite } from './site.ts';
import { composeSites } from './sites-compose.ts';
import { dockerfileSites } from './sites-dockerfile.ts';
import { kubernetesSites } from './sites-kubernetes.ts';

const known = new WeakMap<Unit, readonly SecretSite[]>();

/** The sites of a unit, made once: the same objects each time, so that what is found can be kept by them. */
export function secretSites(unit: Unit): readonly SecretSite[] {
  let sites = known.get(unit);
  if (!sites) {
    sites = read(unit);
    known.set(unit, sites);
  }
  return sites;
}

function read(unit: Unit): SecretSite[] {
  if (unit.kind === 'dockerfile') return dockerfileSites(unit.text, unit.dockerfile);
  if (unit.kind === 'compose') return composeSites(unit.text, unit.compose);
  if (unit.kind === 'kubernetes') return unit.kubernetes.objects.flatMap((o) => kubernetesSites(unit.text, o));
  return [];
}
