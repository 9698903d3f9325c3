/** The parts of a file that a fix must keep: that it parses, and its stages, services, objects and containers. */

import { yamlIn } from '../../server/src/core/domain/unit.ts';
import { readUnit, unitTexts } from '../../server/src/core/engine/analyse.ts';
import { visits } from '../../server/src/core/engine/subjects.ts';

export interface Shape {
  /** Syntax errors and limits. */
  readonly errors: number;
  readonly parts: readonly string[];
}

const wanted = new Set(['stage', 'service', 'object', 'container'] as const);
const ignored = (): void => {};

/** Reads a file's units as the engine does, but without other files. */
export function shapeOf(path: string, text: string): Shape {
  let errors = 0;
  const parts: string[] = [];
  for (const from of unitTexts(path, text).units) {
    const { unit } = readUnit(path, from);
    errors += unit.kind === 'dockerfile' ? unit.dockerfile.problems.length : (yamlIn(unit)?.problems.length ?? 0);
    for (const visit of visits(unit, wanted, ignored)) parts.push(`${visit.subject} ${sameObject(visit.route)}`);
  }
  return { errors, parts };
}

/** An object that creates a Secret counts as that Secret, since a fix may replace one with the other. */
const sameObject = (route: string): string => route.replace(/^(?:ExternalSecret|SealedSecret)(?=\/)/, 'Secret');

/** The parts of a file that a change has lost. */
export function damage(path: string, before: Shape, after: Shape): string[] {
  const failures: string[] = [];
  if (after.errors > before.errors) failures.push(`breaks the parse of ${path}`);
  const left = new Set(after.parts);
  const lost = before.parts.filter((part) => !left.has(part));
  if (lost.length > 0) failures.push(`loses ${lost.slice(0, 3).join(', ')} of ${path}`);
  return failures;
}
