import { isPrivileged } from '../../checks/is-privileged.ts';
import { ObjectName } from '../../checks/shown-name.ts';
import type { Part } from '../../fixes/effect.ts';
import { runtimeDefaultFix } from '../../fixes/runtime-default.ts';
import { removeOptionFix } from '../../fixes/security-option.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import type { Found } from '../../yaml/lens.ts';

const CONFINED = new Set(['RuntimeDefault', 'Localhost']);

export default rule(
  {
    id: 'privilege/unconfined-seccomp',
    title: 'Seccomp switched off',
    why: 'Seccomp blocks system calls that programs rarely use and that often have flaws. Without it an attacker can create user namespaces, load keys or trace processes, and most published container escapes work again.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'seccomp',
    since: '0.1.0',
    mutedBy: 'privileged',
    tags: ['compose', 'kubernetes', 'isolation'],
    refs: {
      cisDocker: ['5.22'],
      cisKubernetes: ['5.6.2'],
      nist800190: ['4.4.3'],
      owaspDocker: ['6'],
      trivy: ['~KSV-0104', '~KSV-0030'],
      checkov: ['~CKV_K8S_31'],
      kyverno: ['restrict-seccomp', '~restrict-seccomp-strict'],
      gatekeeper: ['~K8sPSPSeccomp', '~K8sPSPSeccompV2'],
      datree: ['~CIS_INVALID_VALUE_SECCOMP_PROFILE', '~CONTAINERS_INCORRECT_SECCOMP_PROFILE'],
      kics: ['404fde2c-bc4b-4371-9747-7054132ac953', '~f377b83e-bd07-4f48-a591-60c82b14a78b'],
      semgrep: ['seccomp-confinement-disabled'],
      kubesec: ['SeccompUnconfined'],
      'pss-baseline': ['seccompProfile_baseline'],
      'pss-restricted': ['seccompProfile_baseline', '~seccompProfile_restricted'],
    },
  },
  {
    *container(container, ctx) {
      // A privileged container is not confined anyway: it is enough to report that.
      if (isPrivileged(container)) return;
      if (container.origin === 'kubernetes') {
        yield* unconfined(ctx, container, container.lens, `\`${container.name}\``);
        return;
      }
      const { value, at } = container.seccomp;
      if (value !== 'Unconfined' || !at) return;
      yield {
        at,
        message: `\`${container.name}\` runs without a seccomp filter`,
        fixes: removeOptionFix(ctx, container, { key: 'seccomp', value: 'unconfined' }),
      };
    },
    // The pod’s value is a finding even if every container overrides it: the next container inherits it.
    *workload(workload, ctx) {
      yield* unconfined(ctx, workload, workload.pod, ObjectName(workload.object));
    },
  },
);

function* unconfined(ctx: Context, part: Part, from: Found, name: string): Iterable<Finding> {
  const { at, text: type } = from.get('securityContext', 'seccompProfile', 'type');
  if (type === undefined || CONFINED.has(type)) return;
  yield {
    at,
    message:
      type === 'Unconfined'
        ? `${name} runs without a seccomp filter`
        : `${name} names a seccomp profile type that does not exist: \`${type}\``,
    fixes: runtimeDefaultFix(ctx, part, from, 'seccompProfile'),
  };
}
