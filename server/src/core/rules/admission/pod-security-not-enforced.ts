import { madePods, possibleLevel } from '../../checks/namespace-level.ts';
import { adds, sets } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import { listed } from '../../fixes/network-policy-text.ts';
import { changeScalar } from '../../fixes/yaml-node.ts';
import { ENFORCE } from '../../kubernetes/pod-security/labels.ts';
import { rule } from '../../rule/rule.ts';
import type { TextEdit } from '../../text/span.ts';
import { setPath } from '../../yaml/edit/edit.ts';

/** The cluster's own programs need more than the standards allow. */
const OWN = /^(?:kube-(?:system|public|node-lease)|openshift(?:-.*)?|default)$/;

const NOTE = 'Pods that the standard refuses do not start again: look at the warnings of `kubectl` first';

export default rule(
  {
    id: 'admission/pod-security-not-enforced',
    title: 'Namespace admits every pod',
    why: 'Without a level the API server admits privileged pods and those with the host’s files. An attacker who may create one pod in the namespace, by a stolen token or a careless role, then takes over the node.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      cisKubernetes: ['5.2.1'],
      nsa: ['Pod security enforcement'],
      cwe: ['CWE-1188'],
      kubescape: [
        ...['C-0192', '~C-0193', '~C-0194', '~C-0195', '~C-0196', '~C-0197', '~C-0198'],
        ...['~C-0199', '~C-0200', '~C-0201', '~C-0202', '~C-0203', '~C-0204'],
      ],
      kyverno: ['~add-psa-labels', '~deny-privileged-profile'],
    },
  },
  {
    *'object:Namespace'(namespace, ctx) {
      const { object, podSecurity } = namespace;
      if (
        object.partial ||
        !object.nameKnown ||
        OWN.test(object.name) ||
        (podSecurity?.level ?? 'privileged') !== 'privileged'
      )
        return;
      const labels = object.lens.get('metadata', 'labels');
      const label = labels.get(ENFORCE);
      // A wrong level is refused: `admission/unknown-pod-security-label` reports it.
      if ((!podSecurity && !label.absent) || label.hidden || labels.more) return;
      const unit = yamlOf(ctx);
      const route = ['metadata', 'labels', ENFORCE];
      yield {
        at: label.at ?? object.nameSpan,
        message: podSecurity
          ? `Pod Security admits every pod of \`${object.name}\`: its level is \`privileged\``
          : `No label makes Pod Security refuse dangerous pods of \`${object.name}\``,
        fixes: () => {
          const level = possibleLevel(namespace, ctx.workspace);
          if (level === 'privileged') return [];
          const edits = (): TextEdit[] =>
            podSecurity ? changeScalar(ctx, label.node, level) : unit ? setPath(unit, object.node, route, level) : [];
          const effect = podSecurity ? sets(object, ...route) : adds(object, ...route);
          return fixIf(
            `Enforce \`${level}\``,
            'review',
            edits,
            [effect],
            [NOTE, ...madeNotes(madePods(namespace, ctx.workspace))],
          );
        },
      };
    },
  },
);

const madeNotes = (objects: readonly string[]): string[] =>
  objects.length === 0
    ? []
    : [`the level applies to the pods of ${listed(objects.map((one) => `\`${one}\``))} too, which no file here shows`];
