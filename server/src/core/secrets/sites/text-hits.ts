import type { Unit } from '../../domain/unit.ts';
import type { SecretHit } from '../detect/hit.ts';
import { detectInText } from '../detect/scan.ts';

const known = new WeakMap<Unit, readonly SecretHit[]>();

/**
 * What `detectInText` finds in the whole text of a unit. Sites ask for it when a file is read, when rules run and when a finding is
 * printed. The text is scanned once: a result is small, unlike the sites, and lives as long as the unit.
 */
export function textHits(unit: Unit): readonly SecretHit[] {
  const before = known.get(unit);
  if (before) return before;
  const hits = detectInText(unit.text);
  known.set(unit, hits.length === 0 ? NONE : hits);
  return hits;
}

const NONE: readonly SecretHit[] = [];
