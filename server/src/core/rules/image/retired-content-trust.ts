import { environmentChecks } from '../../families/environment-setting.ts';
import { rule } from '../../rule/rule.ts';

/**
 * Sources: docker/docs `engine/security/trust/_index.md` (the server shuts down on 8 December 2026); docker.com/blog/retiring-docker-content-trust
 * (the certificates of the official images expire from 8 August 2025 on, their pulls fail); both read 2026-11-30.
 */
export default rule(
  {
    id: 'image/retired-content-trust',
    title: 'Signatures that Docker no longer makes',
    why: 'Docker Content Trust is retired: the certificates of the official images began to expire in August 2025, and its server shuts down on 8 December 2026. With this variable pulls of official images fail, and people who find that out remove the check without another in its place. A digest names exactly one image, and Cosign or Notation verify who signed it.',
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
