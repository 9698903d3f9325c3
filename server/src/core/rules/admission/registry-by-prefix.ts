import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar } from '../../fixes/yaml-node.ts';
import { groupOf } from '../../kubernetes/kind/kind.ts';
import { rule } from '../../rule/rule.ts';

/** A host without a path: with a dot or a port, as image names have it. */
const HOST = /^[a-z\d][a-z\d.-]*(?:\.[a-z]{2,}|:\d+)$/i;

export default rule(
  {
    id: 'admission/registry-by-prefix',
    title: 'Registries are allowed by the beginning of their name',
    why: 'Gatekeeper compares the beginning of the image’s name. `registry.example.com` without a slash also lets `registry.example.com.attacker.net` in, a name that anyone can register.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'supply-chain'],
    refs: { cisKubernetes: ['5.5.1'], cwe: ['CWE-183'], trivy: ['~KSV-0124'] },
  },
  {
    *object(object, ctx) {
      if (object.kind !== 'K8sAllowedRepos' || groupOf(object.apiVersion) !== 'constraints.gatekeeper.sh') return;
      for (const { at, text, node } of object.lens.get('spec', 'parameters', 'repos').items()) {
        if (text === undefined || !HOST.test(text)) continue;
        yield {
          at,
          message: `\`${text}\` also allows registries whose name only begins with it`,
          fixes: fixIf(`End it with a slash: \`${text}/\``, 'review', () => changeScalar(ctx, node, `${text}/`), [
            changes(object, 'spec', 'parameters', 'repos'),
          ]),
        };
      }
    },
  },
);
