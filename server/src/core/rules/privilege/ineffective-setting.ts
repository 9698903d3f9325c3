import { type IneffectiveSetting, ineffectiveIn, ineffectiveInPod } from '../../checks/ineffective-settings.ts';
import { objectName } from '../../checks/shown-name.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Finding, rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/ineffective-setting',
    title: 'Setting without effect',
    why: 'Not every platform reads every setting. `docker stack deploy` prints one line about options that it ignores, Cloud Run runs without a `securityContext`, and the kubelet of a Windows node removes settings of Linux. The file then looks hardened while an attacker meets none of its protections.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'default',
    fix: 'none',
    since: '0.1.0',
    tags: ['compose', 'kubernetes', 'least-privilege'],
    refs: { nist800190: ['4.4.3'], cwe: ['CWE-693'] },
  },
  {
    *container(container) {
      yield* report(ineffectiveIn(container), `\`${container.name}\``, container.platform);
    },
    *workload(workload) {
      const name = objectName(workload.object);
      yield* report(ineffectiveInPod(workload), name, workload.platform);
    },
  },
);

/** One finding for all settings. Settings that would only weaken the container are worth a hint. */
function* report(found: readonly IneffectiveSetting[], name: string, platform: Platform): Iterable<Finding> {
  const protections = found.filter((s) => s.protects);
  const first = protections[0] ?? found[0];
  if (!first) return;
  const settings = [...new Set([...protections, ...found].map((s) => s.named))];
  const message = `${listed(settings)} of ${name} ${settings.length > 1 ? 'have' : 'has'} no effect in ${platform.title}`;
  yield {
    at: first.at,
    ...(protections.length > 0 ? {} : { severity: 'hint' }),
    message: message.charAt(0).toUpperCase() + message.slice(1),
  };
}

const listed = (names: readonly string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('');
