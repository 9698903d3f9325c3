import type { SecretHit } from '../secrets/detect/hit.ts';
import { withArticle } from '../secrets/detect/wording.ts';
import type { SecretSite } from '../secrets/sites/site.ts';
import { objectName } from './shown-name.ts';
import { fallbackOf } from './unused-secret.ts';

/** What a finding about a secret says, without the value. `text`: of the unit. */
export function messageOf(hit: SecretHit, site: SecretSite, text: string): string {
  const { name } = site;
  const what = withArticle(hit.what);
  const weak = hit.kind === 'weak-default';
  if (name !== undefined) {
    const verb = fallbackOf(site, text) === undefined ? 'holds' : 'falls back to';
    if (weak) return `\`${name}\` ${verb} a well-known default ${hit.what}`;
    return hit.kind === 'assignment' ? `\`${name}\` ${verb} a literal ${hit.what}` : `\`${name}\` ${verb} ${what}`;
  }
  const subject = weak ? `a well-known default ${hit.what}` : what;
  const verb = /^(?!an? ).*(?<!s)s$/.test(subject) ? 'are' : 'is';
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${verb} written into ${whereOf(site)}`;
}

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
      return objectName(owner.object);
  }
}
