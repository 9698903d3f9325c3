/** Variants of a tag on other releases of its distribution. */
import type { Cycle, Product } from '../data/products.ts';
import { releaseOf } from '../distro/distribution.ts';
import { hasEnded } from '../support/support.ts';
import type { Shape } from './tag-shape.ts';
import { compareVersions, isCodename } from './tags.ts';

/** Variants, each as words. */
type Variants = readonly (readonly string[])[];

/** A release with fewer days of support left than this is no goal of an upgrade. */
const ENOUGH_DAYS = 180;

/** Days of regular support left. Debian's long-term support is for those who are still there, not for those who move. */
function daysLeft({ end, securityEnd }: Pick<Cycle, 'end' | 'securityEnd'>, today: string): number {
  const day = securityEnd ?? end;
  if (day === undefined) return Number.POSITIVE_INFINITY;
  return day === 'ended' ? -1 : (Date.parse(day) - Date.parse(today)) / 86_400_000;
}

export const hasEnoughDays = (cycle: Pick<Cycle, 'end' | 'securityEnd'>, today: string): boolean =>
  daysLeft(cycle, today) >= ENOUGH_DAYS;

/**
 * The words of a variant, and what may stand instead, in lists: a list counts only when no line has a variant of the lists before. Within
 * a list each line takes the first variant that it has. While the release of the distribution lives: first the variant as written. Then
 * later releases, and at last no release (`slim` for `slim-buster`, `alpine` for `alpine3.12`).
 */
export function variantsOn({ variant, distro }: Pick<Shape, 'variant' | 'distro'>, today: string): readonly Variants[] {
  const found = distro && releaseOf(distro);
  // A container of Windows must have the release of its host.
  if (!distro || !found || distro.name === 'windows') return [[variant]];
  const { at, count, release } = distro;
  const put = (...words: readonly string[]): readonly string[] => [
    ...variant.slice(0, at),
    ...words,
    ...variant.slice(at + count),
  ];
  const word = variant[at]!;
  const byName = isCodename(word);
  const later = laterReleases(found.product, found.cycle, today).map((cycle) => {
    if (byName) return put(cycle.codename ?? cycle.name);
    return count === 2 ? put(word, cycle.name) : put(word.replace(release!, cycle.name));
  });
  const bare = byName ? put() : count === 2 ? put(word) : put(word.replace(/[\d.]+$/, ''));
  return hasEnded(found.cycle.end, today) ? [[...later, bare]] : [[variant], [...later, bare]];
}

/** Later releases that are supported: first those with enough days left, the nearest first; then the others, the longest first. */
function laterReleases(product: Product, own: Cycle, today: string): readonly Cycle[] {
  const alive = product.cycles.filter(
    (cycle) =>
      compareVersions(cycle.name, own.name) > 0 && !hasEnded(cycle.end, today) && isGoal(product, cycle, today),
  );
  const [enough, short] = [true, false].map((is) => alive.filter((cycle) => hasEnoughDays(cycle, today) === is));
  return [
    ...enough!.sort((a, b) => compareVersions(a.name, b.name)),
    ...short!.sort((a, b) => daysLeft(b, today) - daysLeft(a, today)),
  ];
}

/** Long-term releases only, where the product has them. */
const isGoal = (product: Product, cycle: Cycle, today: string): boolean =>
  isLongTerm(cycle, today) || !hasLongTerm(product, today);

/** Whether a cycle is a long-term one on this day. */
export const isLongTerm = ({ longTerm }: Cycle, today: string): boolean =>
  longTerm === true || (longTerm !== undefined && longTerm <= today);

/** Whether long-term lines are a habit of the product. A single one is an exception for a special need (Composer 2.2 for old PHP). */
export const hasLongTerm = ({ cycles }: Product, today: string): boolean =>
  cycles.filter((cycle) => isLongTerm(cycle, today)).length > 1;
