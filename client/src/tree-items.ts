/** Rows of the Container Security view as items of the editor. Each severity has an icon of its own shape, not only a colour. */
import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import { isRuleId } from './commands.ts';
import type { Severity } from './finding-index.ts';
import type { FindingRow, GroupRow, NotJudgedPart, Row } from './finding-tree.ts';

export const ICONS: Readonly<Record<Severity, ThemeIcon>> = {
  error: new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground')),
  warning: new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground')),
  info: new ThemeIcon('info', new ThemeColor('problemsInfoIcon.foreground')),
  hint: new ThemeIcon('lightbulb'),
};

const PART_ICONS: Readonly<Record<NotJudgedPart, ThemeIcon>> = {
  notFullyRead: new ThemeIcon('warning'),
  excluded: new ThemeIcon('exclude'),
  ignored: new ThemeIcon('bell-slash'),
  unusedIgnores: new ThemeIcon('trash'),
};

export function treeItem(row: Row): TreeItem {
  const item = itemOf(row);
  if (row.description !== '') item.description = row.description;
  item.accessibilityInformation = { label: row.spoken };
  return item;
}

function itemOf(row: Row): TreeItem {
  if (row.kind === 'group') return groupItem(row);
  if (row.kind === 'finding') return findingItem(row);
  if (row.kind === 'place') {
    const item = new TreeItem(row.label);
    item.iconPath = PART_ICONS[row.part];
    item.contextValue = 'place';
    item.tooltip = `${row.label}\n${row.description}`;
    item.command = { title: '', command: 'seaworthy.findings.open', arguments: [row] };
    return item;
  }
  if (row.kind === 'more') {
    const item = new TreeItem(row.label);
    item.iconPath = new ThemeIcon('ellipsis');
    item.command = { title: '', command: 'seaworthy.findings.more', arguments: [row] };
    return item;
  }
  const item = new TreeItem(row.label, TreeItemCollapsibleState.Collapsed);
  item.id = `not-judged:${row.part ?? ''}`;
  item.contextValue = 'notJudged';
  item.iconPath = row.part === undefined ? new ThemeIcon('circle-slash') : PART_ICONS[row.part];
  return item;
}

function groupItem({ grouping, key, label, worst, isOpen }: GroupRow): TreeItem {
  const item = new TreeItem(label, isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
  item.id = `${grouping}:${key}`;
  item.contextValue = grouping === 'rule' && isRuleId(key) ? 'rule' : 'group';
  if (grouping === 'file') {
    item.resourceUri = Uri.parse(key);
    item.iconPath = ThemeIcon.File;
  } else item.iconPath = ICONS[worst];
  return item;
}

function findingItem(row: FindingRow): TreeItem {
  const { message, path, rule, line, severity } = row.finding;
  const item = new TreeItem(row.label);
  item.iconPath = ICONS[severity];
  item.contextValue = isRuleId(rule) ? 'finding' : 'problem';
  // Text of files is text here, not Markdown.
  item.tooltip = new MarkdownString()
    .appendText(message)
    .appendMarkdown('\n\n')
    .appendText(`${rule}  ${path}:${line + 1}`);
  item.command = { title: '', command: 'seaworthy.findings.open', arguments: [row] };
  return item;
}
