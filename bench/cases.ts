/** What is measured, as data. `bench/measure.ts` measures each kind of case. */
import type { Kind } from './corpus/corpus.ts';

interface Base {
  /** Names the case on the command line and in JSON files. */
  readonly id: string;
  readonly what: string;
}

/** A run of the command line over a folder. */
export interface CommandCase extends Base {
  readonly kind: 'command';
  readonly files: {
    readonly of: Kind;
    readonly count: number /** Size of all files, in bytes. */;
    readonly bytes?: number;
  };
}

/** Typing in one open document, over the language server's connection. */
export interface EditCase extends Base {
  readonly kind: 'edit';
  readonly document: { readonly of: Exclude<Kind, 'mixed'>; readonly lines: number };
  readonly edits: number;
  /** Numbers of files of the workspace beside the document, each measured; none without it. The most is compared with the fewest. */
  readonly beside?: readonly number[];
}

/** The most memory of the command line and of the language server, over the same files. */
export interface MemoryCase extends Base {
  readonly kind: 'memory';
  readonly files: { readonly of: Kind; readonly count: number };
}

/** Runs of the command line over more and more files: what one file costs, compared with one of the fewest. */
export interface GrowthCase extends Base {
  readonly kind: 'growth';
  readonly of: Kind;
  readonly counts: readonly number[];
}

/** The start of the language server, until it has answered `initialize`. */
export interface StartCase extends Base {
  readonly kind: 'start';
}

/** The size of the package for VS Code. */
export interface SizeCase extends Base {
  readonly kind: 'size';
}

export type Case = CommandCase | EditCase | MemoryCase | GrowthCase | StartCase | SizeCase;

/** The id of what runs in the bench's own process: `bench/in-process`. */
export const ENGINE = 'engine';

const MB = 1_000_000;
const COUNTS = [1_000, 4_000, 10_000];

export const CASES: readonly Case[] = [
  { kind: 'command', id: 'dockerfiles-1000', what: '1,000 Dockerfiles', files: { of: 'dockerfile', count: 1_000 } },
  { kind: 'command', id: 'dockerfiles-99', what: '99 Dockerfiles', files: { of: 'dockerfile', count: 99 } },
  { kind: 'command', id: 'compose-600', what: '600 Compose files', files: { of: 'compose', count: 600 } },
  {
    kind: 'command',
    id: 'manifests-20mb',
    what: '1,500 manifests of 20 MB',
    files: { of: 'manifest', count: 1_500, bytes: 20 * MB },
  },
  {
    kind: 'command',
    id: 'manifests-600kb',
    what: '150 manifests of 0.6 MB',
    files: { of: 'manifest', count: 150, bytes: 0.6 * MB },
  },
  { kind: 'command', id: 'one-file', what: 'one small Dockerfile', files: { of: 'dockerfile', count: 1 } },
  {
    kind: 'edit',
    id: 'edit-dockerfile-160',
    what: 'typing in a Dockerfile of 160 lines',
    document: { of: 'dockerfile', lines: 160 },
    edits: 200,
  },
  {
    kind: 'edit',
    id: 'edit-dockerfile-511',
    what: 'typing in a Dockerfile of 511 lines',
    document: { of: 'dockerfile', lines: 511 },
    edits: 200,
  },
  {
    kind: 'edit',
    id: 'edit-compose-300',
    what: 'typing in a Compose file of 300 lines',
    document: { of: 'compose', lines: 300 },
    edits: 200,
  },
  {
    kind: 'edit',
    id: 'edit-stream-74000',
    what: 'typing in a stream of 74,000 lines',
    document: { of: 'manifest', lines: 74_000 },
    edits: 60,
  },
  {
    kind: 'edit',
    id: 'edit-among',
    what: 'typing in a manifest',
    document: { of: 'manifest', lines: 120 },
    edits: 200,
    beside: [100, 10_000],
  },
  { kind: 'start', id: 'server-start', what: 'language server: start to initialized' },
  { kind: 'size', id: 'package-size', what: 'the .vsix' },
  { kind: 'memory', id: 'memory-10000', what: 'memory for 10,000 files', files: { of: 'mixed', count: 10_000 } },
  { kind: 'growth', id: 'growth-dockerfiles', what: 'Dockerfiles', of: 'dockerfile', counts: COUNTS },
  { kind: 'growth', id: 'growth-compose', what: 'Compose files', of: 'compose', counts: COUNTS },
  { kind: 'growth', id: 'growth-manifests', what: 'manifests', of: 'manifest', counts: COUNTS },
];
