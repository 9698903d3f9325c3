import { adds, removes, sets } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar, renameKey } from '../../fixes/yaml-node.ts';
import { POD_SECURITY_LEVELS } from '../../kubernetes/pod-security/judge.ts';
import { isVersion, levelOf, POD_SECURITY_LABELS, POD_SECURITY_PREFIX } from '../../kubernetes/pod-security/labels.ts';
import { hint, nearestAll } from '../../rule/names.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'admission/unknown-pod-security-label',
    title: 'Pod Security label that is not read',
    why: 'The API server reads six labels of Pod Security and ignores all others, so a mistyped one protects nothing. It refuses to create a namespace with a level that it does not know.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { cisKubernetes: ['5.2.1'], cwe: ['CWE-693'] },
  },
  {
    *'object:Namespace'({ object }, ctx) {
      for (const label of object.lens.get('metadata', 'labels').entries()) {
        if (!label.key.startsWith(POD_SECURITY_PREFIX) || label.entry.templatedKey) continue;
        const name = label.key.slice(POD_SECURITY_PREFIX.length);
        const route = ['metadata', 'labels'];
        if (!POD_SECURITY_LABELS.includes(name)) {
          const near = nearestAll(name, POD_SECURITY_LABELS);
          const [to] = near.map((one) => POD_SECURITY_PREFIX + one);
          yield {
            at: label.keyAt,
            message: `Pod Security reads no label \`${label.key}\`${hint(near)}`,
            fixes: () =>
              to && near.length === 1
                ? fixIf(`Rename to \`${to}\``, 'review', () => renameKey(ctx, label, to), [
                    removes(object, ...route, label.key),
                    adds(object, ...route, to),
                  ])
                : [],
          };
        } else if (label.text !== undefined && name.endsWith('-version') && !isVersion(label.text))
          yield { at: label.valueAt, message: `\`${label.text}\` is no version of Pod Security` };
        else if (label.text !== undefined && !name.endsWith('-version') && !levelOf(label.text)) {
          const near = nearestAll(label.text, POD_SECURITY_LEVELS);
          const [to] = near;
          yield {
            at: label.valueAt,
            message: `\`${label.text}\` is no level of Pod Security${hint(near)}`,
            fixes: () =>
              to
                ? fixIf(`Use \`${to}\``, 'review', () => changeScalar(ctx, label.node, to), [
                    sets(object, ...route, label.key),
                  ])
                : [],
          };
        }
      }
    },
  },
);
