/** Comments in which an author says why a setting is there. */

/** A link, or words that give a reason. */
const REASON =
  /https?:\/\/|\b(?:because|needs?|needed|requires?|required|otherwise|work-?around|fails?|so that|due to|see|bug|issue|without this|has to|must)\b/i;
/** Words that doubt or deny that a setting is needed. */
export const NOT_NEEDED =
  /\?|\b(?:todo|fixme|xxx|hack|temporary|temporarily|removed?|must (?:not|be changed)|no longer|optional(?:ly)?)\b|\b(?:not|never|no|\w+n['\u2019]t)(?: \w+){0,2} (?:need|require|necessary|mandatory)/i;
/** Comments for programs that read them. */
const DIRECTIVE = /^#\s*(?:seaworthy|expect:|checkov:|kics|trivy|nosec|noqa|yamllint|renovate)/i;

/** The key of a map that is one setting. */
const OF_SETTING = /^\s*(?:securityContext|seccompProfile|appArmorProfile):\s*(?:#.*)?$/;

/** The most lines that are read above a setting. */
const MOST = 40;

/**
 * Whether a comment behind a setting, above it or at the key of its list gives a reason. Then the author knows the setting, and what a file shows is not
 * enough to remove it. `at`: an offset in the line of the setting.
 */
export function statesReason(text: string, at: number): boolean {
  const end = text.indexOf('\n', at);
  const lines = text
    .slice(0, end < 0 ? text.length : end)
    .split('\n')
    .slice(-MOST);
  const own = lines.pop() ?? '';
  const found = [behind(own), ...takeComments(lines)];
  if (isItem(own)) while (isItem(lines.at(-1) ?? '') || isComment(lines.at(-1) ?? '')) lines.pop();
  const parent = lines.pop() ?? '';
  const holds = isItem(own) ? /:\s*(?:#.*)?$/ : OF_SETTING;
  if (holds.test(parent) && indent(parent) <= indent(own)) found.push(behind(parent), ...takeComments(lines));
  return found.some((comment) => REASON.test(comment) && !NOT_NEEDED.test(comment) && !DIRECTIVE.test(comment));
}

const isItem = (line: string): boolean => /^\s*-\s/.test(line);
const isComment = (line: string): boolean => /^\s*#/.test(line);
const indent = (line: string): number => line.search(/\S|$/);
const behind = (line: string): string => /(?:^|\s)(#.*)$/.exec(line)?.[1] ?? '';

/** Takes the comments at the end of the lines. */
function takeComments(lines: string[]): string[] {
  const taken: string[] = [];
  while (isComment(lines.at(-1) ?? '')) taken.push(lines.pop()!.trim());
  return taken;
}
