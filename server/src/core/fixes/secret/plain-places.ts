/** The places of a secret in files that have no model: settings of programs, scripts, jobs. */

import { isExampleFile } from '../../files/example-file.ts';
import type { Context } from '../../rule/rule.ts';
import { writtenValues } from '../../secrets/written-values.ts';
import { posix } from '../../text/paths.ts';
import type { WorkspaceIndex } from '../../workspace/index.ts';
import { foldersAbove, README } from '../../workspace/introductions.ts';
import { isComment, type Mention } from '../../workspace/plain-text.ts';
import { isDistinctive, type MovedSecret, type OtherPlace } from './other-place.ts';
import { mayBeOneSecret } from './same-secret.ts';

/**
 * A distinctive value is the same secret wherever it stands. A common one counts only in files of the folder of `ctx`, above or below it, and
 * only where a name or host says so.
 */
export function plainPlaces({ unit, workspace }: Context, secret: MovedSecret): OtherPlace[] {
  const { value } = secret;
  const distinct = isDistinctive(value);
  const folder = posix.dirname(unit.path);
  return [...workspace.plainText().find(value), ...documentedIn(workspace, unit.path, value)].flatMap(
    (mention): OtherPlace[] => {
      const { path, line } = mention;
      const named = nameOf(mention, value);
      const other = posix.dirname(path);
      // A file beside the Compose file or manifest with the same value: `password: …` of a client.
      const isBeside = other === folder && named !== undefined && /^(?:password|passwd|pass|pwd)$/i.test(named.name);
      const isNear = isBelow(other, folder) || isBelow(folder, other);
      const isSame = distinct
        ? isWhole(mention, value)
        : isNear &&
          named !== undefined &&
          !(isExampleFile(path) && other !== folder) &&
          (isBeside || mayBeOneSecret(secret, named));
      if (!isSame) return [];
      const unused = isExampleFile(path) || isComment(mention);
      return [
        { path, line, name: named?.name, host: named?.host, unused, replaced: isReplaced(mention), unit: undefined },
      ];
    },
  );
}

/** The lines of the READMEs that introduce a file: people run the commands there with the value. */
const documentedIn = (workspace: WorkspaceIndex, path: string, value: string): Mention[] =>
  foldersAbove(path).flatMap((folder) => {
    const readme = README.map((name) => posix.join(folder, name)).find((name) => workspace.text(name) !== undefined);
    const text = readme === undefined ? undefined : workspace.text(readme);
    if (readme === undefined || text === undefined) return [];
    return [...text.matchAll(new RegExp(value.replace(/\W/g, '\\$&'), 'g'))]
      .slice(0, MOST_DOCUMENTED)
      .map(({ index }) => ({
        path: readme,
        text,
        offset: index,
        line: text.slice(0, index).split('\n').length,
      }));
  });

const MOST_DOCUMENTED = 50;

/** Whether a folder is another one or lies below it. */
export const isBelow = (inner: string, outer: string): boolean =>
  outer === '' || inner === outer || inner.startsWith(`${outer}/`);

const isWhole = ({ text, offset }: Mention, { length }: string): boolean =>
  !/\w/.test(text[offset - 1] ?? '') && !/\w/.test(text[offset + length] ?? '');

/** The name of the value in its line. `mysql -pVALUE` gives MySQL's password. */
function nameOf({ text, offset }: Mention, value: string): { name: string; host: string | undefined } | undefined {
  const start = Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - LONGEST_LINE);
  const end = offset + value.length;
  const line = text.slice(start, end + LONGEST_LINE).split('\n', 1)[0]!;
  const at = offset - start;
  const found = writtenValues(line).find((v) => v.value === value && v.at.start === at);
  if (found) return found;
  const client = /\b(mysql|mariadb)[\w-]*\s(?:[^|;&]*\s)?-p["']?$/.exec(line.slice(0, at))?.[1];
  return client !== undefined && /^["']?(?:\s|$)/.test(line.slice(at + value.length))
    ? { name: client, host: undefined }
    : undefined;
}

const LONGEST_LINE = 300;
const REPLACES = /\bsed\b|\.replace(?:All)?\(|\breplace\(|\bre\.sub\(|\bstrings\.Replace|\bperl\b.*-p|-replace\b/;

/** Whether the line, or one of the two before it, replaces texts. */
function isReplaced({ text, offset }: Mention): boolean {
  const before = text
    .slice(Math.max(0, offset - 3 * LONGEST_LINE), offset)
    .split('\n')
    .slice(-3)
    .join('\n');
  return REPLACES.test(before);
}
