/** What the fixes of the image rules say. */
import assert from 'node:assert/strict';
import { everyFix } from './every-fix.ts';

export type Files = Readonly<Record<string, string>>;

/** `title | note` of each proved fix of the image rules, in the order in which they are offered. */
export function imageFixes(files: Files, profile: 'default' | 'strict' = 'default'): string[] {
  const found: string[] = [];
  const isImage = ({ meta }: { readonly meta: { readonly id: string } }): boolean => meta.id.startsWith('image/');
  for (const { fix, failures } of everyFix(new Map(Object.entries(files)), profile, isImage)) {
    assert.deepEqual(failures, [], fix.title);
    found.push(`${fix.title} | ${fix.note ?? ''}`.replaceAll('`', ''));
  }
  return found;
}
