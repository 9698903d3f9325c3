/** Ignore comments of other tools. They suppress the rules that correspond to the ignored checks. */

import { mappedFrom, mappedFromAny, type Neighbour } from '../rule/neighbours.ts';
import type { RuleMeta } from '../rule/rule.ts';
import { addDays, parseDay } from '../text/day.ts';
import type { Span } from '../text/span.ts';
import type { Comment, Suppression, Surroundings } from './suppression.ts';

interface Where {
  readonly scope: Suppression['scope'];
  readonly reach: Span | undefined;
  readonly textOnly?: true;
}

const FILE: Where = { scope: 'file', reach: undefined };

function suppression(
  dialect: Neighbour,
  comment: Comment,
  where: Where | undefined,
  matches: (rule: RuleMeta) => boolean,
  reason = '',
): Suppression[] {
  if (!where) return [];
  const { scope, reach, textOnly } = where;
  const text = comment.text;
  return [
    {
      dialect,
      at: comment.span,
      scope,
      reach,
      ...(textOnly ? { textOnly } : {}),
      // The only check of BuildKit that we know is `SecretsUsedInArgOrEnv`, which compares names.
      ...(dialect === 'buildkit' ? ({ judges: 'names' } as const) : {}),
      matches,
      reason: reason.trim(),
      text,
    },
  ];
}

/** The instruction or entry below. These tools place a finding about a stage at the line to change, so FROM does not stand for its stage. */
const next = (around: Surroundings, comment: Comment, blanks: boolean): Where | undefined => {
  const reach = around.below(comment.span, blanks);
  return reach && { scope: 'next', reach, textOnly: true };
};

const list = (ids: string): string[] => ids.split(',').map((id) => id.trim());

