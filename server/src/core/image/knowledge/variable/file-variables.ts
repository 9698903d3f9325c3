/** Images that read the value of `NAME` from the file that `NAME_FILE` names. */
import type { ImageReference } from '../../reference.ts';
import { knownName, userRow, withStar } from '../user/user-row.ts';
import { ADDED_FILE_VARIABLES, type AddedFileVariables } from './additions.ts';

const ADDED = new Map<string, AddedFileVariables>();
for (const row of ADDED_FILE_VARIABLES) for (const image of row.images.split(' ')) ADDED.set(image, row);

/**
 * The variable of this image and tag that takes the path of a file with the value of `name`: `POSTGRES_PASSWORD_FILE`.
 * `undefined` when no such variable is known, or when `name` itself is one.
 */
export function fileVariable(ref: ImageReference, name: string): string | undefined {
  if (name.endsWith('_FILE') || name.startsWith('FILE__')) return undefined;
  if (userRow(ref)?.fileVariables.includes(name)) return `${name}_FILE`;
  const row = addedFor(ref);
  if (row === undefined) return undefined;
  const known = typeof row.names === 'string' ? row.names.split(' ').includes(name) : row.names.test(name);
  return known ? (row.form ?? '$_FILE').replace('$', () => name) : undefined;
}

/** The value of the variable from `fileVariable`, for a path. */
export const fileAddress = (ref: ImageReference, path: string): string => `${addedFor(ref)?.prefix ?? ''}${path}`;

function addedFor(ref: ImageReference): AddedFileVariables | undefined {
  const name = knownName(ref);
  return ADDED.get(name) ?? ADDED.get(withStar(name));
}
