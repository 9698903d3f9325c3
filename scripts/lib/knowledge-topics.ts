/**
 * What is known of images beside the generated tables, by topic, for docs/knowledge.md. Each topic adds its `additions.ts` and
 * `unsourced.ts` here: nothing else needs an edit.
 */
import { RETIRED } from '../../server/src/core/image/knowledge/end-of-life/additions.ts';
import { ENDED_VARIANTS, RENAMED } from '../../server/src/core/image/knowledge/end-of-life/renamed.ts';
import { UNSOURCED_RETIREMENTS } from '../../server/src/core/image/knowledge/end-of-life/unsourced.ts';
import type { Evidence } from '../../server/src/core/image/knowledge/evidence.ts';
import { PUBLISHER_ADDITIONS } from '../../server/src/core/image/knowledge/publisher/additions.ts';
import { UNSOURCED_PUBLISHERS } from '../../server/src/core/image/knowledge/publisher/unsourced.ts';
import { READINGS } from '../../server/src/core/image/knowledge/support/tag-version.ts';
import {
  ADDED_TAGS,
  NAMED_LINES,
  RELEASE_IMAGES,
  UPCOMING_RELEASES,
} from '../../server/src/core/image/knowledge/tag/additions.ts';
import { ADDED_USERS } from '../../server/src/core/image/knowledge/user/additions.ts';
import { FAMILIES, SAME_IMAGES } from '../../server/src/core/image/knowledge/user/other-names.ts';
import { ADDED_STEP_DOWNS } from '../../server/src/core/image/knowledge/user/step-down-additions.ts';
import {
  CHANGED_UNSOURCED,
  NON_ROOT_UNSOURCED,
  ROOT_UNSOURCED,
} from '../../server/src/core/image/knowledge/user/unsourced.ts';
import { ADDED_FILE_VARIABLES } from '../../server/src/core/image/knowledge/variable/additions.ts';

export interface Topic {
  readonly name: string;
  /** File with the hand-kept entries. */
  readonly file: string;
  readonly additions: readonly Evidence[];
  /** Entries without a source. */
  readonly unsourced: readonly UnsourcedGroup[];
}

export interface UnsourcedGroup {
  /** What the names are, and what they do. */
  readonly what: string;
  readonly names: readonly string[];
}

export const TOPICS: readonly Topic[] = [
  {
    name: 'Images that are given up or moved',
    file: 'end-of-life/additions.ts',
    additions: RETIRED,
    unsourced: [
      {
        what: 'Images that we believe to be given up: a hint in the strict profile, without a fix',
        names: UNSOURCED_RETIREMENTS.map(({ image }) => image),
      },
    ],
  },
  {
    name: 'Renamed images and variants',
    file: 'end-of-life/renamed.ts',
    additions: [...ENDED_VARIANTS, ...RENAMED],
    unsourced: [],
  },
  {
    name: 'Versions in unusual tags',
    file: 'support/tag-version.ts',
    additions: [...READINGS.values()],
    unsourced: [],
  },
  {
    name: 'Tags and release names',
    file: 'tag/additions.ts',
    additions: [...UPCOMING_RELEASES, ...RELEASE_IMAGES, ...NAMED_LINES, ...ADDED_TAGS],
    unsourced: [],
  },
  {
    name: 'Default users',
    file: 'user/additions.ts',
    additions: [...ADDED_USERS, ...SAME_IMAGES, ...FAMILIES],
    unsourced: [
      {
        what: 'Images that we believe to start as another user than root: nothing is reported about their user',
        names: [...NON_ROOT_UNSOURCED],
      },
      { what: 'Images that we believe to start as root: a hint in the strict profile', names: [...ROOT_UNSOURCED] },
      {
        what: 'Images whose user was another one in versions before the named one: nothing is reported about those versions',
        names: [...CHANGED_UNSOURCED].map(([image, version]) => `${image}:${version}`),
      },
    ],
  },
  { name: 'How images give up root', file: 'user/step-down-additions.ts', additions: ADDED_STEP_DOWNS, unsourced: [] },
  { name: 'Variables for files', file: 'variable/additions.ts', additions: ADDED_FILE_VARIABLES, unsourced: [] },
  {
    name: 'Publishers',
    file: 'publisher/additions.ts',
    additions: PUBLISHER_ADDITIONS,
    unsourced: Object.entries(UNSOURCED_PUBLISHERS).map(([registry, names]) => ({
      what: `Namespaces on \`${registry}\`: no image of theirs is reported as one of an unknown publisher`,
      names,
    })),
  },
];
