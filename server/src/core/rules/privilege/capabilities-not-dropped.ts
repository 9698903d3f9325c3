import { setSecurityContext, setServiceKey } from '../../fixes/container.ts';
import { fixIf } from '../../fixes/fix.ts';
import { rule } from '../../rule.ts';

export default rule(
  {
    id: 'privilege/capabilities-not-dropped',
    title: 'Capabilities not dropped',
    why: 'Even without privileges a container starts with some fourteen kernel capabilities: it may change owners of files, forge raw packets and pick any user id. Most programs need none of them, an intruder uses every one. Dropping all and adding back the one or two that are needed leaves nothing to use.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'safe',
    group: 'hardening',
    tags: ['compose', 'kubernetes', 'least-privilege'],
    refs: {
      cisDocker: ['5.4'],
      cisKubernetes: ['5.2.10', '5.2.8'],
      nist800190: ['4.4.3'],
      owaspDocker: ['3'],
      cwe: ['CWE-250'],
      trivy: ['KSV-0003', 'KSV-0004', 'KSV-0106'],
      checkov: ['CKV_K8S_37', 'CKV_K8S_28'],
      'kube-linter': ['drop-net-raw-capability'],
      polaris: ['insecureCapabilities'],
      kubescape: ['C-0201', 'C-0220', 'C-0199'],
      kyverno: ['require-drop-all', 'disallow-capabilities-strict', 'require-drop-cap-net-raw'],
      datree: ['CIS_MISSING_VALUE_DROP_NET_RAW'],
      kics: [
        'ce76b7d0-9e77-464d-b86f-c5c48e03e22d',
        '268ca686-7fb7-4ae9-b129-955a2a89064e',
        'dbbc6705-d541-43b0-b166-dd4be8208b54',
      ],
      'pss-restricted': ['capabilities_restricted'],
    },
  },
  {
    *container(container, ctx) {
      if (container.partial || container.windows || container.capabilitiesUnknown) return;
      const kubernetes = container.origin === 'kubernetes';
      // Runtimes take `all` for `ALL`, the Pod Security admission does not.
      const folded = container.capDrop.find((c) => c.name === 'ALL');
      if (folded && (!kubernetes || folded.raw === 'ALL')) return;
      const edits = (): ReturnType<typeof setServiceKey> =>
        kubernetes
          ? setSecurityContext(ctx, container, ['capabilities', 'drop'], ['ALL'])
          : setServiceKey(ctx, container, ['cap_drop'], ['ALL']);
      const dropped = container.capDrop.map((c) => `\`${c.raw}\``).join(', ');
      if (folded) {
        const message = `Pod Security does not take ${dropped} for \`ALL\` capabilities`;
        const fixes = fixIf('Write `ALL`', 'safe', edits);
        yield { at: folded.at, message, severity: 'hint', profile: 'strict', fixes };
        return;
      }
      yield {
        at: container.nameSpan,
        absent: container.capDrop.length === 0,
        message: dropped
          ? `\`${container.name}\` drops ${dropped} but not \`ALL\` capabilities`
          : `\`${container.name}\` keeps the default capabilities`,
        fixes: fixIf(kubernetes ? 'Add `capabilities: drop: [ALL]`' : 'Add `cap_drop: [ALL]`', 'review', edits),
      };
    },
  },
);
