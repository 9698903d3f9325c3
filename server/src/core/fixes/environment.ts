/** Edits environment variables. */
import type { Container, EnvVariable } from '../domain/container.ts';
import type { Context } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { deleteItem, deleteKey } from '../yaml/edit/edit.ts';
import { isShared } from '../yaml/walk.ts';
import { isOwn } from './container.ts';
import { yamlOf } from './fix.ts';

/** Removes a variable from a container's `environment` or `env`. Empty if an alias or a merge key brings it in. */
export function deleteEnv(ctx: Context, container: Container, variable: EnvVariable): TextEdit[] {
  const unit = yamlOf(ctx);
  const { node, map, seq } = container.lens.get(container.origin === 'compose' ? 'environment' : 'env');
  if (!unit || !node || !isOwn(container, node) || isShared(unit, node)) return [];
  const holds = (span: { start: number; end: number }): boolean =>
    span.start <= variable.nameSpan.start && variable.nameSpan.end <= span.end;
  const entry = map?.entries.find((e) => holds(e.keySpan));
  if (map && entry) return deleteKey(unit, map, entry.key, { prune: true });
  const index = seq?.items.findIndex((item) => item.value && holds(item.value.span)) ?? -1;
  return seq && index >= 0 ? deleteItem(unit, seq, index, { prune: true }) : [];
}
