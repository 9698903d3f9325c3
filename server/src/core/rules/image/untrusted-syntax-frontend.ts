import { hasForeignInstruction } from '../../checks/foreign-instruction.ts';
import { imageFixes } from '../../fixes/image.ts';
import { tagKind } from '../../image/knowledge/tag/floating-tags.ts';
import { type ImageReference, parseReference } from '../../image/reference.ts';
import { isTrustedFrontend, publisherTrust } from '../../image/trust/trust.ts';
import { rule } from '../../rule/rule.ts';

const DOCKER_FRONTEND = parseReference('docker/dockerfile:1')!;

export default rule(
  {
    id: 'image/untrusted-syntax-frontend',
    title: 'Third-party Dockerfile frontend',
    why: 'The image in a `# syntax=` line reads the Dockerfile and decides what the build does. A malicious frontend can add steps, read the build context and the build secrets, and put anything into the image. The Dockerfile shows none of this. One comment line is enough to select such a frontend.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: { nist800190: ['4.1.5'], owaspDocker: ['13'], cwe: ['CWE-829'] },
  },
  {
    *image(use, ctx) {
      const ref = use.reference;
      if (use.role !== 'syntax' || !ref) return;
      const { images } = ctx.settings;
      const { verdict, why } = publisherTrust(ref, images);
      const listed = verdict === 'trusted' && images.trusted.length > 0;
      if (verdict !== 'untrusted' && (listed || isTrustedFrontend(ref) || isPrivateCopy(ref))) return;
      // Docker’s own frontend cannot read such a file.
      const needsFrontend = ctx.unit.kind === 'dockerfile' && hasForeignInstruction(ctx.unit.dockerfile);
      const pinned = ref.digest !== undefined;
      const floats = pinned ? '' : tagKind(ref) === 'version' ? ', and has no digest' : ', and names no version';
      yield {
        at: use.at,
        ...(verdict === 'trusted' && pinned ? { severity: 'info' as const } : {}),
        message:
          verdict === 'untrusted'
            ? `Frontend \`${ref.familiar}\` is not trusted: ${why}`
            : `Frontend \`${ref.familiar}\` is not Docker’s own${floats}`,
        fixes:
          needsFrontend || isTrustedFrontend(ref) || publisherTrust(DOCKER_FRONTEND, images).verdict === 'untrusted'
            ? []
            : imageFixes(use, ctx, () => [DOCKER_FRONTEND.raw]),
      };
    },
  },
);

/** Whether the reference is a copy of Docker's frontend in a private registry: `registry.acme.example/docker/dockerfile`. */
const isPrivateCopy = (ref: ImageReference): boolean =>
  ref.registry !== 'docker.io' &&
  /(?:^|\/)docker\/dockerfile(?:-upstream)?$/.test(ref.repository) &&
  publisherTrust(ref, { trusted: [], untrusted: [] }).verdict === 'trusted';
