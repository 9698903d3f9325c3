import { ObjectName } from '../../checks/shown-name.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNodes } from '../../fixes/yaml-node.ts';
import { isWithin, parseBlock } from '../../network/cidr.ts';
import { type Finding, rule } from '../../rule/rule.ts';
import { lens } from '../../yaml/lens.ts';

export default rule(
  {
    id: 'network/exception-outside-block',
    title: 'Exception outside of its block',
    why: 'An exception takes addresses out of the block beside it. One that lies outside takes nothing out, so the addresses that were meant stay allowed by another rule, and the API server refuses the policy: until someone looks, the pods have none.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { cwe: ['CWE-693'] },
  },
  {
    *'object:NetworkPolicy'({ object, policy }, ctx): Iterable<Finding> {
      for (const { peers, direction } of [...(policy?.ingress ?? []), ...(policy?.egress ?? [])]) {
        if (typeof peers === 'string') continue;
        for (const { ipBlock, span, node } of peers) {
          const block = ipBlock?.cidr === undefined ? undefined : parseBlock(ipBlock.cidr);
          const isOutside = (text: string | undefined): boolean => {
            const except = text === undefined ? undefined : parseBlock(text);
            return block !== undefined && except !== undefined && !isWithin(except, block);
          };
          const outside = ipBlock?.except.find(isOutside);
          if (outside === undefined) continue;
          yield {
            at: span,
            message: `${ObjectName(object)} excepts \`${outside}\`, which is no part of \`${ipBlock?.cidr}\``,
            fixes: () => {
              const except = lens(node).get('ipBlock', 'except').items();
              const wrong = except.filter(({ text }) => isOutside(text)).map((item) => item.node);
              return fixIf(
                `Remove ${ipBlock?.except
                  .filter(isOutside)
                  .map((one) => `\`${one}\``)
                  .join(', ')} from \`except\``,
                'review',
                () => deleteNodes(ctx, wrong),
                [changes(object, 'spec', direction)],
                ['if these addresses must be blocked, find the rule that allows them'],
              );
            },
          };
        }
      }
    },
  },
);
