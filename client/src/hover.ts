/**
 * The link to a rule's page under the server's hovers. What the server says holds words of files and is never trusted, so it cannot hold
 * a command; the link is a piece of its own, made here of nothing but the ids of rules.
 */
import { type Hover, languages, MarkdownString, type Position, type TextDocument } from 'vscode';
import { isOurs, isRuleId, ruleOf } from './commands.ts';

/** `hover` with the links of the rules found at `position`. */
export function withLinks(hover: Hover | null | undefined, document: TextDocument, position: Position): typeof hover {
  if (!hover) return hover;
  const here = languages.getDiagnostics(document.uri).filter((d) => isOurs(d) && d.range.contains(position));
  const rules = [...new Set(here.map(ruleOf))].filter(isRuleId);
  if (rules.length === 0) return hover;
  const links = new MarkdownString(rules.map(linkOf).join('  \n'));
  links.isTrusted = { enabledCommands: ['seaworthy.openRulePage'] };
  hover.contents.push(links);
  return hover;
}

const linkOf = (rule: string): string =>
  `[Open the page of ${rule}](command:seaworthy.openRulePage?${encodeURIComponent(JSON.stringify([rule]))})`;
