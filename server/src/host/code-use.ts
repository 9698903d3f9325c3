/**
 * The kinds of files that this process has read. V8 compiles a function when it is first called, so the kept code of the core
 * (`node-code-cache.ts`) lacks the readers and rules of kinds that no run has read, and each later run would compile them again.
 */
import type { Unit } from '../core/domain/unit.ts';

const BITS: { readonly [kind in Unit['kind']]?: number } = { dockerfile: 1, compose: 2, kubernetes: 4 };

let used = 0;

/** To call with what was found in a file, after its rules ran. */
export function noteUse(unit: Unit | undefined): void {
  if (unit) used |= BITS[unit.kind] ?? 0;
}

/** The kinds so far, one bit each. */
export const usedKinds = (): number => used;
