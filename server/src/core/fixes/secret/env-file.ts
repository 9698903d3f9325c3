/** Takes a committed environment file out of Git, and adds a copy with its names but without its secrets. */

import type { EnvFileUnit } from '../../domain/unit.ts';
import type { Change, Context, Fix } from '../../rule/rule.ts';
import { detectAssignment } from '../../secrets/detect/detect.ts';
import { characterClasses } from '../../secrets/detect/entropy.ts';
import { namesSecret } from '../../secrets/detect/names-secret.ts';
import { notASecret } from '../../secrets/detect/placeholder.ts';
import { isWeakDefault } from '../../secrets/detect/weak.ts';
import { secretSpans } from '../../secrets/hits.ts';
import { applyEdits } from '../../text/edits.ts';
import { posix } from '../../text/paths.ts';
import { overlaps, type Span, span, type TextEdit } from '../../text/span.ts';
import { gitIgnores, isMatchedByIgnore } from '../../workspace/git-ignores.ts';
import { ignores, writes } from '../effect.ts';
import { noteOf } from '../fix.ts';
import { ignored } from './dotenv-and-gitignore.ts';
import { interpolatedIn, requiredBy } from './env-readers.ts';

/** Adds the file to `.gitignore`, and creates `NAME.example` beside it if there is none. */
export function envFileFixes(ctx: Context, unit: EnvFileUnit): Fix[] {
  const { path } = unit;
  const name = posix.basename(path);
  const example = `${path}.example`;
  const made = ctx.workspace.text(example) === undefined && !gitIgnores(ctx.workspace, example);
  const change = (): Change[] => {
    const kept = ignored(ctx.workspace, posix.dirname(path), path, name);
    return made ? [...kept, { file: example, text: withoutSecrets(unit), ifExists: 'skip' }] : kept;
  };
  if (!made && isMatchedByIgnore(ctx.workspace, path)) return [];
  return [
    {
      title: `Keep \`${name}\` out of Git${made ? `, with its names in \`${name}.example\`` : ''}`,
      safety: 'review',
      effect: [...ignores(ctx.workspace, path), ...(made ? [writes(example)] : [])],
      note: noteOf([
        `Stop tracking it with \`git rm --cached ${path}\``,
        freshClone(ctx, unit, made || ctx.workspace.text(example) !== undefined),
        'The old values stay in the repository history: rotate them',
      ]),
      change,
    },
  ];
}

/** A fresh clone does not have the file, and what reads it does not work there. */
function freshClone({ workspace }: Context, { path, env }: EnvFileUnit, hasExample: boolean): string {
  const name = posix.basename(path);
  const services = requiredBy(workspace, path);
  const files = interpolatedIn(workspace, path, new Set(env.variables.map((v) => v.name)));
  const readers = [...services, ...files].map((reader) => `\`${reader}\``).join(', ');
  if (readers === '')
    return `In a fresh clone, ${hasExample ? `copy \`${name}.example\` to \`${name}\`` : `create \`${name}\``}`;
  const make = hasExample ? `copy \`${name}.example\` there` : 'create it there';
  const need = services.length + files.length > 1 ? 'need' : 'needs';
  const optional = services.length > 0 ? ', or write `required: false` beside its `path` in `env_file`' : '';
  return `In a fresh clone ${readers} ${need} the file: ${make}${optional}`;
}

/** Short values and plain words also occur in unrelated places. */
const isDistinctive = (value: string): boolean =>
  value.length >= 8 && characterClasses(value) >= 2 && !isWeakDefault(value);

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
    if (named || isSecret(valueSpan)) edits.push(emptied(text, valueSpan));
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

/** Quotes stay. An unquoted value before a comment becomes `""`, or the comment would be read as the value. */
function emptied(text: string, at: Span): TextEdit {
  const quoted = /["']/.test(text[at.start - 1] ?? '') && text[at.end] === text[at.start - 1];
  const rest = /^[^\r\n]*/.exec(text.slice(at.end, at.end + 200))?.[0] ?? '';
  return { span: at, text: !quoted && rest.trim() !== '' ? '""' : '' };
}
