/** The default user of images. */
import type { ImageReference } from '../../reference.ts';
import { isNonRootUnsourced, userRow } from './user-row.ts';

export type DefaultUser =
  | { readonly user: 'root' }
  | {
      readonly user: 'non-root';
      readonly name?: string;
      readonly uid?: number;
      readonly gid?: number;
      /** Without evidence: it may silence a finding, no more. */
      readonly unsourced?: true;
    };

/**
 * The default user of a public image. It may depend on the version and variant in the tag. `undefined` when unknown (see `userRow`). Names
 * and numbers are those that the image's Dockerfile fixes.
 */
export function defaultUser(ref: ImageReference): DefaultUser | undefined {
  const row = userRow(ref);
  if (row === undefined) return isNonRootUnsourced(ref) ? { user: 'non-root', unsourced: true } : undefined;
  if (row.user === 'root') return { user: 'root' };
  const name = row.ids.name ?? (/^\d|^non-root$/.test(row.user) ? undefined : row.user);
  return { user: 'non-root', ...row.ids, ...(name === undefined ? {} : { name }) };
}

/** The number of a user of the image, by name: its default user, one that it makes, or the one that its service runs as. */
export function uidOfName(ref: ImageReference, name: string): number | undefined {
  const row = userRow(ref);
  if (!row) return undefined;
  const own = { ...row.ids, name: row.ids.name ?? row.user };
  const service = row.drops?.to === undefined ? [] : [{ ...row.drops, name: row.drops.to }];
  return [own, ...row.has, ...service].find((user) => user.name === name)?.uid;
}
