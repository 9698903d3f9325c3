import { daemonChecks, isTrue } from '../../families/daemon-setting.ts';
import { podmanChecks } from '../../families/podman-setting.ts';
import { rule } from '../../rule/rule.ts';

/** Docker treats the machine itself as insecure anyway. */
const isElsewhere = (value: string): boolean => !/^(?:127\.|localhost(?::|\/|$)|\[?::1)/i.test(value);

/** Without one, pulls and pushes fail once the setting is gone. */
const CERTIFICATE = 'the registry needs a certificate that the host trusts';

export default rule(
  {
    id: 'daemon/insecure-registry',
    title: 'Registry without verified TLS',
    why: 'The engine talks to this registry without encryption, or accepts any certificate. An attacker on the network path gives you his own image, and reads the password that you log in with.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'podman', 'isolation'],
    refs: { cisDocker: ['2.5'], nist800190: ['4.2.1'], cwe: ['CWE-295', 'CWE-319'] },
  },
  {
    ...daemonChecks([
      {
        key: ['insecure-registries', '*'],
        wrong: isElsewhere,
        harm: 'its images and passwords can be read and changed on the way',
        caveat: CERTIFICATE,
      },
      {
        key: ['registry-mirrors', '*'],
        wrong: (value) => /^http:/i.test(value) && isElsewhere(value.replace(/^http:\/*/i, '')),
        harm: 'images come over unencrypted `http`',
        caveat: 'images then come from Docker Hub itself',
      },
    ]),
    ...podmanChecks([
      ...[
        ['registry', '*', 'insecure'],
        ['registry', '*', 'mirror', '*', 'insecure'],
      ].map((key) => ({
        ...({ file: 'registries.conf', key, wrong: isTrue, good: 'false' } as const),
        harm: 'images and passwords of this registry can be read and changed on the way',
        caveat: CERTIFICATE,
      })),
      {
        file: 'registries.conf',
        key: ['registries', 'insecure', 'registries', '*'],
        wrong: isElsewhere,
        harm: 'its images and passwords can be read and changed on the way',
        caveat: CERTIFICATE,
      },
    ]),
  },
);
