import { isObjectName } from '../../kubernetes/object-name.ts';
import { rule } from '../../rule/rule.ts';
import { UNKNOWN_POLICY } from '../../workspace/keys.ts';

export default rule(
  {
    id: 'admission/policy-not-bound',
    title: 'Policy that is bound nowhere',
    why: 'An admission policy does nothing until a binding applies it. The policy looks like a border, and every object passes it.',
    severity: 'info',
    confidence: 'medium',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation', 'cross-file'],
    refs: { cwe: ['CWE-693'] },
  },
  {
    *'object:AdmissionPolicy'({ object }, ctx) {
      const { name, kind } = object;
      if (object.partial || !isObjectName(name) || !ctx.workspace.complete) return;
      // A binding whose policy is not known may be about this one.
      const bindings = [name, UNKNOWN_POLICY].flatMap((key) => ctx.workspace.of('admission-policy-binding', key));
      if (bindings.some(({ fact }) => fact.type === kind)) return;
      yield { at: object.nameSpan, message: `No file has a ${kind}Binding for \`${name}\`, so it does nothing` };
    },
  },
);
