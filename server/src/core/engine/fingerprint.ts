import { fnv } from '../text/fnv.ts';

/**
 * A stable id for a finding: 16 hex digits, a hash of rule, path, semantic route and occurrence. It contains no line number, so it
 * survives edits elsewhere, and no value, so it reveals nothing.
 */
export function fingerprint(rule: string, path: string, route: string, occurrence: number): string {
  const text = [rule, path, route, String(occurrence)].join('\u0000');
  // Two FNV-1a passes with different offsets. A collision matters only within one repository.
  return fnv(text, 0x811c9dc5) + fnv(text, 0x9747b28c);
}

/**
 * What a finding is about inside of its file: 16 hex digits, a hash of rule and route. Unlike the fingerprint it stays the same when the file
 * is renamed; findings of a rule with the same route share it.
 */
export const subjectHash = (rule: string, route: string): string => fingerprint(rule, '', route, 0);
