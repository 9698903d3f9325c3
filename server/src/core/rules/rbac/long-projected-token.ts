import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

/** A day, in seconds. The default is an hour. */
const LONGEST = 86_400;

export default rule(
  {
    id: 'rbac/long-projected-token',
    title: 'Token in a pod that is valid for long',
    why: 'A token that an attacker copies out of the pod works from anywhere until it ends. The kubelet renews it in time, so a long life helps only the attacker.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'credentials'],
    refs: { nsa: ['Service account tokens'], cwe: ['CWE-613'] },
  },
  {
    *workload(workload, ctx) {
      for (const volume of workload.volumes)
        for (const source of volume.lens.get('projected', 'sources').items()) {
          const { at, text, node } = source.get('serviceAccountToken', 'expirationSeconds');
          if (!at || text === undefined || !/^\d+$/.test(text) || Number(text) <= LONGEST) continue;
          yield {
            at,
            message: `The token in ${volume.name ? `volume \`${volume.name}\`` : 'this volume'} is valid for ${days(Number(text))}`,
            fixes: fixIf(
              'Let it end after an hour, the default',
              'review',
              () => deleteNode(ctx, node),
              [removes(workload, 'volumes', volume.name, '**', 'expirationSeconds')],
              ['Check that the program reads the file again: the kubelet renews it'],
            ),
          };
        }
    },
  },
);

function days(seconds: number): string {
  const whole = Math.floor(seconds / LONGEST);
  return whole === 1 ? 'more than a day' : `${whole} days`;
}
