/** Finds every place of a unit that may hold a literal secret. Sites give text and place; detection is a later step. */

import type { Unit } from '../../domain/unit.ts';
import { memoLast } from '../../text/memo-last.ts';
import type { SecretSite } from './site.ts';
import { anywhereSites } from './sites-anywhere.ts';
import { composeSites } from './sites-compose.ts';
import { dockerfileSites } from './sites-dockerfile.ts';
import { envFileSites } from './sites-env.ts';
import { kubernetesSites } from './sites-kubernetes.ts';
import { settingsSites } from './sites-settings.ts';
import { textHits } from './text-hits.ts';

/** The sites of a unit. They stay the same objects until another unit is passed, so that results can be stored by site. */
export const secretSites: (unit: Unit) => readonly SecretSite[] = memoLast((unit) => {
  const sites = modelled(unit);
  return [...sites, ...anywhereSites(unit, sites)];
});

function modelled(unit: Unit): readonly SecretSite[] {
  if (unit.kind === 'dockerfile') return dockerfileSites(unit.text, unit.dockerfile, textHits(unit));
  if (unit.kind === 'compose') return composeSites(unit.text, unit.compose, textHits(unit));
  if (unit.kind === 'kubernetes')
    return unit.kubernetes.objects.flatMap((o) => kubernetesSites(unit.text, o, textHits(unit)));
  if (unit.kind === 'env') return envFileSites(unit);
  return unit.kind === 'settings' ? settingsSites(unit) : [];
}
