/** Removes subjects of bindings. */
import type { RoleBindingObject, RoleSubject } from '../kubernetes/kinds/role-binding.ts';
import type { Context, Fix } from '../rule/rule.ts';
import { removes } from './effect.ts';
import { fixIf } from './fix.ts';
import { deleteNode } from './yaml-node.ts';

/** Removes one of several subjects; empty for the only one, without which the binding does nothing. */
export function removeSubject({ object, subjects }: RoleBindingObject, subject: RoleSubject, ctx: Context): Fix[] {
  if (subjects.length < 2) return [];
  return fixIf(
    `Remove \`${subject.name.value}\``,
    'review',
    () => deleteNode(ctx, subject.node),
    [removes(object, 'subjects', subject.name.value ?? '*')],
    ['name the accounts that need the role instead'],
  );
}
