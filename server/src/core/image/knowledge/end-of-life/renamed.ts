/** Variants and names that ended while the image lives on under others. */
import type { Day } from '../../../text/day.ts';
import type { Evidence } from '../evidence.ts';

/** Variants of an official image that left with all lines, by the word that names them in its tags. */
export interface EndedVariant extends Evidence {
  readonly image: string;
  readonly words: readonly string[];
  readonly since: Day;
  /** The word that takes its place before the number of the Java release. */
  readonly instead: string;
}

export const ENDED_VARIANTS: readonly EndedVariant[] = [
  {
    image: 'maven',
    words: ['jdk', 'openjdk'],
    instead: 'eclipse-temurin',
    since: '2022-04-28',
    source: 'github.com/docker-library/official-images library/maven @62885a8937',
    asOf: '2022-04-28',
  },
  {
    image: 'maven',
    words: ['adoptopenjdk'],
    instead: 'eclipse-temurin',
    since: '2021-10-20',
    source: 'github.com/docker-library/official-images library/maven @91b87c2e45',
    asOf: '2021-10-20',
  },
];

/** Names with an ended release in them, and the names that have a supported one. `$1` is what the first group of `name` matched. */
export interface Renamed extends Evidence {
  readonly name: RegExp;
  /** Nearest first. */
  readonly to: readonly string[];
}

const DISTROLESS: Evidence = {
  source: 'github.com/GoogleContainerTools/distroless README.md @cd080764af3103b2f49fb5eb23297c72c945e77a',
  asOf: '2026-08-21',
};

export const RENAMED: readonly Renamed[] = [
  {
    name: /^(gcr\.io\/distroless\/(?:static|base|base-nossl|cc))-debian\d+$/,
    to: ['$1-debian12', '$1-debian13'],
    ...DISTROLESS,
  },
  {
    name: /^(gcr\.io\/distroless\/(?:java-base|java17|java21|python3))-debian\d+$/,
    to: ['$1-debian13'],
    ...DISTROLESS,
  },
  {
    name: /^(registry\.access\.redhat\.com\/)ubi\d+\/ubi-minimal$/,
    to: ['$1ubi9/ubi-minimal'],
    source: 'https://github.com/conforma/cli/pull/3452',
    asOf: '2026-08-22',
  },
  {
    name: /^(redhat\/)ubi\d+-micro$/,
    to: ['$1ubi9-micro'],
    source: 'https://gitlab.com/gitlab-org/gitlab-runner/-/merge_requests/5185',
    asOf: '2024-11-18',
  },
];
