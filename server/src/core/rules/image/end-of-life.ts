import { isLocal } from '../../checks/local-image.ts';
import { fixIf } from '../../fixes/fix.ts';
import { endOfLife } from '../../image/knowledge/end-of-life/end-of-life.ts';
import type { EndOfLife } from '../../image/knowledge/end-of-life/end-of-life-lines.ts';
import { suggestedTag, tagKind } from '../../image/knowledge/tag/floating-tags.ts';
import { type ImageReference, parseReference } from '../../image/reference.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'image/end-of-life',
    title: 'Image past its end of life',
    why: 'When a release line ends, its weaknesses are still found and published, but no longer fixed. Attackers can use them against every image built on it, and a rebuild does not help. Scanners stay silent too, because they have no fixed version to compare with.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes', 'supply-chain'],
    refs: {
      cisDocker: ['4.4'],
      nist800190: ['4.1.1'],
      owaspDocker: ['0', '9'],
      cwe: ['CWE-1104', 'CWE-1395'],
      kubescape: ['~C-0253', '~C-0292', '~rule-identify-old-k8s-registry', '~detect-nginx-ingress-controller-eol'],
      kyverno: ['~restrict-deprecated-registry'],
      tally: ['~tally/ruby/eol-ruby-version'],
    },
  },
  {
    *image(use, ctx) {
      const ref = use.reference;
      const end = ref && endOfLife(ref, ctx.settings.today);
      if (!end || isLocal(use, ctx)) return;
      const name = ref.tag === undefined ? ref.familiar : `${ref.familiar}:${ref.tag}`;
      const to = replacement(ref, end);
      yield {
        at: use.at,
        message: end.why.startsWith(end.line)
          ? `\`${name}\`: ${end.why}`
          : `\`${name}\` gets no more updates: ${end.why}`,
        fixes: to === undefined ? [] : fixIf(`Use \`${to}\``, 'review', () => use.replace(to)),
      };
    },
  },
);

/** The reference that replaces an ended one, with a tag at least as exact as the old tag. Undefined if none is known. */
function replacement(ref: ImageReference, { replacement: to }: EndOfLife): string | undefined {
  if (!to) return undefined;
  const name = to.image ?? ref.raw.slice(0, ref.nameSpan.end);
  const bare = parseReference(name);
  const tag = to.tag ?? (bare && suggestedTag(bare));
  const text = tag === undefined ? name : `${name}:${tag}`;
  const next = parseReference(text);
  const exact = (r: ImageReference): boolean => r.digest !== undefined || tagKind(r) === 'version';
  return next && (exact(next) || !exact(ref)) ? text : undefined;
}
