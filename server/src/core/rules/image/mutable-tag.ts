import { referencesInBuilds } from '../../checks/build-arguments.ts';
import { isHelmTest } from '../../checks/helm-test.ts';
import { isNotPulled } from '../../checks/local-image.ts';
import { hasPinnedSibling, ownImage } from '../../checks/own-image.ts';
import { isForReader, isPlaceholderImage } from '../../checks/placeholder-image.ts';
import { isComposeTemplate, isSeldomPinned } from '../../checks/seldom-pinned.ts';
import { meansStage } from '../../checks/stage-name.ts';
import { wantsNewest } from '../../checks/wants-newest.ts';
import type { ImageUse } from '../../domain/image-use.ts';
import { imageFixes } from '../../fixes/image.ts';
import { isOfficialImage } from '../../image/knowledge/publisher/official-names.ts';
import { floatingWithin, tagKind } from '../../image/knowledge/tag/floating-tags.ts';
import { namesRelease } from '../../image/knowledge/tag/release-in-name.ts';
import { suggestedTags } from '../../image/knowledge/tag/suggestions.ts';
import type { ImageReference } from '../../image/reference.ts';
import { isTrustedFrontend } from '../../image/trust/trust.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'image/mutable-tag',
    title: 'Image without a version',
    why: 'Without a version, the next pull may bring a different program than the one you tested, on one machine and not on another. An attacker who can push to the repository reaches everyone who pulls the tag. Afterwards you cannot find out which image was running, or go back to it.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    yieldsTo: 'image/end-of-life',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes', 'supply-chain'],
    refs: {
      cisDocker: ['4.2', '5.28'],
      cisKubernetes: ['5.5.1'],
      nist800190: ['4.1.1', '4.2.2'],
      owaspDocker: ['13'],
      cwe: ['CWE-1357'],
      hadolint: ['DL3006', 'DL3007'],
      trivy: ['DS-0001', 'KSV-0013'],
      checkov: ['CKV_DOCKER_7', 'CKV_K8S_14'],
      kics: [
        '9efb0b2d-89c9-41a3-91ca-dcc0aec911fd',
        'f45ea400-6bbe-4501-9fc7-1c3d75c32067',
        '583053b7-e632-46f0-b989-f81ff8045385',
      ],
      'kube-linter': ['latest-tag'],
      'kube-score': ['container-image-tag'],
      polaris: ['tagNotSpecified'],
      kubescape: ['~C-0304', '~agent-sandbox-image-tag-provenance'],
      kyverno: ['disallow-latest-tag'],
      gatekeeper: ['K8sDisallowedTags'],
      datree: ['CONTAINERS_MISSING_IMAGE_VALUE_VERSION'],
      semgrep: ['missing-image-version', 'avoid-latest-version'],
      'sonar-iac': ['S6596'],
      tally: ['hadolint/DL3006', 'hadolint/DL3007'],
      dclint: ['service-image-require-explicit-tag'],
    },
  },
  {
    *image(use, ctx) {
      const ref = use.reference;
      if (isPlaceholderImage(use, ctx)) return;
      if (!ref) {
        const untagged = withoutVersion(use.raw);
        const less = isComposeTemplate(use, ctx) ? { profile: 'strict' as const } : {};
        if (untagged && !isNotPulled(use, ctx)) yield { at: use.at, ...less, message: `\`${use.raw}\` ${untagged}` };
        return;
      }
      if (ref.digest !== undefined) return;
      const kind = tagKind(ref);
      if (kind === 'version' || meansStage(use)) return;
      if ((use.role === 'syntax' && !isTrustedFrontend(ref)) || isNotPulled(use, ctx)) return;
      if (!referencesInBuilds(use, ctx).some((one) => one.digest === undefined && tagKind(one) !== 'version')) return;
      // Docker publishes no image of such a name, so it is built somewhere before it is used.
      const isBuilt = !ref.familiar.includes('/') && !isOfficialImage(ref.familiar);
      const own = isBuilt || use.role === 'syntax' ? undefined : ownImage(ref, ctx);
      const isOwn = own !== undefined && !hasPinnedSibling(ref, use.raw, ctx);
      const isLess = isHelmTest(use) || isBuilt || isOwn || isForReader(ref) || isSeldomPinned(use, ref, ctx);
      const minor =
        kind === 'floating' || namesRelease(ref) || isBuilt || SMALL.has(use.role) || wantsNewest(use.container, ctx);
      yield {
        at: use.at,
        ...(minor || isOwn || isHelmTest(use) ? { severity: 'info' } : {}),
        ...(isLess ? { profile: 'strict' } : {}),
        message: `${messageOf(ref, kind)}${isOwn ? `; the image is the project’s own: ${own}` : ''}`,
        fixes: () =>
          imageFixes(
            use,
            ctx,
            (one) =>
              suggestedTags(one, ctx.settings.today).map((tag) => `${one.raw.slice(0, one.nameSpan.end)}:${tag}`),
            ['an older line', 'the newest line'],
          ),
      };
    },
  },
);

function messageOf({ familiar, tag }: ImageReference, kind: ReturnType<typeof tagKind>): string {
  if (kind === 'none') return `\`${familiar}\` ${UNTAGGED}`;
  return kind === 'latest' ? `\`${familiar}:latest\` changes with every release` : floatingMessage(familiar, tag!);
}

function floatingMessage(image: string, tag: string): string {
  const within = floatingWithin(tag);
  if (within === undefined) return `Tag \`${tag}\` of \`${image}\` names no version and changes over time`;
  const moves = /snapshot/i.test(tag) ? 'build' : 'release';
  return `\`${image}:${tag}\` changes with every ${moves} of \`${within}\``;
}

/** Where another image changes less than what runs. */
const SMALL: ReadonlySet<ImageUse['role']> = new Set(['copy', 'mount', 'syntax']);

const UNTAGGED = 'has no tag, so it means `latest`, which changes with every release';

/** Message for a reference with an unknown variable whose end shows that no version follows: `$REGISTRY/shop`, `$IMAGE:latest`. */
function withoutVersion(raw: string): string | undefined {
  if (!raw.includes('$') || /\{\{|@/.test(raw)) return undefined;
  if (raw.endsWith(':latest')) return 'changes with every release';
  return /^[a-z0-9][\w.-]*$/.test(raw.slice(raw.lastIndexOf('/') + 1)) ? UNTAGGED : undefined;
}
