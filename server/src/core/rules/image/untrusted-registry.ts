import { isNotPulled } from '../../checks/local-image.ts';
import { isOfOwner, ownImage } from '../../checks/own-image.ts';
import { meansStage } from '../../checks/stage-name.ts';
import { inEachPlace } from '../../fixes/image.ts';
import type { ImageReference } from '../../image/reference.ts';
import { lookalikeOf } from '../../image/trust/lookalike.ts';
import { publisherTrust } from '../../image/trust/trust.ts';
import { type Context, rule } from '../../rule/rule.ts';
import { publisherOf } from '../../workspace/publishers.ts';

export default rule(
  {
    id: 'image/untrusted-registry',
    title: 'Image from an untrusted publisher',
    why: 'An image is a program from someone else that runs with all rights of the container. On public registries anyone can publish under a new name, and attackers register names one letter away from popular ones to catch typos. Such images have mined cryptocurrency and stolen keys.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes', 'supply-chain'],
    refs: {
      cisDocker: ['4.2'],
      cisKubernetes: ['5.5.1'],
      nsa: ['Secure images'],
      nist800190: ['4.1.5', '4.2.1'],
      owaspDocker: ['13'],
      cwe: ['CWE-829', 'CWE-1357'],
      hadolint: ['DL3026'],
      trivy: ['KSV-0125'],
      kubescape: ['C-0078', '~C-0001', 'container-image-repository', '~rule-identify-blocklisted-image-registries'],
      gatekeeper: ['K8sAllowedRepos', 'K8sAllowedReposv2', '~K8sDisallowedRepos'],
      tally: ['hadolint/DL3026'],
    },
  },
  {
    *image(use, ctx) {
      const ref = use.reference;
      // Other rules report Dockerfile frontends and names that were meant for a stage.
      if (!ref || use.role === 'syntax') return;
      const { verdict, why } = publisherTrust(ref, ctx.settings.images);
      const listed = verdict === 'trusted' && ctx.settings.images.trusted.length > 0;
      const meant = listed ? undefined : lookalikeOf(ref);
      if (verdict === 'trusted' && meant === undefined) return;
      if (verdict !== 'untrusted' && meant === undefined && meansStage(use)) return;
      if (isNotPulled(use, ctx)) return;
      if (verdict === 'untrusted') yield { at: use.at, message: `\`${ref.familiar}\` is not trusted: ${why}` };
      else if (meant !== undefined)
        yield {
          at: use.at,
          confidence: 'medium',
          message: `\`${ref.familiar}\` is one letter away from \`${meant}\`, which is a different image`,
          // The digest belongs to the written image, not to the look-alike.
          fixes: ref.digest ? [] : inEachPlace(use, ctx, (places) => `Use \`${meant}\`${places}`, renamed(ref, meant)),
        };
      else if (!isOfProject(ref, ctx))
        // A project that builds images of this name publishes there.
        yield {
          at: use.at,
          severity: 'info',
          profile: 'strict',
          message: `The publisher of \`${ref.familiar}\` is unknown: ${why}`,
        };
    },
  },
);

/** Whether files of the project build or push images of this publisher, or its repository has the publisher's name (`apacheshop` of `apache/shop`). */
function isOfProject(ref: ImageReference, ctx: Context): boolean {
  const publisher = publisherOf(ref);
  return (
    ctx.workspace.buildsOf(publisher) !== undefined ||
    isOfOwner(ref, ctx) ||
    ownImage(ref, ctx) !== undefined ||
    ctx.workspace.publishedIn(`${publisher}/`) !== undefined
  );
}

/** The reference as written, but with the name `to`. */
const renamed = ({ raw, nameSpan, familiar }: ImageReference, to: string): string =>
  raw.slice(0, Math.max(0, nameSpan.end - familiar.length)) + to + raw.slice(nameSpan.end);
