/** The header of a licence at the beginning of a file, which a new file beside it repeats. Checks of licences refuse a file without it. */
import { isForTool } from '../text/tool-comment.ts';

const LICENCE =
  /SPDX-License-Identifier|SPDX-FileCopyrightText|\blicen[sc]ed (?:to|under)\b|\bcopyright\b.{0,9}(?:\(c\)|\u00a9|\d{4})|\ball rights reserved\b/i;
/** A comment of a template. Another file may be no template, so the text is repeated as a comment of YAML. */
const TEMPLATE_COMMENT = /^\{\{-?\s*\/\*([\s\S]{0,4000}?)\*\/\s*-?\}\}/;
/** The Apache header has 16 lines; longer texts are no headers. */
const MOST_LINES = 40;

/** The header with a line feed after each line and an empty line at its end; '' if the text does not begin with one. `text`: a YAML file or a template of one. */
export function licenceHeader(text: string): string {
  const plain = text
    .slice(0, 6000)
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(/^(?:\s*\n)*(?:---[ \t]*\n)?(?:[ \t]*\n)*/, '');
  const template = TEMPLATE_COMMENT.exec(plain)?.[1];
  const block = template === undefined ? commentLines(plain) : asComment(template);
  const own = block.filter((line) => !isForTool(line));
  if (own.length > MOST_LINES || !LICENCE.test(own.join('\n'))) return '';
  return `${own.join('\n')}\n\n`;
}

function commentLines(text: string): string[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines.slice(0, end < 0 ? lines.length : end).map((line) => line.trimEnd());
}

const asComment = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => (line.startsWith('#') ? line : `# ${line}`).trimEnd());
