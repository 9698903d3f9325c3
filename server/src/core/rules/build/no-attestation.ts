import { serviceKeyChecks } from '../../families/service-key.ts';
import { rule } from '../../rule/rule.ts';

/**
 * Sources: compose-spec `build.md`, "provenance" (since Compose 2.39.0); docker/docs `build/metadata/attestations/_index.md`: Buildx adds provenance
 * by default, with `mode=min`; both read 2026-11-30. The confidence is medium because docker/compose of August 2026 (`toBakeAttest`) passes
 * `false` on to Buildx as if nothing were set.
 */
export default rule(
  {
    id: 'build/no-attestation',
    title: 'Build without provenance',
    why: 'An image without provenance does not say from which source and by which build it was made. Its users cannot tell it from an image that an attacker pushed under the same name.',
    severity: 'info',
    confidence: 'medium',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['compose', 'supply-chain'],
    refs: { nist800190: ['4.1.5'], owaspDocker: ['13'], cwe: ['CWE-353'] },
  },
  serviceKeyChecks([
    {
      path: ['build', 'provenance'],
      wrong: (value) =>
        /^(?:false|no|off|0)$/i.test(value)
          ? {
              says: 'switches provenance off: nobody can verify the origin of the image',
              note: 'Check that the registry accepts images with attestations',
            }
          : undefined,
    },
  ]),
);
