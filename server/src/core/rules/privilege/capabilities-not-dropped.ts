import { DEFAULT_CAPABILITIES } from '../../checks/command-capabilities.ts';
import { isPrivileged } from '../../checks/is-privileged.ts';
import { addedBack, dropAll, dropFixes } from '../../fixes/capabilities.ts';
import { dropsCapabilities } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';
import type { TextEdit } from '../../text/span.ts';

export default rule(
  {
    id: 'privilege/capabilities-not-dropped',
    title: 'Capabilities not dropped',
    why: 'Even an unprivileged container starts with about fourteen kernel capabilities. They allow it to change the owner of files, send raw packets and switch to any user id. Most programs need none of them, but an attacker in the container can use every one. Drop all of them and add back the one or two that the program needs.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'safe',
    group: 'hardening',
    setting: 'droppedCapabilities',
    since: '0.1.0',
    tags: ['compose', 'kubernetes', 'least-privilege'],
    refs: {
      cisDocker: ['5.4'],
      cisKubernetes: ['5.2.10', '5.2.8'],
      nist800190: ['4.4.3'],
      owaspDocker: ['3'],
      cwe: ['CWE-250'],
      trivy: ['KSV-0003', '~KSV-0004', '~KSV-0106'],
      checkov: ['CKV_K8S_37', '~CKV_K8S_28'],
      polaris: ['insecureCapabilities'],
      kyverno: ['drop-all-capabilities', '~disallow-capabilities-strict'],
      kics: [
        '~ce76b7d0-9e77-464d-b86f-c5c48e03e22d',
        '~268ca686-7fb7-4ae9-b129-955a2a89064e',
        '~dbbc6705-d541-43b0-b166-dd4be8208b54',
      ],
      'kube-linter': ['~drop-net-raw-capability'],
      kubescape: ['~C-0055', '~drop-capability-netraw'],
      datree: ['~CIS_MISSING_VALUE_DROP_NET_RAW'],
      kubesec: ['CapDropAll', '~CapDropAny'],
      'pss-restricted': ['~capabilities_restricted'],
    },
  },
  {
    *container(container, ctx) {
      if (container.partial || container.windows || container.capabilitiesUnknown) return;
      const kubernetes = container.origin === 'kubernetes';
      // Runtimes accept `all`, or every default by name, instead of `ALL`. The restricted Pod Security Standard accepts neither.
      const names = new Set(container.capDrop.map((c) => c.name));
      const inEffect = names.has('ALL') || DEFAULT_CAPABILITIES.every((name) => names.has(name));
      const exact = !kubernetes || container.capDrop.some((c) => c.raw === 'ALL');
      const level = ctx.settings.podSecurity?.level;
      if (inEffect && (exact || level !== 'restricted')) return;
      const dropped = container.capDrop.map((c) => `\`${c.raw}\``).join(', ');
      const first = container.capDrop[0];
      if (inEffect && first) {
        const message = `The restricted Pod Security Standard accepts only \`ALL\` as dropped capabilities, not ${dropped}`;
        const edits = (): TextEdit[] => dropAll(ctx, container);
        const effect = dropsCapabilities(container, addedBack(ctx, container).length > 0);
        yield { at: first.at, message, fixes: fixIf('Write `ALL`', 'safe', edits, effect) };
        return;
      }
      const privileged = isPrivileged(container);
      yield {
        at: container.nameSpan,
        absent: container.capDrop.length === 0,
        message: dropped
          ? `\`${container.name}\` drops ${dropped} but not \`ALL\` capabilities`
          : `\`${container.name}\` ${privileged ? 'has every capability, because it is privileged' : 'keeps the default capabilities'}`,
        // To drop them has no effect then: first `privileged` goes.
        fixes: () => (privileged ? [] : dropFixes(ctx, container)),
      };
    },
  },
);
