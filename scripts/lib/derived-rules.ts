/** What readers see of a rule, made from its metadata: facts in words, the index, tables. Markdown throughout. */
import type { Concern, Profile, Refs, RuleMeta, Safety, Severity, Tag } from '../../server/src/core/rule/rule.ts';

/** Concerns in the order of the index, with what each is about. */
export const CONCERNS: Readonly<Record<Concern, string>> = {
  image: 'Base images: who made them, and whether they are the same tomorrow',
  user: 'Who the program runs as',
  secret: 'Passwords, tokens and keys where others can read them',
  network: 'What can be reached, and from where',
  privilege: 'What a container may do to its host',
  filesystem: 'What a container can write and see of the host’s files',
  build: 'What a build runs and fetches',
  resource: 'What a container may use up',
  rbac: 'What an account may do in the cluster',
  mesh: 'Service mesh settings',
  admission: 'What the cluster lets in',
  daemon: 'The container daemon’s own settings',
};

/** Tools and standards of `refs`, in the order of the tables, as they call themselves. */
export const SOURCES: Readonly<Record<keyof Refs, string>> = {
  hadolint: 'hadolint',
  buildkit: 'BuildKit',
  trivy: 'Trivy',
  checkov: 'Checkov',
  kics: 'KICS',
  'kube-linter': 'kube-linter',
  'kube-score': 'kube-score',
  kubescape: 'Kubescape',
  kyverno: 'Kyverno policies',
  gatekeeper: 'Gatekeeper library',
  polaris: 'Polaris',
  datree: 'Datree',
  'pss-baseline': 'Pod Security Standards, baseline',
  'pss-restricted': 'Pod Security Standards, restricted',
  cisDocker: 'CIS Docker Benchmark',
  cisKubernetes: 'CIS Kubernetes Benchmark',
  nsa: 'NSA/CISA Kubernetes Hardening Guide',
  nist800190: 'NIST SP 800-190',
  owaspDocker: 'OWASP Docker Security, rule',
  cwe: 'CWE',
};

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

const PROFILE: Readonly<Record<Profile, string>> = {
  default: 'on by default',
  strict: 'from profile `strict` on',
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
];

/** `Dockerfile, Compose`. */
export const placesOf = (meta: RuleMeta): string =>
  PLACES.filter(([tag]) => meta.tags.includes(tag))
    .map(([, name]) => name)
    .join(', ');

/** One line of facts, below the title of a page. */
export function factsOf(meta: RuleMeta): string {
  const facts = [`**${meta.severity}**`, PROFILE[meta.profile], FIX[meta.fix], placesOf(meta)].filter(Boolean);
  return `\`${meta.id}\` · ${facts.join(' · ')}`;
}

/** Text as one cell of a table. */
export const cell = (text: string): string => text.replace(/\s+/g, ' ').replace(/\|/g, '\\|');

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** A table; no lines when there are no rows. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : [row(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(row)];

export const code = (text: string): string => `\`${text}\``;

/** The rules by concern, in the order of `CONCERNS`, those without rules left out. */
export function byConcern(metas: readonly RuleMeta[]): [Concern, readonly RuleMeta[]][] {
  return (Object.keys(CONCERNS) as Concern[])
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

/** The same check elsewhere: a table of `refs`, nothing when there are none. */
export function refsTable(refs: Refs): string[] {
  const keys = (Object.keys(SOURCES) as (keyof Refs)[]).filter((k) => (refs[k]?.length ?? 0) > 0);
  return table(
    ['Tool or standard', 'There'],
    keys.map((k) => [SOURCES[k], refs[k]!.map(code).join(', ')]),
  );
}
