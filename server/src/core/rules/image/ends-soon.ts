import { isLocal } from '../../checks/local-image.ts';
import { imageFixes } from '../../fixes/image.ts';
import { endsSoon } from '../../image/knowledge/end-of-life/end-of-life.ts';
import { replacements } from '../../image/knowledge/end-of-life/replacements.ts';
import { rule } from '../../rule/rule.ts';
import { addDays } from '../../text/day.ts';

/** Days before the end from which on it is reported: time for an upgrade and its tests. */
const AHEAD = 60;

export default rule(
  {
    id: 'image/ends-soon',
    title: 'Image near its end of life',
    why: 'The support of this release line ends within two months. Weaknesses that are found afterwards are published, but not fixed, and attackers can use them against every image built on it. An upgrade that starts now is ready by then.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes', 'supply-chain'],
    refs: {
      cisDocker: ['~4.4'],
      nist800190: ['~4.1.1'],
      owaspDocker: ['~0', '~9'],
      cwe: ['~CWE-1104'],
    },
  },
  {
    *image(use, ctx) {
      const ref = use.reference;
      const soon = ref && endsSoon(ref, ctx.settings.today, AHEAD);
      if (!soon || isLocal(use, ctx)) return;
      const name = ref.tag === undefined ? ref.familiar : `${ref.familiar}:${ref.tag}`;
      yield {
        at: use.at,
        message: `\`${name}\`: ${soon.line} gets security updates until ${soon.end} only`,
        // Those that still get updates after all these days. The digest of another tag is not known.
        fixes: () =>
          ref.digest === undefined
            ? imageFixes(use, ctx, (one) => replacements(one, addDays(ctx.settings.today, AHEAD + 1)))
            : [],
      };
    },
  },
);
