/** Where images that moved their volume have it, by version. */
import type { Evidence } from '../evidence.ts';
import { compareVersions } from '../tag/tags.ts';

interface MovedVolume extends Evidence {
  /** Names in the tables, separated by spaces. */
  readonly images: string;
  /** The first version with the new place. */
  readonly since: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The table of Dockerfiles has one row for all versions of a variant (`alpine`), so the place of the volume is that of one of them. PostGIS is built on
 * `postgres`, and its tags begin with the version of PostgreSQL.
 */
const MOVED: readonly MovedVolume[] = [
  {
    images: 'postgres postgis/postgis',
    since: '18',
    before: '/var/lib/postgresql/data',
    after: '/var/lib/postgresql',
    source:
      'github.com/docker-library/postgres 17/alpine3.24/Dockerfile @2603e26; docker-library/docs postgres/content.md, "PGDATA"',
    asOf: '2026-11-30',
  },
];

/** The volumes of an image in a version; `undefined` where its volume never moved, or the version is unknown. */
export function movedVolume(name: string, version: string | undefined): readonly string[] | undefined {
  const row = MOVED.find(({ images }) => images.split(' ').includes(name));
  if (!row || version === undefined) return undefined;
  return [compareVersions(version, row.since) < 0 ? row.before : row.after];
}
