/** What a person has to do when the image of a data store moves to another tag of the same release line. */
import { publicName } from '../image/knowledge/publisher/names.ts';
import { readTag } from '../image/knowledge/tag/tags.ts';
import type { ImageReference } from '../image/reference.ts';

/** Distributions with the GNU C library, whose releases sort text in other ways. */
const GNU: ReadonlySet<string> = new Set(['debian', 'ubuntu']);

/** PostgreSQL and images built on it, by the last part of their names. */
const POSTGRES = /(?:^|\/)(?:postgres|postgresql|postgis|pgvector|timescaledb)$/;

/** The notes of a move from `old` to `next`; none for an image that is no store. `keepsData`: whether it may read what the old one wrote. */
export function storeImageNotes(old: ImageReference, next: ImageReference, keepsData: boolean): string[] {
  return keepsData ? collationNotes(old, next) : [];
}

/**
 * PostgreSQL sorts text by the C library, and its indexes are kept in that order. Source: PostgreSQL wiki, "Locale data changes"; docker-library/postgres
 * issue 1099 (glibc 2.31 of bullseye, 2.36 of bookworm); both read on 2026-11-30.
 */
function collationNotes(old: ImageReference, next: ImageReference): string[] {
  const [from, to] = [readTag(old.tag), readTag(next.tag)];
  if (!POSTGRES.test(publicName(next)) || publicName(old) !== publicName(next) || !from.distro) return [];
  if (from.distro.name === to.distro?.name && from.distro.release === to.distro.release) return [];
  if (!GNU.has(from.distro.name) && !GNU.has(to.distro?.name ?? '')) return [];
  // Between two lines the data is migrated, which has a note of its own.
  if (majorOf(from.version) !== majorOf(to.version)) return [];
  return [
    `Run \`REINDEX DATABASE\` in each database that has data: the C library of \`${next.tag}\` may sort text in another way than that of \`${old.tag}\`, and an index in the old order misses rows`,
  ];
}

const majorOf = (version: string | undefined): string | undefined => version?.split('.')[0];
