import { isNotPulled } from '../../checks/local-image.ts';
import { meansStage } from '../../checks/stage-name.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'image/unpinned-digest',
    title: 'Image not pinned by digest',
    why: 'A publisher can move a tag to another image, and so can an attacker who steals the publisher’s key. A digest identifies the image itself: the same bytes on every machine, today and in a year. Only a digest guarantees that you run the image that you tested.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes', 'supply-chain'],
    refs: {
      cisDocker: ['4.2'],
      nist800190: ['4.1.5'],
      owaspDocker: ['13'],
      cwe: ['CWE-494'],
      checkov: ['CKV_K8S_43'],
      kics: ['7c81d34c-8e5a-402b-9798-9f442630e678'],
      kubescape: ['C-0306', 'image-not-pinned-to-digest'],
      kyverno: ['require-image-checksum'],
      gatekeeper: ['K8sImageDigests'],
      datree: ['CONTAINERS_MISSING_IMAGE_VALUE_DIGEST'],
      semgrep: ['dockerfile-source-not-pinned'],
      'sonar-iac': ['S7023'],
    },
  },
  {
    *image(use, ctx) {
      const ref = use.reference;
      if (!ref && !use.overridable && isBrokenDigest(use.raw))
        yield { at: use.at, message: `\`${use.raw}\` has a malformed digest` };
      // Docker recommends the tag of its frontend's major version, whose releases are compatible.
      if (!ref || ref.digest !== undefined || use.role === 'syntax' || meansStage(use)) return;
      if (isNotPulled(use, ctx)) return;
      const name = ref.tag === undefined ? ref.familiar : `${ref.familiar}:${ref.tag}`;
      yield { at: use.at, message: `\`${name}\` has no digest, so a pull may bring another image` };
    },
  },
);

/** Hexadecimal digits of the algorithms that the OCI image specification registers. */
const DIGITS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128, blake3: 64 };

/** Whether a digest of a registered algorithm has the wrong length, or other characters than lower-case hexadecimal digits. */
function isBrokenDigest(raw: string): boolean {
  const [, algorithm = '', hex = ''] = /^[^@$]+@(\w+):([^@$]*)$/.exec(raw) ?? [];
  return Object.hasOwn(DIGITS, algorithm) && !(hex.length === DIGITS[algorithm] && /^[0-9a-f]+$/.test(hex));
}