/** `# hadolint ignore=DL3006,SC2086`, `# hadolint global ignore=…`; a reason may follow after another `#`. */
function hadolint(comment: Comment, around: Surroundings): Suppression[] {
  const m = /^#+[ \t]*hadolint[ \t]+(global[ \t]+)?ignore[ \t]*=[ \t]*(\w+(?:[ \t]*,[ \t]*\w+)*)(.*)/i.exec(
    comment.text,
  );
  if (!m) return [];
  const where = m[1] ? FILE : next(around, comment, false);
  return suppression('hadolint', comment, where, mappedFrom('hadolint', list(m[2]!)), m[3]!.replace(/^[\s#]+/, ''));
}

/** A test for the rules that `skip` of a BuildKit check directive names (`skip=A,B;error=true`): `all`, or ids. */
export function buildkitSkip(value: string): ((rule: RuleMeta) => boolean) | undefined {
  const option = value.split(';').find((part) => /^\s*skip\s*=/.test(part));
  if (option === undefined) return undefined;
  const ids = list(option.slice(option.indexOf('=') + 1));
  return ids.includes('all') ? mappedFromAny('buildkit') : mappedFrom('buildkit', ids);
}

/** `# check=skip=A,B // reason` above an instruction. BuildKit allows blank lines between. */
function buildkit(comment: Comment, around: Surroundings): Suppression[] {
  const m = /^#[ \t]*check[ \t]*=[ \t]*(\S+)(.*)/i.exec(comment.text);
  const matches = m && buildkitSkip(m[1]!);
  if (!m || !matches) return [];
  return suppression('buildkit', comment, next(around, comment, true), matches, m[2]!.replace(/^[\s/#]+/, ''));
}

/**
 * `#trivy:ignore:DS-0002`, several to a comment. With `:exp:2027-01-31` it ignores until the day before, as in Trivy (`pkg/iac/ignore/rule.go`,
 * read 2026-11-30). So does the old name `tfsec:`.
 */
function trivy(comment: Comment, around: Surroundings): Suppression[] {
  const ids = new Map<string, string[]>();
  for (const [, id = '', day = ''] of comment.text.matchAll(TRIVY)) ids.set(day, [...(ids.get(day) ?? []), id]);
  return [...ids].flatMap(([day, those]) => {
    const expiry = parseDay(day);
    if (day !== '' && expiry === undefined) return [];
    const found = suppression('trivy', comment, around.block(comment), mappedFrom('trivy', those));
    return expiry ? found.map((one) => ({ ...one, until: addDays(expiry, -1) })) : found;
  });
}

const TRIVY = /(?<=[#\s])(?:trivy|tfsec):ignore:([\w*-]+)(?::exp:([\w-]+))?/gi;

/** `# checkov:skip=CKV_X:reason`: covers the whole Dockerfile, or in Kubernetes YAML the object that contains or follows it. */
function checkov(comment: Comment, around: Surroundings): Suppression[] {
  const m = /^#+[ \t]*(?:checkov|bridgecrew|cortex):skip=([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)(?::(.*))?/i.exec(
    comment.text,
  );
  if (!m) return [];
  const object = around.object(comment.span.start);
  const where: Where = object ? { scope: 'block', reach: object } : FILE;
  return suppression('checkov', comment, where, mappedFrom('checkov', list(m[1]!)), m[2]);
}

/** `# kics-scan ignore`, `ignore-line`, `ignore-block`, `disable=<uuid,…>`. */
function kics(comment: Comment, around: Surroundings): Suppression[] {
  const m = /^#+[ \t]*kics-scan[ \t]+(?:disable[ \t]*=[ \t]*([0-9a-f, \t-]+)|(ignore(?:-line|-block)?)(?=\s|$))/i.exec(
    comment.text,
  );
  if (!m) return [];
  if (m[1] !== undefined) return suppression('kics', comment, FILE, mappedFrom('kics', list(m[1])));
  const verb = m[2]!.toLowerCase();
  const where =
    verb === 'ignore' ? FILE : verb === 'ignore-block' ? around.block(comment) : next(around, comment, false);
  return suppression('kics', comment, where, mappedFromAny('kics'));
}

/** On its own line the part below, else its own line. */
const belowOrLine = (comment: Comment, around: Surroundings): Where | undefined =>
  comment.ownLine ? next(around, comment, false) : { scope: 'line', reach: around.line(comment.span) };

/** `# nosemgrep` and `# nosemgrep: id, id`, at the line of the finding or above it. Source: Semgrep, "Ignore files, folders, and code". */
function semgrep(comment: Comment, around: Surroundings): Suppression[] {
  const m = /^#.*?\bnosem(?:grep)?\b(?:[ \t]*:[ \t]*([\w.-]+(?:[ \t]*,[ \t]*[\w.-]+)*))?/i.exec(comment.text);
  if (!m) return [];
  const matches = m[1] === undefined ? mappedFromAny('semgrep') : mappedFrom('semgrep', list(m[1]));
  return suppression('semgrep', comment, belowOrLine(comment, around), matches);
}

/** `# NOSONAR`, with a reason behind it. Source: SonarQube, "Managing issues". In a Dockerfile, which has no comments at line ends, it stands above. */
function sonar(comment: Comment, around: Surroundings): Suppression[] {
  const m = /^#+[ \t]*NOSONAR\b(.*)/.exec(comment.text);
  return m ? suppression('sonar-iac', comment, belowOrLine(comment, around), mappedFromAny('sonar-iac'), m[1]) : [];
}

/** `# tally ignore=a/b,c/d;reason=why`, `# tally global ignore=…`. Source: tally, "Inline directives". */
function tally(comment: Comment, around: Surroundings): Suppression[] {
  const m =
    /^#+[ \t]*tally[ \t]+(global[ \t]+)?ignore[ \t]*=[ \t]*([\w/-]+(?:[ \t]*,[ \t]*[\w/-]+)*)(?:;reason=(.*))?/i.exec(
      comment.text,
    );
  if (!m) return [];
  return suppression(
    'tally',
    comment,
    m[1] ? FILE : next(around, comment, false),
    mappedFrom('tally', list(m[2]!)),
    m[3],
  );
}

/** `# dclint disable-file`, `# dclint disable [rule …]` for the file, `# dclint disable-line [rule …]`. Source: dclint, "Disabling rules via comments". */
function dclint(comment: Comment, around: Surroundings): Suppression[] {
  const m = /^#+[ \t]*dclint[ \t]+disable(-file|-line)?(?=[ \t]|$)((?:[ \t]+[\w-]+)*)/i.exec(comment.text);
  if (!m) return [];
  const ids = m[2]!.split(/[ \t]+/).filter((id) => id !== '');
  const matches = ids.length === 0 ? mappedFromAny('dclint') : mappedFrom('dclint', ids);
  return suppression('dclint', comment, m[1]?.toLowerCase() === '-line' ? belowOrLine(comment, around) : FILE, matches);
}

const ANY = /hadolint|check|trivy|tfsec|bridgecrew|cortex|kics|nosem|NOSONAR|tally|dclint/i;

/** Suppressions of other tools in a comment of a Dockerfile. */
export function readDockerfileNeighbours(comment: Comment, around: Surroundings): Suppression[] {
  if (!ANY.test(comment.text)) return [];
  return [hadolint, buildkit, trivy, checkov, kics, semgrep, sonar, tally].flatMap((read) => read(comment, around));
}

/** Suppressions of other tools in a comment of a YAML document. */
export function readYamlNeighbours(comment: Comment, around: Surroundings): Suppression[] {
  if (!ANY.test(comment.text)) return [];
  return [trivy, checkov, kics, semgrep, sonar, dclint].flatMap((read) => read(comment, around));
}
