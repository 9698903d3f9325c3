import { sets } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';
import { setKey } from '../../yaml/edit/edit.ts';
import { isShared } from '../../yaml/walk.ts';

const KEY = 'automountServiceAccountToken';

export default rule(
  {
    id: 'rbac/default-account-token',
    title: 'Account `default` hands out its token',
    why: 'Pods that name no account get the token of `default`, though nearly none of them calls the API server. One line in the account ends this for the whole namespace. An attacker who gets into a pod then finds no token there.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege', 'credentials'],
    refs: {
      cisKubernetes: ['5.1.5', '5.1.6'],
      cwe: ['CWE-522'],
      checkov: ['CKV_K8S_41'],
      kubescape: ['C-0189', 'automount-default-service-account', '~automount-service-account'],
      datree: ['CIS_INVALID_VALUE_AUTOMOUNTSERVICEACCOUNTTOKEN'],
    },
  },
  {
    *'object:ServiceAccount'({ object, automount }, ctx) {
      if (object.name !== 'default' || object.partial || automount.value === false || automount.unknown) return;
      yield {
        at: automount.at ?? object.nameSpan,
        message: `The account \`default\`${object.namespace === undefined ? '' : ` of \`${object.namespace}\``} gives its token to every pod that names no account`,
        fixes: () =>
          fixIf(
            `Set \`${KEY}: false\``,
            'review',
            () => {
              const unit = yamlOf(ctx);
              return unit && !isShared(unit, object.node)
                ? setKey(unit, object.node, KEY, false, { after: ['metadata'] })
                : [];
            },
            [sets(object, KEY)],
            ['pods that call the API server need an account of their own'],
          ),
      };
    },
  },
);
