import { isWithin, parseBlock } from '../../network/cidr.ts';
import { type Finding, rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/exception-outside-block',
    title: 'Exception outside of its block',
    why: 'An exception takes addresses out of the block beside it. One that lies outside takes nothing out, so the addresses that were meant stay allowed by another rule, and the API server refuses the policy: until someone looks, the pods have none.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { cwe: ['CWE-693'] },
  },
  {
    *'object:NetworkPolicy'({ object, policy }): Iterable<Finding> {
      for (const { peers } of [...(policy?.ingress ?? []), ...(policy?.egress ?? [])]) {
        if (typeof peers === 'string') continue;
        for (const { ipBlock, span } of peers) {
          const block = ipBlock?.cidr === undefined ? undefined : parseBlock(ipBlock.cidr);
          const outside = ipBlock?.except.find((text) => {
            const except = parseBlock(text);
            return block && except && !isWithin(except, block);
          });
          if (outside === undefined) continue;
          yield {
            at: span,
            message: `\`${object.name || object.kind}\` excepts \`${outside}\`, which is no part of \`${ipBlock?.cidr}\``,
          };
        }
      }
    },
  },
);
