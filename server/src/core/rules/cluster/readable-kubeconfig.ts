import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

const KEY = 'write-kubeconfig-mode';

export default rule(
  {
    id: 'cluster/readable-kubeconfig',
    title: 'Everyone on the node reads the key of the cluster',
    why: 'K3s and RKE2 write the kubeconfig of the administrator to the node. With this mode every user and every program there reads it, and an attacker who gets into one of them, without being root, owns the cluster.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'credentials'],
    refs: { cisKubernetes: ['1.1.13'], cwe: ['CWE-732'] },
  },
  {
    *distribution(root, ctx) {
      const { at, text = '', node, scalar } = root.get(KEY);
      const isQuoted = scalar?.style === 'single' || scalar?.style === 'double';
      // The last digit is for all others. Without the key the mode is 0600. Source: K3s, `pkg/server/server.go`, read 2026-11-30.
      if (!at || !/^0?[0-7]{2}[4-7]$/.test(text)) return;
      // YAML reads `0644` without quotes as the number 420, and K3s that as the mode 0420: `pkg/configfilearg/parser.go`, with yaml.v2.
      if (!isQuoted && text.startsWith('0')) return;
      const good = isQuoted ? '0600' : '600';
      yield {
        at,
        message: `Everyone on the node reads the administrator\u2019s kubeconfig: \`${KEY}: ${text}\``,
        fixes: fixIf(
          `Set \`${KEY}\` to \`${good}\``,
          'review',
          () => changeScalar(ctx, node, good),
          [changes([KEY])],
          ['People who run `kubectl` there need `sudo`, or a kubeconfig of their own'],
        ),
      };
    },
  },
);
