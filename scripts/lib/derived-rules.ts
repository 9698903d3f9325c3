/** Renders a rule's metadata as Markdown: the line of facts, the index, tables. */
import { type Concern, concerns } from '../../server/src/core/rule/concerns.ts';
import { referencesTo } from '../../server/src/core/rule/refs/refs.ts';
import { SOURCES, sourceNames } from '../../server/src/core/rule/refs/sources.ts';
import type { Profile, Refs, RuleMeta, Safety, Severity, Tag } from '../../server/src/core/rule/rule.ts';

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

const PROFILE: Readonly<Record<Profile, string>> = {
  default: 'on by default',
  strict: 'in profile `strict` and above',
  audit: 'in profile `audit`',
};

const FIX: Readonly<Record<Safety | 'none', string>> = {
  safe: 'safe fix',
  review: 'fix to review',
  none: 'no automatic fix',
};

const PLACES: readonly (readonly [Tag, string])[] = [
  ['dockerfile', 'Dockerfile'],
  ['compose', 'Compose'],
  ['kubernetes', 'Kubernetes'],
  ['daemon', 'daemon.json'],
  ['podman', 'Podman'],
];

/** `Dockerfile, Compose`. */
export const placesOf = (meta: RuleMeta): string =>
  PLACES.filter(([tag]) => meta.tags.includes(tag))
    .map(([, name]) => name)
    .join(', ');

/** One line of facts, below the title of a page. */
export function factsOf(meta: RuleMeta): string {
  const since = `since ${meta.since}`;
  const facts = [`**${meta.severity}**`, PROFILE[meta.profile], FIX[meta.fix], placesOf(meta), since].filter(Boolean);
  return `\`${meta.id}\` · ${facts.join(' · ')}`;
}

/** Text as one cell of a table. */
export const cell = (text: string): string => text.replace(/\s+/g, ' ').replace(/\|/g, '\\|');

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** A table; no lines if there are no rows. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : [row(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(row)];

export const code = (text: string): string => `\`${text}\``;

/** The rules by concern, in the manual's order, without empty concerns. */
export function byConcern(metas: readonly RuleMeta[]): [Concern, readonly RuleMeta[]][] {
  return concerns
    .map((c): [Concern, readonly RuleMeta[]] => [c, metas.filter((m) => m.id.startsWith(`${c}/`))])
    .filter(([, list]) => list.length > 0);
}

/** Rows of rules with links to their pages below `base` (`''` or ending in `/`). */
export function ruleTable(metas: readonly RuleMeta[], base: string): string[] {
  return table(
    ['Rule', 'What', 'Where', 'Severity', 'Profile', 'Fix'],
    metas.map((m) => [`[${m.id}](${base}${m.id}.md)`, m.title, placesOf(m), m.severity, m.profile, m.fix]),
  );
}

/** A table of the same check in other tools and standards; no lines if there are no `refs`. */
export function refsTable(refs: Refs): string[] {
  const rows = sourceNames.map((source) => [
    SOURCES[source].label,
    referencesTo(refs, source)
      .map(({ id, means }) => (means === 'same' ? code(id) : `${code(id)} (in part)`))
      .join(', '),
  ]);
  return table(
    ['Tool or standard', 'There'],
    rows.filter(([, ids]) => ids !== ''),
  );
}
