import { fixIf } from '../../fixes/fix.ts';
import { tagKind } from '../../image/knowledge/tag/floating-tags.ts';
import { type ImageReference, parseReference } from '../../image/reference.ts';
import { frontendTrusted, judge } from '../../image/trust/trust.ts';
import { rule } from '../../rule/rule.ts';

const DOCKERS = parseReference('docker/dockerfile:1')!;

export default rule(
  {
    id: 'image/untrusted-syntax-frontend',
    title: 'Dockerfile frontend of a third party',
    why: 'The image of a `# syntax=` line reads the Dockerfile and decides what the build does. It can add steps, read the build’s context and its secrets, and put anything into the result, and nothing of that is seen in the file. One comment line is enough to bring it in.',
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
      const { verdict, why } = judge(ref, images);
      const listed = verdict === 'trusted' && images.trusted.length > 0;
      if (verdict !== 'untrusted' && (listed || frontendTrusted(ref) || isOwnCopy(ref))) return;
      const pinned = ref.digest !== undefined;
      const floats = pinned
        ? ''
        : tagKind(ref) === 'version'
          ? ', and is not pinned by a digest'
          : ', and names no version';
      yield {
        at: use.at,
        ...(verdict === 'trusted' && pinned ? { severity: 'info' as const } : {}),
        message:
          verdict === 'untrusted'
            ? `The build is run by \`${ref.familiar}\`, which is not trusted: ${why}`
            : `The build is run by \`${ref.familiar}\`, which is not Docker’s own frontend${floats}`,
        fixes:
          frontendTrusted(ref) || judge(DOCKERS, images).verdict === 'untrusted'
            ? []
            : fixIf(`Use \`${DOCKERS.raw}\``, 'review', () => use.replace(DOCKERS.raw)),
      };
    },
  },
);

/** A copy of Docker's frontend on a registry of one's own: `registry.acme.example/docker/dockerfile`. */
const isOwnCopy = (ref: ImageReference): boolean =>
  ref.registry !== 'docker.io' &&
  /(?:^|\/)docker\/dockerfile(?:-upstream)?$/.test(ref.repository) &&
  judge(ref, { trusted: [], untrusted: [] }).verdict === 'trusted';
