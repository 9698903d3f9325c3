/** The findings about names in ignore comments that no rule has. */
import type { Unit } from '../domain/unit.ts';
import { fix } from '../fixes/fix.ts';
import { isSpellingOf, quoted } from '../rule/names.ts';
import type { Fix, RuleMeta } from '../rule/rule.ts';
import { withoutName } from '../suppress/remove.ts';
import type { UnknownName } from '../suppress/suppression.ts';
import type { Raw } from './raw.ts';

/** One finding for each unknown name. */
export const unknownNames = (list: readonly UnknownName[], unit: Unit, meta: RuleMeta): Raw[] =>
  list.map((unknown) => ({
    meta,
    route: `ignore ${quoted(unknown.name.text)}`,
    covers: unknown.covers,
    finding: { at: unknown.name.at, message: unknown.message, fixes: () => fixesOf(unknown, unit) },
  }));

/** The meanings, then removal. Another spelling is certain; a similar name is a guess, and a wrong guess would silence something else. */
function fixesOf({ name, meant, written, comment }: UnknownName, unit: Unit): Fix[] {
  const changes = meant
    .filter((id) => !written.names?.some((n) => n.text === id))
    .map((id): Fix => {
      const safety = isSpellingOf(name.text, id) ? 'safe' : 'review';
      const change = fix(`Change to ${quoted(id)}`, safety, () => [{ span: name.at, text: id }], []);
      return meant.length === 1 ? { ...change, likely: true } : change;
    });
  const without = () => withoutName(unit, comment, written, name);
  if (without().length === 0) return changes;
  const title = written.names?.length === 1 ? 'Remove the comment' : `Remove ${quoted(name.text)} from the comment`;
  return [...changes, fix(title, 'review', without, [])];
}
