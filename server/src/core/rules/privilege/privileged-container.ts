import { endsSoon } from '../../checks/ends-soon.ts';
import { type HostWork, hostWork, isSysctlByName, preparesNode } from '../../checks/host-work.ts';
import { knownService } from '../../checks/known-container.ts';
import { propagatesMounts } from '../../checks/mount-propagation.ts';
import { nestedEngine } from '../../checks/nested-engine.ts';
import { hasUserNamespace } from '../../checks/non-root.ts';
import { isForProduction } from '../../checks/production.ts';
import { runUser } from '../../checks/run-user.ts';
import { saidOf } from '../../checks/setting-comments.ts';
import { hardened, removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { rule, type Severity } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/privileged-container',
    title: 'Privileged container',
    why: 'A privileged container has every capability, sees every device of the host and runs without seccomp and AppArmor. An attacker who takes it over mounts the host’s disk or loads a kernel module, and then controls the host and every other container on it. Almost nothing needs this: grant single devices or capabilities instead.',
    severity: 'error',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'privileged',
    since: '0.1.0',
    hostNeed: 'privileges',
    tags: ['compose', 'kubernetes', 'isolation'],
    refs: {
      cisDocker: ['5.5'],
      cisKubernetes: ['5.2.2'],
      nist800190: ['4.4.3'],
      owaspDocker: ['3'],
      cwe: ['CWE-250'],
      trivy: ['KSV-0017'],
      checkov: ['CKV_K8S_16'],
      'kube-linter': ['privileged-container'],
      'kube-score': ['container-security-context-privileged'],
      polaris: ['runAsPrivileged'],
      kubescape: ['C-0057', '~rule-privileged-container'],
      kyverno: ['disallow-privileged-containers'],
      gatekeeper: ['K8sPSPPrivilegedContainer'],
      datree: ['CONTAINERS_INCORRECT_PRIVILEGED_VALUE_TRUE'],
      kics: ['ae5b6871-7f45-42e0-bb4c-ab300c4d2026', 'dd29336b-fe57-445b-a26e-e6aa867ae609'],
      semgrep: ['privileged-container', 'privileged-service'],
      'sonar-iac': ['S6428'],
      kubesec: ['Privileged'],
      'pss-baseline': ['privileged'],
      'pss-restricted': ['privileged'],
    },
  },
  {
    *container(container, ctx) {
      const { value, at, node } = container.privileged;
      if (value !== true || !at) return;
      const effect = [removes(container, ...hardened(container, 'privileged', 'privileged'))];
      const inside = hasUserNamespace(container.owner);
      const work = inside ? undefined : hostWork(container);
      const engine = inside ? undefined : nestedEngine(container);
      const reason = work ? `its command ${work.text}` : engine?.text;
      const isStrict = inside
        ? false
        : preparesNode(container, ctx.unit) || (engine && !engine.rootless && !isForProduction(ctx.unit.path));
      const has = runUser(container, ctx).verdict === 'non-root' ? 'its root would have' : 'it has';
      const power = `${has} all capabilities ${inside ? 'in its user namespace' : 'and devices of the host'}`;
      yield {
        at,
        severity: inside || engine ? 'warning' : severityFor(work, endsSoon(container, ctx.unit)),
        ...(isStrict && { profile: 'strict' as const }),
        message: `\`${container.name}\` is privileged: ${reason ?? power}`,
        related: container.capAdd.map((capability) => ({
          place: { unit: ctx.unit, at: capability.at },
          message: `\`${capability.raw}\` adds nothing to that`,
        })),
        fixes:
          // What an unknown program does with its devices and capabilities is in no file: without them it fails.
          reason !== undefined ||
          saidOf(ctx.unit, at.start) === 'keep' ||
          propagatesMounts(container) ||
          isSysctlByName(container) ||
          knownService(container) === undefined
            ? []
            : fixIf('Remove `privileged`', 'review', () => deleteNode(ctx, node), effect),
      };
    },
  },
);

/** What prepares the node runs once, before programs that an attacker reaches. */
const severityFor = (work: HostWork | undefined, once: boolean): Severity =>
  work && !work.namespaced && once ? 'info' : 'error';
