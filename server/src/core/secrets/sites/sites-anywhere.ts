/** Tokens and keys of a known format count anywhere: in comments, in templates, in fields that no model reads. */

import type { Unit } from '../../domain/unit.ts';
import { overlaps, type Span, span } from '../../text/span.ts';
import { hasKnownFormat } from '../detect/hit.ts';
import type { SecretSite } from './site.ts';
import { siteAt } from './site-of.ts';
import { textHits } from './text-hits.ts';

/**
 * The lines of a unit that contain a provider's token or a private key. `others` are the unit's other sites; places in them are left
 * out, and so are the values of Secrets.
 */
export function anywhereSites(unit: Unit, others: readonly SecretSite[]): SecretSite[] {
  const { text } = unit;
  const kept = others.filter((site) => site.kind === 'secret-manifest').map((site) => site.at);
  return textHits(unit)
    .filter((hit) => hasKnownFormat(hit) && hit.confidence === 'high' && !kept.some((at) => overlaps(at, hit.span)))
    .map((hit) => {
      // Some tokens are recognized only by the name before them.
      const at = linesOf(text, hit.span);
      const about = { kind: 'text' as const, covers: hit.span, owner: { in: 'unit', kind: unit.kind } as const };
      return siteAt(text, about, text.slice(at.start, at.end), at);
    });
}

function linesOf(text: string, at: Span): Span {
  const end = text.indexOf('\n', at.end);
  return span(text.lastIndexOf('\n', at.start) + 1, end < 0 ? text.length : end);
}
