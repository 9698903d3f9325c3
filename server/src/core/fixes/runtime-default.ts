/** Gives a pod or container the runtime's own seccomp or AppArmor profile. */
import { debuggerNotes, debuggerOf } from '../checks/debugger.ts';
import { isKeptAtHead, saidOf } from '../checks/setting-comments.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { setScalar } from '../yaml/edit/edit.ts';
import type { Found } from '../yaml/lens.ts';
import { isShared } from '../yaml/walk.ts';
import { ofPod } from './container.ts';
import { type Part, removes, sets } from './effect.ts';
import { fixIf, yamlOf } from './fix.ts';
import { deleteNode } from './yaml-node.ts';

/** How many containers take the profile from the pod. */
function inheriting(part: Part, key: 'seccompProfile' | 'appArmorProfile'): number {
  if (!('podSpec' in part)) return 1;
  const setting = key === 'seccompProfile' ? 'seccomp' : 'appArmor';
  return part.containers.filter((container) => container[setting].level === 'pod').length;
}

/** None where a debugger runs. @param from the pod or container that `part` names */
export function runtimeDefaultFix(
  ctx: Context,
  part: Part,
  from: Found,
  key: 'seccompProfile' | 'appArmorProfile',
): Fix[] {
  const profile = from.get('securityContext', key);
  const { node } = profile.get('type');
  if (node && saidOf(ctx.unit, node.span.start) === 'keep') return [];
  if (isKeptAtHead(ctx.unit, key === 'seccompProfile' ? /seccomp/i : /apparmor/i)) return [];
  const containers = 'podSpec' in part ? part.containers : 'capAdd' in part ? [part] : [];
  const [debug] = containers
    .flatMap((one) => debuggerOf(one, ctx.unit) ?? [])
    .sort((a, b) => Number(b.isCertain) - Number(a.isCertain));
  if (debug?.isCertain) return [];
  // The API server refuses a local profile beside any type but `Localhost`.
  const local = profile.get('localhostProfile').node;
  const edits = (): TextEdit[] => {
    const unit = yamlOf(ctx);
    if (!unit || node?.type !== 'scalar' || isShared(unit, node)) return [];
    const beside = deleteNode(ctx, local);
    return local && beside.length === 0 ? [] : [...setScalar(unit, node, 'RuntimeDefault'), ...beside];
  };
  const effect = [
    sets(part, 'securityContext', key, 'type'),
    ...(local ? [removes(part, 'securityContext', key, 'localhostProfile')] : []),
  ];
  const notes = [...(key === 'appArmorProfile' ? [NODES] : []), ...debuggerNotes(debug)];
  return fixIf(`Use \`RuntimeDefault\`${ofPod(inheriting(part, key))}`, 'review', edits, effect, notes);
}

/** Source, read on 2026-11-29: Kubernetes documentation, "Restrict a Container's Access to Resources with AppArmor". */
const NODES = 'Check that the nodes have AppArmor: those without it refuse the pod';
