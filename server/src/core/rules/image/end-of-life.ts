import { referencesInBuilds } from '../../checks/build-arguments.ts';
import { isNamedForDevelopers, isToolImage } from '../../checks/for-development.ts';
import { onlyHelps } from '../../checks/helper-file.ts';
import { isLocal } from '../../checks/local-image.ts';
import { isForProduction } from '../../checks/production.ts';
import { isUnnamed } from '../../checks/unnamed-dockerfile.ts';
import type { Container } from '../../domain/container.ts';
import type { ImageUse } from '../../domain/image-use.ts';
import { imageFixes } from '../../fixes/image.ts';
import { type EndOfLife, endOfLife } from '../../image/knowledge/end-of-life/end-of-life.ts';
import { replacements } from '../../image/knowledge/end-of-life/replacements.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';

/** What weighs less than an end: the severity of its findings. Without a source only a hint in the strict profile. */
const WEIGHT: Readonly<Record<EndOfLife['kind'], Pick<Finding, 'severity' | 'profile' | 'confidence'>>> = {
  ended: {},
  unbuilt: {},
  replaced: { severity: 'info' },
  moved: { severity: 'info' },
  unsourced: { severity: 'hint', profile: 'strict', confidence: 'low' },
};

/**
 * Compilers with a release every six weeks, which ends the line before it, and of which nothing runs later: few maintainers follow. Sources: of the six
 * weeks The Rust Programming Language, appendix G, read on 2026-11-30; of the ends the table of products.
 */
const TRAIN = /^Rust \d/;

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
      kyverno: ['~restrict-deprecated-registry', '~check-ingress-nginx-controller-version-and-annotation-policy'],
      tally: ['~tally/ruby/eol-ruby-version'],
    },
  },
  {
    *image(use, ctx) {
      const ref = use.reference;
      const end = ref && endOfLife(ref, ctx.settings.today);
      if (!end || isLocal(use, ctx)) return;
      if (!referencesInBuilds(use, ctx).some((one) => endOfLife(one, ctx.settings.today))) return;
      const name = ref.tag === undefined ? ref.familiar : `${ref.familiar}:${ref.tag}`;
      yield {
        at: use.at,
        ...WEIGHT[end.kind],
        ...(isLess(use, end, ctx) ? { profile: 'strict' as const } : {}),
        message: message(name, end),
        fixes: () => imageFixes(use, ctx, (one) => replacements(one, ctx.settings.today)),
      };
    },
  },
);

/**
 * Whether few maintainers act: on a compiler of a train, on an image that developers, builds and tests run, and in Compose files and manifests on a line of which nobody
 * announced an end, on a version that is chosen at the start, or in one that only helps. Of six findings of the last kind in public repositories, read until 2026-11-30, a maintainer would have acted on two, in our judgement.
 */
function isLess({ container, raw }: ImageUse, { line, kind }: EndOfLife, ctx: Context): boolean {
  const { unit } = ctx;
  if (container !== undefined)
    return kind === 'unbuilt' || kind === 'replaced' || isChosen(container, raw, ctx) || onlyHelps(ctx);
  // The library of a compiler is in what it builds.
  return (
    TRAIN.test(line) || isNamedForDevelopers(unit.path) || (!/^Go \d/.test(line) && isToolImage(ctx)) || isUnnamed(ctx)
  );
}

/**
 * Whether who runs the Compose file chooses the version: `postgres:${POSTGRES_VERSION:-12.17}`. Of five such findings in a public repository, read until 2026-11-30, a maintainer would have
 * acted on none, in our judgement.
 */
const isChosen = ({ origin }: Container, raw: string, { unit }: Context): boolean =>
  origin === 'compose' && raw.includes('$') && !isForProduction(unit.path);

function message(name: string, { kind, line, why, retirement }: EndOfLife): string {
  if (kind === 'unsourced') return `\`${name}\` may get no more updates: ${why}`;
  if (retirement && kind === 'ended') return `\`${name}\` gets no more updates: ${why}`;
  return name === line && !retirement ? why : `\`${name}\`: ${why}`;
}
