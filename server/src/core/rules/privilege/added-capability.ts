import { capabilityPower } from '../../checks/capability-power.ts';
import { isPrivileged } from '../../checks/is-privileged.ts';
import type { Capability, Container } from '../../domain/container.ts';
import { mountsWithFuse } from '../../domain/host-folders.ts';
import { neededCapabilities } from '../../fixes/capabilities.ts';
import { removeCapabilityFix } from '../../fixes/remove-capability.ts';
import { DEFAULT_CAPABILITIES } from '../../kubernetes/pod-security/lists.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/added-capability',
    title: 'Capability added',
    why: 'A capability is a part of root’s power. Some amount to full root: with `SYS_ADMIN` an attacker mounts the host’s disk, with `SYS_MODULE` loads a kernel module, and with `DAC_READ_SEARCH` reads every file of the host. Others give access to the network, the clock or other processes.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'addedCapabilities',
    since: '0.1.0',
    hostNeed: 'capabilities',
    mutedBy: 'privileged',
    tags: ['compose', 'kubernetes', 'least-privilege'],
    refs: {
      cisDocker: ['5.4'],
      cisKubernetes: ['5.2.9'],
      nist800190: ['4.4.3'],
      owaspDocker: ['3'],
      cwe: ['CWE-250'],
      trivy: ['~KSV-0005', 'KSV-0022', '~KSV-0120', '~KSV-0106', '~KSV-0119'],
      checkov: ['CKV_K8S_25', '~CKV_K8S_39'],
      polaris: ['~dangerousCapabilities'],
      kubescape: ['C-0046', 'insecure-capabilities', '~rule-privileged-container'],
      kyverno: ['disallow-capabilities', '~disallow-capabilities-strict'],
      gatekeeper: ['~K8sPSPCapabilities'],
      datree: ['CONTAINERS_INVALID_CAPABILITIES_VALUE', '~EKS_INVALID_CAPABILITIES_EKS'],
      kics: [
        '19ebaa28-fc86-4a58-bcfa-015c9e22fe40',
        '~235236ee-ad78-4065-bd29-61b061f28ce0',
        '~ce76b7d0-9e77-464d-b86f-c5c48e03e22d',
      ],
      'sonar-iac': ['S5849'],
      kubesec: ['~CapSysAdmin'],
      'pss-baseline': ['capabilities_baseline'],
      'pss-restricted': ['capabilities_baseline', '~capabilities_restricted'],
    },
  },
  {
    *container(container, ctx) {
      // A privileged container has all of them: `privilege/privileged-container` names those that are added.
      if (container.windows || isPrivileged(container)) return;
      const level = ctx.settings.podSecurity?.level;
      // Adding a default back after `drop: [ALL]` is good practice.
      const dropsAll = container.capDrop.some((dropped) => dropped.name === 'ALL');
      for (const capability of container.capAdd) {
        const { name, raw } = capability;
        // In another spelling (`CAP_CHOWN`) a default has no more power either, though Pod Security refuses it.
        const harmless =
          isHarmless(container, capability) || (dropsAll && level === undefined && DEFAULT_CAPABILITIES.has(name));
        // The restricted standard allows `NET_BIND_SERVICE` only.
        if (harmless && (container.origin === 'compose' || name === 'NET_BIND_SERVICE')) continue;
        if (harmless && dropsAll && level !== 'restricted') continue;
        if (harmless && level !== undefined && level !== 'restricted') continue;
        // Runtimes grant `NET_RAW` by default too.
        const isDefault = harmless || raw === 'NET_RAW';
        // Only programs of root get an added capability.
        const unused = harmless && /^[1-9]\d*$/.test(container.user.value ?? '');
        if (isDefault && level === undefined && (unused || neededCapabilities(ctx, container).includes(name))) continue;
        // `IPC_LOCK` only locks memory, which databases are told to do. Source: capabilities(7).
        const isWeak = harmless || name === 'IPC_LOCK';
        const isNeeded = name === 'SYS_ADMIN' && mountsWithFuse(container);
        const [severity, power] = capabilityPower(container, name) ?? [isWeak ? 'info' : 'warning', undefined];
        yield {
          at: capability.at,
          severity,
          ...(isWeak || isNeeded ? { profile: 'strict' } : {}),
          ...(container.image && { sameCause: `${name} ${container.image.raw}` }),
          message: `\`${container.name}\` adds ${power ? `\`${raw}\`, which ${power}` : `the capability \`${raw}\``}`,
          fixes: removeCapabilityFix(ctx, container, capability),
        };
      }
    },
  },
);

/** Docker has `NET_RAW` among its defaults, Pod Security does not. Pod Security accepts only capitals without `CAP_`. */
const isHarmless = (container: Container, { name, raw }: Capability): boolean =>
  container.origin === 'compose' ? DEFAULT_CAPABILITIES.has(name) || name === 'NET_RAW' : DEFAULT_CAPABILITIES.has(raw);
