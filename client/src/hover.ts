/**
 * Adds links to rule pages below the server's hovers. A server hover contains text of files, so it is not trusted and cannot contain a
 * command. The links are a separate part, made only of rule ids.
 */
import { type Diagnostic, type Hover, l10n, languages, MarkdownString, type Position, type TextDocument } from 'vscode';
import { isOurs, isRuleId, ruleOf } from './commands.ts';

/** `hover` with links to the pages of the rules that it explains. The editor shows the findings at `position` above it, and the id in each is a link. */
export function withLinks(hover: Hover | null | undefined, document: TextDocument, position: Position): typeof hover {
  if (!hover) return hover;
  const here = languages.getDiagnostics(document.uri).filter((d) => isOurs(d) && d.range.contains(position));
  const isLink = ({ code }: Diagnostic): boolean => typeof code === 'object' && code.target !== undefined;
  const linked = new Set(here.filter(isLink).map(ruleOf));
  const rules = [...new Set(explained(hover))].filter((id) => isRuleId(id) && !linked.has(id));
  if (rules.length === 0) return hover;
  const links = new MarkdownString(rules.map(linkOf).join('  \n'));
  links.isTrusted = { enabledCommands: ['seaworthy.openRulePage'] };
  hover.contents.push(links);
  return hover;
}

/** The head of a hover's part, as the server writes it: a title in bold, and an id as code. */
const HEAD = /^\*\*.*\*\* · \x60([^\x60\n]+)\x60$/gm;

/** The ids in the heads of the hover's parts. */
const explained = ({ contents }: Hover): string[] =>
  contents.flatMap((part) => {
    const text = typeof part === 'string' ? part : part.value;
    return [...text.matchAll(HEAD)].map((head) => head[1]!);
  });

const linkOf = (rule: string): string =>
  `[${l10n.t('Open the page of {0}', rule)}](command:seaworthy.openRulePage?${encodeURIComponent(JSON.stringify([rule]))})`;
