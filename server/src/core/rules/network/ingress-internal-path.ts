import { rule } from '../../rule/rule.ts';

/** Folders of the proxy's own file system, as a whole name at the beginning of the path. */
const INTERNAL =
  /^\/(?:root|etc|var\/run(?:\/secrets)?(?:\/kubernetes\.io)?(?:\/serviceaccount)?|proc|home|sys)(?:\/|$)/;

export default rule(
  {
    id: 'network/ingress-internal-path',
    title: 'Path of the proxy’s own files',
    why: 'Paths such as `/var/run/secrets` or `/etc` name no page of a site. They appear where someone tries to make the proxy serve its own files, among them its token for the API server, and old versions of ingress-nginx did so (CVE-2021-25745).',
    severity: 'warning',
    confidence: 'medium',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: { cwe: ['CWE-22'], kyverno: ['restrict-ingress-paths'] },
  },
  {
    *'object:Ingress'({ object, rules }) {
      for (const { value, at } of rules.flatMap(({ paths }) => paths)) {
        if (value === undefined || !at || !INTERNAL.test(value)) continue;
        yield { at, message: `\`${object.name || object.kind}\` serves \`${value}\`, a folder of the proxy itself` };
      }
    },
  },
);
