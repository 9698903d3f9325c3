/** Taking a literal secret out of a Compose file: into a file that the container reads, or into `.env`. */
import type { Service } from '../compose/model.ts';
import type { EnvVariable } from '../container.ts';
import { fileVariable } from '../image/knowledge/file-variables.ts';
import type { Change, Context, Fix } from '../rule.ts';
import type { TextEdit } from '../text/span.ts';
import { at } from '../yaml/access.ts';
import { appendItem, setKey, setScalar } from '../yaml/edit/edit.ts';
import type { YamlScalar, YamlUnit } from '../yaml/node.ts';
import { isShared, walk } from '../yaml/walk.ts';
import { dotenvs, folderOf, ignored, inDotenv, inFolder, taking, variableName } from './secret-keep.ts';

/** A literal in a service's environment. */
export interface Literal {
  readonly service: Service;
  readonly variable: EnvVariable;
  readonly value: string;
}

/** The fixes of a literal in `environment:`, the surest first. */
export function environmentFixes(ctx: Context, literal: Literal): Fix[] {
  const node = scalarOf(ctx, literal.variable);
  const { unit } = ctx;
  if (unit.kind !== 'compose' || !node || node.style === 'literal' || node.style === 'folded') return [];
  if (/[\0\r\n]/.test(literal.value)) return [];
  return [...secretFileFix(ctx, unit.yaml, node, literal), ...dotenvFix(ctx, unit.yaml, node, literal)];
}

/** The scalar that holds the variable's value: `value`, or in list form the whole `NAME=value`. */
function scalarOf(ctx: Context, { valueSpan, form }: EnvVariable): YamlScalar | undefined {
  let found: YamlScalar | undefined;
  if (ctx.unit.kind !== 'compose' || !valueSpan || form === 'kubernetes') return undefined;
  walk(ctx.unit.yaml.root, (n) => {
    if (n.span.start > valueSpan.start || n.span.end < valueSpan.end) return false;
    if (n.type === 'scalar') found = n;
    return true;
  });
  return found;
}

/** `NAME_FILE: /run/secrets/name`, for images that read it, where nothing else in the service asks for `NAME`. */
function secretFileFix(ctx: Context, unit: YamlUnit, node: YamlScalar, literal: Literal): Fix[] {
  const { service, variable, value } = literal;
  const { compose } = ctx.unit as Extract<Context['unit'], { kind: 'compose' }>;
  const reference = service.container.image?.reference;
  const to = reference && !service.build ? fileVariable(reference, variable.name) : undefined;
  if (!to || compose.legacy || isShared(unit, node) || isShared(unit, service.node)) return [];
  const elsewhere = unit.text.slice(service.span.start, service.span.end).split(variable.name).length - 1;
  const taken = service.container.env.some((v) => v.name === to);
  // Of `${NAME:-default}` the value in use may be another one, which only the environment knows.
  if (elsewhere > 1 || taken || variable.fallback) return [];
  const edits = (): TextEdit[] => fileEdits(unit, compose, literal, node, to).edits;
  if (edits().length < 3) return [];
  return [
    taking(`Move the value to a secret file and set \`${to}\``, (): Change[] => {
      const made = fileEdits(unit, compose, literal, node, to);
      const path = inFolder(folderOf(ctx), `secrets/${made.secret}.txt`);
      const kept = ignored(ctx.workspace, folderOf(ctx), path, '/secrets/*.txt');
      return [...made.edits, { file: path, text: value, ifExists: 'skip' }, ...kept];
    }),
  ];
}

/** Edits of the variable, the service's `secrets` and the top-level ones; fewer than three when one of them cannot be made. */
function fileEdits(
  unit: YamlUnit,
  compose: Extract<Context['unit'], { kind: 'compose' }>['compose'],
  { service, variable }: Literal,
  node: YamlScalar,
  to: string,
): { readonly secret: string; readonly edits: TextEdit[] } {
  const plain = variable.name.toLowerCase().replace(/[^a-z0-9_]+/g, '_');
  const names = new Set(compose.secrets?.entries.map((e) => e.key));
  const secret = names.has(plain) ? `${service.name}_${plain}`.replace(/[^\w.-]/g, '_') : plain;
  if (names.has(secret)) return { secret, edits: [] };
  const path = `/run/secrets/${secret}`;
  const granted = at(service.node, 'secrets');
  const source = { file: `./secrets/${secret}.txt` };
  const grant =
    granted === undefined
      ? setKey(unit, service.node, 'secrets', [secret], { after: ['environment'] })
      : granted.type === 'seq' && !isShared(unit, granted)
        ? appendItem(unit, granted, secret)
        : [];
  const { root, secrets } = compose;
  const define = secrets ? setKey(unit, secrets, secret, source) : setKey(unit, root, 'secrets', { [secret]: source });
  const named =
    variable.form === 'list'
      ? setScalar(unit, node, `${to}=${path}`)
      : [...renamed(unit.text, variable, to), ...setScalar(unit, node, path)];
  return { secret, edits: grant.length && define.length ? merged([...named, ...grant, ...define]) : [] };
}

function renamed(text: string, { name, nameSpan }: EnvVariable, to: string): TextEdit[] {
  const written = text.slice(nameSpan.start, nameSpan.end);
  return written.includes(name) ? [{ span: nameSpan, text: written.replace(name, () => to) }] : [];
}

/** Insertions at one place become one edit, the service's before the file's. */
function merged(edits: readonly TextEdit[]): TextEdit[] {
  const out: TextEdit[] = [];
  for (const edit of edits) {
    const i = out.findIndex((e) => e.span.start === edit.span.start && e.span.end === edit.span.end);
    const same = i < 0 ? undefined : out[i];
    if (same) out[i] = { span: same.span, text: same.text + edit.text };
    else out.push(edit);
  }
  return out;
}

/** `${NAME:?…}`, with `NAME=value` in the `.env` beside the Compose file, where `docker compose` finds it. */
function dotenvFix(ctx: Context, unit: YamlUnit, node: YamlScalar, literal: Literal): Fix[] {
  const { service, variable, value } = literal;
  const given = variable.fallback ? /^\$\{(\w+):?-[^${}]*\}$/.exec(variable.value ?? '')?.[1] : undefined;
  if (variable.fallback && !given) return [];
  const own = given ?? variableName(variable.name);
  if (!/^[A-Z_]\w*$/i.test(own)) return [];
  const write = (name: string): TextEdit[] => {
    const by = `\${${name}:?${name} is not set}`;
    return setScalar(unit, node, variable.form === 'list' ? `${variable.name}=${by}` : by);
  };
  if (write(own).length === 0) return [];
  return [
    taking('Move the value to `.env`, and fail where it is not set', (): Change[] => {
      const kept = dotenvs(ctx.workspace);
      // A name that `${NAME:-default}` asks for already keeps the value that .env has for it.
      const there = given && inDotenv(ctx.workspace.text(inFolder(folderOf(ctx), '.env')), given) !== undefined;
      const name = kept.keep(folderOf(ctx), [own, variableName(service.name, own)], there ? undefined : value);
      return name === undefined ? [] : [...write(name), ...kept.changes()];
    }),
  ];
}
