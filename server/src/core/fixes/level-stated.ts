/** Fixes of the values that a workload states and a Pod Security Standard refuses. */
import type { Workload } from '../domain/kubernetes.ts';
import type { PodSecurityLevel } from '../kubernetes/pod-security/judge.ts';
import { DEFAULT_CAPABILITIES } from '../kubernetes/pod-security/lists.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { Found } from '../yaml/lens.ts';
import type { Part } from './effect.ts';
import { fix } from './fix.ts';
import { removeHostNamespace, removesHostNamespace } from './host-namespace.ts';
import { removeCapabilityFix } from './remove-capability.ts';
import { runtimeDefaultFix } from './runtime-default.ts';

/** The fixes that the rules about these values offer too; `undefined` where one of the values has none. Values that no fix changes are not looked at. */
export function statedFixes(workload: Workload, level: PodSecurityLevel, ctx: Context): Fix[] | undefined {
  const all = [
    ...namespaceFixes(workload, ctx),
    ...capabilityFixes(workload, level, ctx),
    ...profileFixes(workload, ctx),
  ];
  const fixes = all.filter((one) => one !== undefined);
  return fixes.length === all.length ? fixes : undefined;
}

function* namespaceFixes(workload: Workload, ctx: Context): Iterable<Fix | undefined> {
  for (const [key, namespace] of NAMESPACES) {
    const setting = workload[key];
    if (setting.value !== true) continue;
    const edits = removeHostNamespace(ctx, workload, setting, namespace);
    const effect = removesHostNamespace(workload, key);
    yield edits.length > 0 ? fix(`Remove \`${key}\``, 'review', () => edits, effect) : undefined;
  }
}

const NAMESPACES = [
  ['hostNetwork', 'network'],
  ['hostPID', 'pid'],
  ['hostIPC', 'ipc'],
] as const;

function* capabilityFixes({ containers }: Workload, level: PodSecurityLevel, ctx: Context): Iterable<Fix | undefined> {
  const isAllowed = (raw: string): boolean =>
    level === 'restricted' ? raw === 'NET_BIND_SERVICE' : DEFAULT_CAPABILITIES.has(raw);
  for (const container of containers) {
    const refused = container.capAdd.filter(({ raw }) => !isAllowed(raw));
    // Several removals from one list would leave it empty.
    if (refused.length > 1) yield undefined;
    else for (const capability of refused) yield removeCapabilityFix(ctx, container, capability)[0];
  }
}

function* profileFixes(workload: Workload, ctx: Context): Iterable<Fix | undefined> {
  const parts: readonly (readonly [Part, Found])[] = [
    [workload, workload.pod],
    ...workload.containers.map((container) => [container, container.lens] as const),
  ];
  for (const [part, from] of parts)
    for (const key of ['seccompProfile', 'appArmorProfile'] as const) {
      const { text } = from.get('securityContext', key, 'type');
      if (text === 'Unconfined') yield runtimeDefaultFix(ctx, part, from, key)[0];
    }
}
