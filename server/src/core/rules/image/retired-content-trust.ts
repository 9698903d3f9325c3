import { environmentChecks } from '../../families/environment-setting.ts';
import { rule } from '../../rule/rule.ts';

/** Sources: Docker, "Retiring Docker Content Trust" and "Docker Content Trust and Notary v1 are being fully retired", read 2026-11-30. */
export default rule(
  {
    id: 'image/retired-content-trust',
    title: 'Signatures that Docker no longer makes',
    why: 'Docker Content Trust is retired: the certificates of the official images began to expire in August 2025, and its server is switched off. With this variable pulls of official images fail, and people who find that out remove the check without another in its place. A digest names exactly one image, and Cosign or Notation verify who signed it.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'supply-chain'],
    refs: { cisDocker: ['~4.5'], nist800190: ['4.1.5'], owaspDocker: ['13'], cwe: ['CWE-477'] },
  },
  environmentChecks([
    {
      names: ['DOCKER_CONTENT_TRUST'],
      harm: (value) => (/^(?:1|true)$/i.test(value) ? 'Docker no longer signs its images this way' : undefined),
      note: 'Pin images to digests, and verify signatures with Cosign or Notation before you deploy',
    },
  ]),
);
