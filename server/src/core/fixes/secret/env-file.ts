/** Takes a committed environment file out of Git, and adds a copy with its names but without its secrets. */

import { isForTests } from '../../checks/for-development.ts';
import type { EnvFileUnit } from '../../domain/unit.ts';
import type { Effect } from '../../rule/effect.ts';
import type { Change, Context, Fix } from '../../rule/rule.ts';
import { detectAssignment } from '../../secrets/detect/detect.ts';
import { namesSecret } from '../../secrets/detect/names-secret.ts';
import { notASecret } from '../../secrets/detect/placeholder.ts';
import { secretSpans } from '../../secrets/hits.ts';
import { applyEdits } from '../../text/edits.ts';
import { posix } from '../../text/paths.ts';
import { overlaps, type Span, span, type TextEdit } from '../../text/span.ts';
import { gitIgnores, isMatchedByIgnore } from '../../workspace/git-ignores.ts';
import { ignores, writes } from '../effect.ts';
import { noteOf } from '../fix.ts';
import { type Caller, listed } from './callers.ts';
import { ignored } from './dotenv-and-gitignore.ts';
import { isCopied, usersOf } from './env-file-uses.ts';
import { interpolatedIn, type Reader, requiredBy } from './env-readers.ts';
import { optionalEffects, optionalIn } from './optional-env-file.ts';
import { isDistinctive } from './other-place.ts';
import { isShipped } from './shipped-file.ts';

/**
 * Adds the file to `.gitignore`, and creates `NAME.example` beside it if there is none. `weak`: the finding is a well-known password. Where no
 * example is to be copied, a file with such a password is committed for everyone to use: without it a clone does not work, and the password
 * stays as weak.
 */
export function envFileFixes(ctx: Context, unit: EnvFileUnit, weak: boolean): Fix[] {
  const { path } = unit;
  const name = posix.basename(path);
  const example = `${path}.example`;
  const made = ctx.workspace.text(example) === undefined && !gitIgnores(ctx.workspace, example);
  const change = (): Change[] => {
    const kept = ignored(ctx.workspace, posix.dirname(path), path, `/${name}`);
    return made ? [...kept, { file: example, text: withoutSecrets(unit), ifExists: 'skip' }] : kept;
  };
  if ((made && weak) || (!made && isMatchedByIgnore(ctx.workspace, path))) return [];
  const readers = requiredBy(ctx.workspace, path);
  const filledIn = interpolatedIn(ctx.workspace, path, new Set(unit.env.variables.map((v) => v.name)));
  const loading = [...readers.map((reader) => reader.unit.path), ...filledIn];
  const users = usersOf(ctx.workspace, path, loading);
  if (users.length >= MOST_USERS || isCopied(ctx.workspace, path)) return [];
  // Nobody makes the file: the repository ships it as the configuration with which a fresh clone starts, a job runs or its tests run.
  const isNeeded = loading.length > 0 || users.length > 0 || isForTests(path);
  if (made && isNeeded && isShipped(ctx.workspace, path)) return [];
  const effect = [...ignores(ctx.workspace, path), ...(made ? [writes(example)] : [])];
  const title = `Keep \`${name}\` out of Git${made ? `, with its names in \`${name}.example\`` : ''}`;
  const fix = (more: string, fresh: readonly string[], effects: readonly Effect[], changes: Fix['change']): Fix => ({
    title: title + more,
    safety: 'review',
    effect: effects,
    note: noteOf([
      `Stop tracking it with \`git rm --cached ${path}\``,
      ...fresh,
      'The old values stay in the repository history: search the repository for them, and rotate them for all their readers at once',
    ]),
    change: changes,
  });
  const hasExample = made || ctx.workspace.text(example) !== undefined;
  const kept = fix('', [freshClone(filledIn, unit, readers, hasExample), ...userNotes(users)], effect, change);
  // Without the file, the variables that Compose files fill in are empty, and what needs them stops later and less clearly.
  if (readers.length === 0 || readers.length > MOST_READERS || filledIn.length > 0 || !optionalIn(readers, path))
    return [kept];
  const optional = (): Change[] => [...change(), ...(optionalIn(requiredBy(ctx.workspace, path), path) ?? [])];
  const without = `, and let ${namesOf(readers)} start without it: \`required: false\``;
  const notes = [
    '`required` needs Docker Compose 2.24 or later',
    `Without the file ${namesOf(readers)} ${verb(readers, 'gets', 'get')} none of its variables`,
  ];
  return [kept, fix(without, notes, [...effect, ...optionalEffects(readers)], optional)];
}

const verb = (readers: readonly Reader[], one: string, several: string): string =>
  new Set(readers.map(({ service }) => service.name)).size > 1 ? several : one;

