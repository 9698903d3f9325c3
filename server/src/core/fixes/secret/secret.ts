/** The fixes for a literal secret, by its place. */
import type { Context, Fix } from '../../rule/rule.ts';
import type { SiteHit } from '../../secrets/hits.ts';
import type { SecretSite } from '../../secrets/sites/site.ts';
import { mountFixes, passedFixes } from './build.ts';
import { composeFixes } from './compose.ts';
import { configMapFixes } from './config-map.ts';
import { envFileFixes } from './env-file.ts';
import { podFixes } from './pod.ts';

/** The fixes for a secret at a site, most reliable first; empty if no edit can move it. */
export function secretFixes(site: SecretSite, found: SiteHit, ctx: Context): Fix[] {
  const { owner, kind } = site;
  if (owner.in === 'dockerfile' && owner.variable && ctx.unit.kind === 'dockerfile')
    return mountFixes(ctx, ctx.unit, owner.variable, true);
  if (site.kind === 'env-file' && ctx.unit.kind === 'env')
    return envFileFixes(ctx, ctx.unit, found.hit.kind === 'weak-default');
  if (owner.in === 'container' && owner.variable && !owner.variable.dynamic)
    return podFixes(ctx, owner.container, owner.variable, found);
  if (kind === 'config-map' && owner.in === 'object' && owner.entry)
    return configMapFixes(
      ctx,
      owner.object,
      owner.entry,
      ctx.unit.text.slice(found.at.start, found.at.end),
      found.hit.kind === 'weak-default',
    );
  if (owner.in !== 'compose' || !owner.service) return [];
  if (kind === 'build-arg') {
    const arg = owner.service.build?.args.find((a) => a.at === site.covers);
    return arg ? passedFixes(ctx, owner.service, arg, true) : [];
  }
  return ctx.unit.kind === 'compose' ? composeFixes(ctx, ctx.unit, site, found) : [];
}
