import type { Ids, UserRow } from '../data/image-users.ts';

/** A row that says nothing but the user. */
export const plainRow = (user: string, ids: Ids = {}): UserRow => ({
  user,
  ids,
  has: [],
  fileVariables: [],
  ports: [],
  volumes: [],
});
