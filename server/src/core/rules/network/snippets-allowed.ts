import { ObjectName } from '../../checks/shown-name.ts';
import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { groupOf } from '../../kubernetes/templates.ts';
import { rule } from '../../rule/rule.ts';

/** Source: ingress-nginx, "ConfigMaps", `allow-snippet-annotations`, which is off since version 1.9; read 2026-11-30. */
const SWITCH = 'allow-snippet-annotations';

export default rule(
  {
    id: 'network/snippets-allowed',
    title: 'Every Ingress may configure the proxy',
    why: 'With this setting an annotation of an Ingress writes configuration of nginx. Who may create an Ingress in one namespace then reads the files of the controller: its account’s token, and through it the Secrets of all namespaces (CVE-2021-25742).',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure', 'least-privilege'],
    refs: {
      cwe: ['CWE-94'],
      checkov: ['~CKV_K8S_152'],
      kubescape: ['~C-0059'],
      kyverno: ['~disallow-ingress-nginx-custom-snippets'],
      datree: ['CONFIGMAP_CVE2021_25742_INCORRECT_SNIPPET_ANNOTATIONS_VALUE'],
    },
  },
  {
    *object(object, ctx) {
      if (object.kind !== 'ConfigMap' || groupOf(object.apiVersion) !== '') return;
      const value = object.lens.get('data', SWITCH);
      if (value.text !== 'true') return;
      yield {
        at: value.at,
        message: `${ObjectName(object)} lets the annotations of every Ingress configure nginx`,
        fixes: () =>
          fixIf(
            'Remove the setting: annotations with snippets are refused',
            'review',
            () => deleteNode(ctx, value.node),
            [removes(object, 'data', SWITCH)],
            ['an Ingress with such an annotation loses its settings: see `network/ingress-snippet`'],
          ),
      };
    },
  },
);
