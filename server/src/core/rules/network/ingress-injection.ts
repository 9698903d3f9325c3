import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

const PREFIX = 'nginx.ingress.kubernetes.io/';
/** Values that ingress-nginx up to 1.11.4 and 1.12.0 writes into its configuration unchecked. Source: CVE-2025-1097, CVE-2025-1098, CVE-2025-24514. */
const URLS = new Set(['auth-url', 'mirror-target', 'mirror-host', 'auth-signin']);
const NAMES = new Set(['auth-tls-match-cn']);

/** Characters of a URL (RFC 3986). `$` begins a variable of nginx. A comment, a block or a second line are none. */
const URL_TEXT = /^[\w\-.~:/?[\]@!$&'()*+,=%]*$/;
/** A common name, or a pattern for one: `CN=(alice|bob)`. */
const NAME_TEXT = /^CN=(?:[\w\-.~@ ,=*+?\\^$()[\]]|\|(?=[^|]*\)))*$/;

export default rule(
  {
    id: 'network/ingress-injection',
    title: 'Annotation breaks out of its setting',
    why: 'ingress-nginx writes this value into its configuration. A semicolon, a brace, a `#` or a new line ends the setting, and what follows is configuration of its own: code that runs in the proxy, which may read every Secret of the cluster (CVE-2025-1974 and its family). No URL or name needs these characters.',
    severity: 'error',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: { cwe: ['CWE-74'], trivy: ['KCV-0093'], kyverno: ['~restrict-annotations'] },
  },
  {
    *'object:Ingress'({ object, annotations }, ctx) {
      for (const { key, value, at, node } of annotations) {
        const name = key.startsWith(PREFIX) ? key.slice(PREFIX.length) : '';
        const good = URLS.has(name) ? URL_TEXT : NAMES.has(name) ? NAME_TEXT : undefined;
        if (!good || value === undefined || good.test(value.trim())) continue;
        const breaks = /[;{}#\n]/.test(value.trim());
        yield {
          at,
          ...(breaks ? {} : { severity: 'warning' as const, profile: 'strict' as const }),
          message: breaks
            ? `The value of \`${key}\` ends the setting and goes on with configuration of its own`
            : `The value of \`${key}\` has characters that no ${URLS.has(name) ? 'URL' : 'name'} has`,
          fixes: () =>
            fixIf('Remove the annotation', 'review', () => deleteNode(ctx, node), [
              removes(object, 'metadata', 'annotations', key),
            ]),
        };
      }
    },
  },
);
