/** Builds the finding for a secret at a site. */

import type { Context, Finding, Fix, Severity } from '../rule/rule.ts';
import { isAllowed, valueHash } from '../secrets/allow.ts';
import type { WordHit } from '../secrets/detect/command-value.ts';
import type { SecretHit } from '../secrets/detect/hit.ts';
import { withArticle } from '../secrets/detect/wording.ts';
import { hitsAt, type SiteHit } from '../secrets/hits.ts';
import type { SecretSite } from '../secrets/sites/site.ts';
import { gitIgnores, isTracked } from '../workspace/git-ignores.ts';

/** The secrets at a site that rules report. Left out: secrets that the configuration allows, and files that Git ignores. */
export function reportableHits(site: SecretSite, ctx: Context): readonly SiteHit[] {
  const found = hitsAt(ctx.unit, site);
  if (found.length === 0 || (ctx.unit.kind === 'env' && gitIgnores(ctx.workspace, ctx.unit.path))) return [];
  const { allow } = ctx.settings.secrets;
  const at = { path: ctx.unit.path, name: site.name };
  return found.filter(({ hit }) => !isAllowed(allow, { ...at, value: () => secretText(site, hit) }));
}

/**
 * The parts of a finding that all secret rules share. A low-confidence hit gets no fixes: moving a value on a suspicion is not worth
 * it.
 */
export function secretFinding(
  site: SecretSite,
  { hit, at }: SiteHit,
  ctx: Context,
  fixes: () => readonly Fix[],
): Finding {
  const git =
    site.kind === 'env-file'
      ? `, in a file that Git ${isTracked(ctx.workspace, ctx.unit.path) ? 'tracks' : 'does not ignore'}`
      : '';
  const confidence = hit.kind === 'weak-default' && hit.confidence === 'high' ? 'medium' : hit.confidence;
  return {
    at,
    confidence,
    severity: severityOf(hit, site),
    profile: confidence === 'low' ? 'audit' : 'default',
    message: `${messageOf(hit, site)}${git}`,
    ...(isByName(hit, site) ? {} : { evidence: 'value' }),
    secretHash: () => valueHash(secretText(site, hit)),
    // Finding all places of a secret takes time, and diagnostics while typing do not need them.
    fixes: confidence === 'low' ? [] : fixes,
  };
}

/** Whether only the name of an ENV or ARG shows that its value is a secret. */
const isByName = ({ kind }: SecretHit, site: SecretSite): boolean =>
  (kind === 'assignment' || kind === 'weak-default') && (site.kind === 'env' || site.kind === 'arg');

/** The secret's text. */
function secretText(site: SecretSite, hit: SecretHit): string {
  const text = site.words ? site.words[(hit as WordHit).word]?.text : site.value;
  return text?.slice(hit.span.start, hit.span.end) ?? '';
}

function severityOf({ kind, confidence }: SecretHit, { owner }: SecretSite): Severity {
  if (confidence === 'low') return 'info';
  // An environment file is only presumed to be in the repository, because no `.gitignore` covers it.
  return (kind === 'provider' || kind === 'private-key') &&
    confidence === 'high' &&
    owner.in !== 'env' &&
    !(owner.in === 'unit' && owner.kind === 'env')
    ? 'error'
    : 'warning';
}

function messageOf(hit: SecretHit, site: SecretSite): string {
  const { name } = site;
  const what = withArticle(hit.what);
  const weak = hit.kind === 'weak-default';
  if (name !== undefined) {
    const falls = site.owner.in !== 'object' && site.owner.in !== 'settings' ? fallback(site) : false;
    if (weak) return `\`${name}\` ${falls ? 'falls back to' : 'holds'} a well-known default ${hit.what}`;
    return hit.kind === 'assignment' ? `\`${name}\` holds a literal ${hit.what}` : `\`${name}\` holds ${what}`;
  }
  const subject = weak ? `a well-known default ${hit.what}` : what;
  const verb = /^(?!an? ).*(?<!s)s$/.test(subject) ? 'are' : 'is';
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${verb} written into ${whereOf(site)}`;
}

const fallback = ({ owner }: SecretSite): boolean => owner.in === 'compose' && owner.variable?.fallback !== undefined;

function whereOf({ owner, kind }: SecretSite): string {
  switch (owner.in) {
    case 'dockerfile':
      return `this ${owner.instruction.keyword}`;
    case 'compose': {
      const places = { config: 'a config', 'compose-env': 'the environment', command: 'a command', field: 'a setting' };
      const place = places[kind as keyof typeof places] ?? 'a label';
      return `${place}${owner.service ? ` of \`${owner.service.name}\`` : ''}`;
    }
    case 'container':
      return `${kind === 'pod-env' ? 'the environment' : kind === 'field' ? 'a setting' : 'the command'} of \`${owner.container.name}\``;
    case 'env':
      return `\`${owner.variable.name}\``;
    case 'settings':
    case 'unit':
      return 'this file';
    default:
      return `\`${owner.object.name || owner.object.kind}\``;
  }
}
