/** Removes an option of a Compose service. */
import { debuggerNotes, debuggerOf } from '../checks/debugger.ts';
import { isKeptAtHead, saidOf } from '../checks/setting-comments.ts';
import { type SecurityOption, securityOptions } from '../compose/security-option.ts';
import type { Container } from '../domain/container.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { removesOption } from './effect.ts';
import { fixIf } from './fix.ts';
import { deleteNode, deleteNodes } from './yaml-node.ts';

type Option = Pick<SecurityOption, 'key' | 'value'>;

const isSame = (a: Option, b: Option): boolean => a.key === b.key && a.value === b.value;

/** The options, each once: of several that say the same (`seccomp=unconfined`, `seccomp:unconfined`) the last. */
export const distinctOptions = (container: Container): SecurityOption[] =>
  securityOptions(container).filter((option, nth, all) => !all.slice(nth + 1).some((later) => isSame(later, option)));

/**
 * The fix that removes an option, wherever the list says it. None for a privileged container, which stays unconfined without the option, nor where a
 * comment says why it is there, or a debugger.
 */
export function removeOptionFix(ctx: Context, container: Container, option: Option): Fix[] {
  if (container.privileged.value === true) return [];
  if (securityOptions(container).some((o) => isSame(o, option) && hasReason(o, ctx))) return [];
  if (/^[\w-]+$/.test(option.key) && isKeptAtHead(ctx.unit, new RegExp(`\\b${option.key}`, 'i'))) return [];
  const found = /^(?:seccomp|apparmor)$/.test(option.key) ? debuggerOf(container, ctx.unit) : undefined;
  if (found?.isCertain) return [];
  const edits = (): TextEdit[] => removeOption(ctx, container, option);
  return fixIf('Remove the option', 'review', edits, [removesOption(container, option)], debuggerNotes(found));
}

const hasReason = ({ at }: SecurityOption, { unit }: Context): boolean => saidOf(unit, at.start) === 'keep';

function removeOption(ctx: Context, container: Container, option: Option): TextEdit[] {
  const nodes = securityOptions(container).flatMap((o) => (isSame(o, option) ? [o.node] : []));
  const list = container.lens.get('security_opt').seq;
  // Removed one at a time, the last item would leave an empty list.
  if (nodes.length > 1 && list?.items.length === nodes.length) return deleteNode(ctx, list);
  return nodes.some((node) => deleteNode(ctx, node).length === 0) ? [] : deleteNodes(ctx, nodes);
}
