/** The findings about Seaworthy's ignore comments that give no reason, or no last day where the project asks for one. */
import type { ResolvedConfig } from '../config/resolve.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Suppression } from '../suppress/suppression.ts';
import type { Raw } from './raw.ts';
import { routeOf } from './unused-ignores.ts';

/** One finding for each comment. `comments`: those that stand in the unit. */
export function missingReasons(comments: readonly Suppression[], meta: RuleMeta, config: ResolvedConfig): Raw[] {
  const asksUntil = config.optionsOf(meta.id).until === true;
  return comments.flatMap((comment): Raw[] => {
    if (!comment.own) return [];
    const missing = [
      ...(comment.reason === '' ? ['no reason'] : []),
      ...(asksUntil && comment.until === undefined ? ['no last day (`until=`)'] : []),
    ];
    if (missing.length === 0) return [];
    const finding = { at: comment.at, message: `The ignore comment gives ${missing.join(' and ')}` };
    return [{ meta, finding, route: routeOf(comment), covers: comment.reach ?? comment.at }];
  });
}
