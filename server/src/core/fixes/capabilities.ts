/** Drops capabilities of a container and keeps those that its start needs. */
import type { Container } from '../domain/container.ts';
import { dropsPrivileges } from '../image/knowledge/user/drops-privileges.ts';
import type { Context } from '../rule/rule.ts';
import { compatible } from '../text/edits.ts';
import type { TextEdit } from '../text/span.ts';
import { setKey, setPath } from '../yaml/edit/edit.ts';
import { isShared } from '../yaml/walk.ts';
import { setSecurityContext } from './container.ts';
import { yamlOf } from './fix.ts';

/** Capabilities of an entrypoint that takes over its data directory as root and then changes to another user. */
const STEP_DOWN_CAPABILITIES = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'];

/** The image starts as root and changes to another user by itself, which needs some capabilities. */
export const dropsRoot = (container: Container): boolean =>
  container.user.value === undefined &&
  container.image?.reference !== undefined &&
  dropsPrivileges(container.image.reference);

/** Drops all capabilities. For an image that steps down, it adds back those needed for that. */
export function dropAll(ctx: Context, container: Container): TextEdit[] {
  const unit = yamlOf(ctx);
  if (!unit || isShared(unit, container.node)) return [];
  const kubernetes = container.origin === 'kubernetes';
  const capabilities = container.lens.get('securityContext', 'capabilities');
  const added = kubernetes ? capabilities.get('add') : container.lens.get('cap_add');
  const keep = dropsRoot(container) && !added.node ? STEP_DOWN_CAPABILITIES : [];
  if (kubernetes) {
    if (keep.length === 0) return setSecurityContext(ctx, container, ['capabilities', 'drop'], ['ALL']);
    if (!capabilities.node) return setSecurityContext(ctx, container, ['capabilities'], { drop: ['ALL'], add: keep });
    return together(
      setSecurityContext(ctx, container, ['capabilities', 'drop'], ['ALL']),
      setSecurityContext(ctx, container, ['capabilities', 'add'], keep),
    );
  }
  const drop = setPath(unit, container.node, ['cap_drop'], ['ALL']);
  return keep.length === 0 ? drop : together(drop, setKey(unit, container.node, 'cap_add', keep));
}

/** Combines two lists of edits; insertions at the same place are joined in order. */
function together(first: readonly TextEdit[], second: readonly TextEdit[]): TextEdit[] {
  if (compatible([...first, ...second])) return [...first, ...second];
  const [a] = first;
  const [b] = second;
  if (first.length !== 1 || second.length !== 1 || !a || !b || a.span.start !== b.span.start) return [...first];
  return [{ span: a.span, text: a.text + b.text }];
}
