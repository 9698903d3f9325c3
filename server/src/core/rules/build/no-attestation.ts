import { serviceKeyChecks } from '../../families/service-key.ts';
import { rule } from '../../rule/rule.ts';

/** Source: compose-spec `build.md`, "provenance" and "sbom", read 2026-11-30. BuildKit adds a provenance attestation by default; `sbom` is off by default. */
export default rule(
  {
    id: 'build/no-attestation',
    title: 'Build without provenance',
    why: 'An image without provenance does not say from which source and by which build it was made. Whoever pulls it cannot tell it from an image that an attacker pushed under the same name.',
    severity: 'info',
    confidence: 'high',
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
              says: 'is built without provenance: nobody can verify its origin',
              note: 'Check that the registry accepts images with attestations',
            }
          : undefined,
    },
  ]),
);
