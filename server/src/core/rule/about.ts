/** What completion and hover say about a rule or a concern. */
import { CONCERNS, type Concern, concerns } from './concerns.ts';
import { names } from './names.ts';
import type { Profile, RuleMeta } from './rule.ts';

const PROFILE: Readonly<Record<Profile, string>> = {
  default: 'on by default',
  strict: 'in the profile `strict`',
  audit: 'in the profile `audit`',
};

const FIX: Readonly<Record<RuleMeta['fix'], string>> = {
  safe: 'has a safe fix',
  review: 'has a fix to review',
  none: 'no fix',
};

/** Severity, profile and fix of a rule, as the head of its page has them, in Markdown. */
export const factsAbout = ({ severity, profile, fix }: RuleMeta): string =>
  `**${severity}** · ${PROFILE[profile]} · ${FIX[fix]}`;

/** What a name in an ignore comment or in `rules` of a configuration means. */
export interface NameMeaning {
  readonly title: string;
  /** Markdown, one item a paragraph. */
  readonly paragraphs: readonly string[];
  /** Of one rule; `undefined` for a concern. */
  readonly rule: RuleMeta | undefined;
}

/** The meaning of a rule's id or of `concern/*`; `undefined` for other words. */
export function meaningOf(name: string, rules: readonly RuleMeta[]): NameMeaning | undefined {
  const rule = rules.find((r) => r.id === name);
  if (rule) return { title: rule.title, paragraphs: [rule.why, factsAbout(rule)], rule };
  const concern = concerns.find((c) => `${c}/*` === name);
  return concern && { title: `Every rule about ${concern}`, paragraphs: [inConcern(concern, rules)], rule: undefined };
}

function inConcern(concern: Concern, rules: readonly RuleMeta[]): string {
  const ids = rules.filter((r) => names(`${concern}/*`, r.id)).map((r) => `\`${r.id}\``);
  return `${CONCERNS[concern]}.${ids.length > 0 ? ` ${ids.length === 1 ? 'The rule' : `The ${ids.length} rules`}: ${ids.sort().join(', ')}.` : ''}`;
}
