import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

/** Annotations whose text becomes a part of the proxy's configuration. Source: ingress-nginx, "Annotations", snippets; NGINX Ingress Controller, "Advanced configuration with snippets"; HAProxy Ingress, "Configuration keys"; read 2026-11-29. */
const SNIPPET =
  /^(?:nginx\.ingress\.kubernetes\.io\/(?:(?:server|configuration|stream|auth|modsecurity)-snippet)|nginx\.org\/(?:server|location|stream)-snippets|haproxy-ingress\.github\.io\/config-(?:backend|frontend|global|defaults|proxy|sections|tcp|tcp-service)(?:-\w+)?)$/;

export default rule(
  {
    id: 'network/ingress-snippet',
    title: 'Ingress writes configuration of the proxy',
    why: 'The text becomes a part of the configuration of the proxy that serves all Ingresses. Anyone who may write Ingresses in one namespace can read the proxy’s files with it, among them its token, which reads every Secret of the cluster (CVE-2021-25742). Newer controllers refuse the annotation unless it is allowed.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: {
      cwe: ['CWE-94'],
      checkov: ['CKV_K8S_152', '~CKV_K8S_153', '~CKV_K8S_154'],
      kubescape: ['~C-0059'],
      kyverno: ['disallow-ingress-nginx-custom-snippets'],
      datree: ['~INGRESS_CVE2021_25742_INCORRECT_SERVER_SNIPPET_KEY'],
    },
  },
  {
    *'object:Ingress'({ object, annotations }, ctx) {
      for (const { key, value, at, node } of annotations) {
        if (!SNIPPET.test(key) || value?.trim() === '') continue;
        const runs =
          value !== undefined &&
          /\b(?:content|access|rewrite|set|init)_by_lua|\balias\s+\/|\b(?:proxy_pass|root)\s+file:/.test(value);
        yield {
          at,
          ...(runs ? { profile: 'default' as const } : {}),
          message: runs
            ? `\`${key}\` runs code, or serves files, of the proxy`
            : `\`${key}\` becomes a part of the proxy’s configuration`,
          fixes: () =>
            fixIf(
              'Remove the annotation',
              'review',
              () => deleteNode(ctx, node),
              [removes(object, 'metadata', 'annotations', key)],
              [
                'The proxy no longer does what the text says: some of it, such as rewrites and redirects, may have an annotation of its own, and the rest is for the configuration of the controller or for the program',
              ],
            ),
        };
      }
    },
  },
);