/** The names of services, each once. */
const namesOf = (readers: readonly Reader[]): string =>
  shortened([...new Set(readers.map(({ service }) => service.name))]);

/** The note of each finding of a file has the list. */
function shortened(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `\`${name}\``);
  const rest = names.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

const MOST_NAMES = 5;
/** With more services a file is not made optional: each finding of the file would have edits of all of them. */
const MOST_READERS = 50;

/** So many scripts and jobs that need the file are a sign that it is meant to be in the repository. */
const MOST_USERS = 3;

/** The note on scripts and jobs that need the file; none if there are none. */
const userNotes = (users: readonly Caller[]): string[] =>
  users.length === 0
    ? []
    : [`${listed(users)} ${users.length > 1 ? 'need' : 'needs'} the file too: make it there first`];

/** A fresh clone does not have the file, and what reads it does not work there. */
function freshClone(
  filledIn: readonly string[],
  { path }: EnvFileUnit,
  services: readonly Reader[],
  hasExample: boolean,
): string {
  const name = posix.basename(path);
  const files = filledIn.map((file) => posix.basename(file));
  const readers = [...new Set([...services.map(({ service }) => service.name), ...files])];
  if (readers.length === 0)
    return `In a fresh clone, ${hasExample ? `copy \`${name}.example\` to \`${name}\` and fill it in` : `create \`${name}\``}`;
  const make = hasExample ? `copy \`${name}.example\` there and fill it in` : 'create it there';
  const need = readers.length > 1 ? 'need' : 'needs';
  const optional =
    services.length > 0 && services.every(({ unit }) => unit.yaml.syntax === undefined)
      ? ', or write `required: false` beside its `path` in `env_file` (Docker Compose 2.24 or later)'
      : '';
  return `In a fresh clone ${shortened(readers)} ${need} the file: ${make}${optional}`;
}

/** The text of the file with every possible secret emptied, in comments too. */
function withoutSecrets(unit: EnvFileUnit): string {
  const { text, env } = unit;
  const secrets = secretSpans(unit);
  const values = secrets.map((s) => text.slice(s.start, s.end)).filter(isDistinctive);
  const isSecret = (at: Span): boolean =>
    secrets.some((s) => overlaps(s, at)) || values.some((v) => text.slice(at.start, at.end).includes(v));
  const edits: TextEdit[] = [];
  // Values under secret names are removed too, unless they certainly are no secrets: this file is meant to be committed.
  for (const { name, dynamic, value, valueSpan } of env.variables) {
    const named = !dynamic && namesSecret(name) && notASecret(value) === undefined;
    const passwords = passwordsIn(text, valueSpan, secrets, values);
    if (passwords) edits.push(...passwords.map((at) => ({ span: at, text: '' })));
    else if (named || isSecret(valueSpan)) edits.push(emptied(text, valueSpan));
  }
  for (const comment of env.comments) {
    const put = /^[#\s]*(?:export\s+)?([\w.-]+)[ \t]*[=:][ \t]*(\S.*)$/.exec(text.slice(comment.start, comment.end));
    const value = put?.[2] ?? '';
    const at = span(comment.end - value.length, comment.end);
    if (value !== '' && (isSecret(at) || detectAssignment(put?.[1] ?? '', value))) edits.push({ span: at, text: '' });
    else if (isSecret(comment)) edits.push({ span: comment, text: '#' });
  }
  return applyEdits(text, edits);
}

/** The passwords of the URLs in a value, `user:password@host`; `undefined` if there are none, or if another secret stands beside them. */
function passwordsIn(
  text: string,
  { start, end }: Span,
  secrets: readonly Span[],
  values: readonly string[],
): readonly Span[] | undefined {
  const own = secrets.filter((s) => s.start < end && s.end > start);
  const isPassword = (s: Span): boolean => s.start > start && text[s.start - 1] === ':' && text[s.end] === '@';
  if (own.length === 0 || !own.every(isPassword)) return undefined;
  const rest = applyEdits(
    text.slice(0, end),
    own.map((at) => ({ span: at, text: '' })),
  ).slice(start);
  return values.some((value) => rest.includes(value)) ? undefined : own;
}

/** Quotes stay. An unquoted value before a comment becomes `""`, or the comment would be read as the value. */
function emptied(text: string, at: Span): TextEdit {
  const quoted = /["']/.test(text[at.start - 1] ?? '') && text[at.end] === text[at.start - 1];
  const rest = /^[^\r\n]*/.exec(text.slice(at.end, at.end + 200))?.[0] ?? '';
  return { span: at, text: !quoted && rest.trim() !== '' ? '""' : '' };
}
