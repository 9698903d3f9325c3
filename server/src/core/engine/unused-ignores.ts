/** The findings about ignore comments that ignore nothing. */
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Unit } from '../domain/unit.ts';
import { fix } from '../fixes/fix.ts';
import { quoted } from '../rule/names.ts';
import type { Finding, RuleMeta } from '../rule/rule.ts';
import { withoutIgnore, withoutName } from '../suppress/remove.ts';
import { isInForce, type OwnIgnore, type Suppression, type WrittenName } from '../suppress/suppression.ts';
import { type Target, targetsOf } from '../suppress/target.ts';
import type { Day } from '../text/day.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import type { IgnoreUse } from './ignore-use.ts';
import type { Raw } from './raw.ts';

/** What is known of the workspace when a report is made. */
export interface Knowledge {
  /** The use of comments that cover the whole file, by all of its units. */
  readonly ofFile: IgnoreUse;
  /** All files are known and were read whole, so what rules read in other files is all there is. */
  readonly isWhole: boolean;
}

/** A comment with the targets that match nothing. */
export interface Unused {
  readonly comment: Suppression;
  readonly targets: readonly Target[];
}

/**
 * The comments of a unit with targets that match no finding in any profile, and those whose last day has passed. Left out is what cannot be decided: rules that are off, units that
 * may hide findings, and rules that read other files while some of those are not known.
 */
export function unusedIn(
  comments: readonly Suppression[],
  ofUnit: IgnoreUse,
  { ofFile, isWhole }: Knowledge,
  config: ResolvedConfig,
  rules: IgnoreRules,
): Unused[] {
  if (comments.length === 0 || !rules.unused) return [];
  const isAudit = config.settings.profile === 'audit';
  const decided = (target: Target): boolean => {
    const all = rules.reportedFor(target);
    return all.length > 0 && !rules.isAboutComments(target) && all.every((m) => config.severityOf(m.id) !== 'off');
  };
  return comments.flatMap((comment): Unused[] => {
    if (!isInForce(comment, config.settings.today)) return [{ comment, targets: targetsOf(comment, isAudit) }];
    const use = comment.scope === 'file' ? ofFile : ofUnit;
    if (use.isOpen) return [];
    const unused = targetsOf(comment, isAudit).filter((t) => !use.used.has(t) && (isWhole || !use.asking.has(t)));
    const targets = unused.filter(decided);
    return targets.length > 0 ? [{ comment, targets }] : [];
  });
}

/** The route of a finding about a comment: what it names, not where it stands. */
export const routeOf = ({ own, dialect }: Suppression): string =>
  own ? `${own.written.verb} ${own.names.map((n) => n.text).join(', ')}` : `ignore ${dialect}`;

/** One finding for a comment that ignores nothing, or one for each name that does. */
export function unusedFindings(list: readonly Unused[], unit: Unit, meta: RuleMeta, today: Day): Raw[] {
  return list.flatMap(({ comment, targets }) => {
    const { own } = comment;
    const covers = comment.reach ?? comment.at;
    const raw = (finding: Finding): Raw => ({
      meta,
      finding: { ...finding, ...(own && { unnecessary: true }) },
      route: routeOf(comment),
      covers,
    });
    const where = comment.scope === 'file' ? 'in this file' : 'here';
    if (!isInForce(comment, today)) return targets.length === 0 ? [] : [raw(expired(comment, unit))];
    if (!own)
      return raw({ at: comment.at, message: `Ignores nothing that Seaworthy finds ${where}`, profile: 'audit' });
    const matchless = new Set(targets);
    const unused = own.names.filter((name) => matchless.has(name));
    const isWhole = unused.length === own.written.names?.length;
    if (isWhole) return raw({ at: comment.at, message: messageOf(unused, where), fixes: () => removal(unit, own) });
    return unused.map((name) =>
      raw({ at: name.at, message: messageOf([name], where), fixes: () => removal(unit, own, name) }),
    );
  });
}

/** A comment whose last day has passed: what it ignored is reported again. */
function expired({ at, until, own }: Suppression, unit: Unit): Finding {
  const message = `Ignores nothing: its last day, ${quoted(until!)}, has passed`;
  return own ? { at, message, fixes: () => removal(unit, own) } : { at, message, profile: 'audit' };
}

/** Most names in a message. */
const MOST_NAMES = 4;

function messageOf(unused: readonly WrittenName[], where: string): string {
  const all = [...new Set(unused.map((name) => name.text))].map(quoted);
  const shown = all.slice(0, all.length > MOST_NAMES ? MOST_NAMES - 1 : MOST_NAMES);
  const last = all.length > shown.length ? `${all.length - shown.length} more` : shown.pop();
  const listed = shown.length > 0 ? `${shown.join(', ')} and ${last} have` : `${last} has`;
  return `Ignores nothing: ${listed} no finding ${where}`;
}

/** Removes one name of a comment, or the comment. A comment changes nothing that a program reads, so no effect is claimed. */
function removal(unit: Unit, { comment, written }: OwnIgnore, name?: WrittenName) {
  const edits = () => (name ? withoutName(unit, comment, written, name) : withoutIgnore(unit, comment, written));
  if (edits().length === 0) return [];
  return [fix(name ? `Remove ${quoted(name.text)} from the comment` : 'Remove the comment', 'safe', edits, [])];
}
