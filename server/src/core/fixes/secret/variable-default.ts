/** Removes the secret default of a variable of a Compose file, in every place that reads the variable. */

import type { Service } from '../../domain/compose.ts';
import type { EnvVariable } from '../../domain/container.ts';
import type { ComposeFileUnit } from '../../domain/unit.ts';
import { variableReaders } from '../../domain/variable-readers.ts';
import { mayWrite } from '../../platform/platform.ts';
import type { Effect } from '../../rule/effect.ts';
import type { Change, Context, Fix } from '../../rule/rule.ts';
import type { SecretHit } from '../../secrets/detect/hit.ts';
import { namesSecret } from '../../secrets/detect/names-secret.ts';
import { isWeakDefault } from '../../secrets/detect/weak.ts';
import { contains, overlaps, type TextEdit } from '../../text/span.ts';
import { gitIgnores } from '../../workspace/git-ignores.ts';
import { setScalar } from '../../yaml/edit/edit.ts';
import type { YamlScalar, YamlUnit } from '../../yaml/node.ts';
import { isShared, walk } from '../../yaml/walk.ts';
import { changes } from '../effect.ts';
import { inPlaces } from '../fix.ts';
import { isLogin } from './account.ts';
import { startNotes, unset } from './compose-start.ts';
import { hostsOf, isReader, requiredVariable } from './dotenv.ts';
import { type Dotenvs, dotenvs, extractSecretFix, folderOf } from './dotenv-and-gitignore.ts';
import { inDotenv, inFolder } from './dotenv-text.ts';
import { otherPlaces, staysInUse, withPlaces } from './elsewhere.ts';
import { isReadBeside, otherReaderNotes } from './env-readers.ts';
import { listedIn, listingEffects, restNotes } from './example-file.ts';
import type { OtherPlace } from './other-place.ts';
import { serviceNames, targetOf } from './password-target.ts';
import { mayBeOnePassword } from './same-secret.ts';
import { isShipped } from './shipped-file.ts';
import { type Spot, scalarAt, spotsIn, written as writeAt } from './spots.ts';

/**
 * Turns `${NAME:-default}` into `${NAME:?…}` everywhere, and what else in the file is the same secret. A default in use moves to `.env`, unless
 * it is well known or holds a well-known password: a copy of it would be as weak. `hit`: the secret in the default.
 */
export function defaultFix(ctx: Context, unit: ComposeFileUnit, written: string, value: string, hit: SecretHit): Fix[] {
  const name = /^\$\{(\w+):?-[^${}]*\}$/.exec(written)?.[1];
  if (name === undefined || /[\0\r\n]/.test(value)) return [];
  const weak = hit.kind === 'weak-default' || isWeakDefault(value);
  const file = inFolder(folderOf(ctx), '.env');
  // The value in `.env` overrides the default, so the default is not in use.
  const set = inDotenv(ctx.workspace.text(file), name);
  // `:-` takes the default for an empty value too.
  const there = written.includes(':-') ? set !== undefined && set.replace(/["'\s]/g, '') !== '' : set !== undefined;
  const names = [name, ...(weak && !there ? alike(unit.yaml, name, value) : [])];
  const { hosts, spots } = there ? { hosts: [], spots: [] } : belonging(unit, name, value);
  const edits = (): TextEdit[] => {
    const defaults = required(unit.yaml, names);
    const literals = writeAt(unit.yaml, spots, requiredVariable(name));
    return defaults.some((d) => literals.some((l) => overlaps(d.span, l.span))) ? [] : [...defaults, ...literals];
  };
  const first = edits();
  if (first.length === 0 || (!weak && !mayWrite(unit.compose.platform, 'dotEnv'))) return [];
  const secret = { value, name, hosts };
  const left = otherPlaces(ctx, secret, first);
  const places = inPlaces(first.length);
  // A file that everybody has sets it for everybody: without the default nothing changes.
  if (there && !gitIgnores(ctx.workspace, file)) return [];
  if (there) return [extractSecretFix(`Fail where \`${name}\` is not set${places}`, edits, [], weak)];
  if (staysInUse(ctx, left)) return [];
  const users = unit.compose.services.filter((s) => first.some((edit) => contains(s.span, edit.span)));
  if (weak) {
    // A new password must reach everyone who logs in with the old one.
    const staysHere = (place: OtherPlace): boolean =>
      place.path === unit.path && !place.unused && place.name !== undefined && !names.includes(place.name);
    if (left.some((place) => isReader(place, unit, name) || staysHere(place))) return [];
    const list = names.map((n) => `\`${n}\``).join(' and ');
    const elsewhere = left.filter(({ path, name: other }) => path !== unit.path && other !== name);
    const notes = withPlaces(secret, elsewhere, [
      ...(mayWrite(unit.compose.platform, 'dotEnv')
        ? restNotes(ctx.workspace, folderOf(ctx), names)
        : [`\`docker stack deploy\` does not read \`.env\`: set ${list} in its environment`]),
      ...startNotes(ctx.workspace, unit.path, unset(names)),
      ...(names.length > 1 ? [`${list} seem to hold one password: give them the same value`] : []),
    ]);
    const title = `Fail where ${list} ${names.length > 1 ? 'are' : 'is'} not set${places}`;
    const effect = [...weakEffects(unit, names, users), ...listingEffects(ctx.workspace, folderOf(ctx), names)];
    const change = (): Change[] => [...edits(), ...listedIn(ctx.workspace, folderOf(ctx), names)];
    return [extractSecretFix(title, change, effect, weak, notes)];
  }
  if (isShipped(ctx.workspace, file)) return [];
  // A reader with another default, or with none, would get the value too.
  if (
    isReadBeside(ctx.workspace, unit, name) ||
    !variableReaders(unit.yaml, name).every((node) => readsOnly(node, name, written))
  )
    return [];
  const kept = (): Dotenvs | undefined => {
    const all = dotenvs(ctx.workspace);
    return all.keep(folderOf(ctx), [name], value) === undefined ? undefined : all;
  };
  const lines = kept();
  if (!lines) return [];
  const notes = withPlaces(secret, left, [
    ...otherReaderNotes(ctx.workspace, unit, file, users),
    ...lines.notes(),
    ...startNotes(ctx.workspace, unit.path, unset([name])),
  ]);
  const change = (): Change[] => {
    const again = kept();
    return again ? [...edits(), ...again.changes()] : [];
  };
  return [
    extractSecretFix(
      `Move the default to \`.env\` as \`${name}\`${places}, and fail where it is not set`,
      change,
      lines.effects(),
      false,
      notes,
    ),
  ];
}

/** The services lose the default. Aliases and merge keys bring it into other services too. */
function weakEffects(unit: ComposeFileUnit, names: readonly string[], users: readonly Service[]): Effect[] {
  const shared = names.some((name) => variableReaders(unit.yaml, name).some((node) => isShared(unit.yaml, node)));
  const everyone = shared ? [changes(['service *'], 'environment')] : [];
  return [...users.map((s) => changes(s.container)), ...everyone];
}

/** Other variables whose default is the same and that seem to hold the same password: `MINIO_ROOT_PASSWORD` and `S3_SECRET_KEY`. */
function alike(unit: YamlUnit, name: string, value: string): string[] {
  const found = new Set<string>();
  walk(unit.root, (node) => {
    if (node.type !== 'scalar' || !node.text.includes('${')) return;
    for (const [, other = '', text] of node.text.matchAll(/\$\$|\$\{(\w{1,100}):?-([^${}]*)\}/g))
      if (other !== name && text === value && namesSecret(other) && mayBeOnePassword(name, other)) found.add(other);
  });
  return [...found];
}

/** The literals of the file that are the password of the services that get the variable, and the names of these services. */
function belonging(
  unit: ComposeFileUnit,
  name: string,
  value: string,
): { readonly hosts: readonly string[]; readonly spots: readonly Spot[] } {
  const services = serviceNames(unit.compose.services);
  const targets = new Set<string>();
  const made: { readonly service: Service; readonly variable: EnvVariable }[] = [];
  for (const service of unit.compose.services)
    for (const variable of service.container.env) {
      const isOne = variable.fallback && new RegExp(`^\\$\\{${name}:?-`).test(variable.value ?? '');
      const node = isOne && variable.valueSpan ? scalarAt(unit.yaml, variable.valueSpan) : undefined;
      if (!node) continue;
      const within = { start: 0, end: node.text.length };
      targets.add(targetOf({ node, within, service, variable, whole: true }, services));
      made.push({ service, variable });
    }
  const isOne = (s: Spot): boolean =>
    !s.whole || (s.variable !== undefined && mayBeOnePassword(name, s.variable.name)) || isLogin(s, made);
  const spots = spotsIn(unit).filter(
    (s) =>
      s.value === value &&
      (targets.has(targetOf(s, services)) || (targetOf(s, services) === s.service.name && isLogin(s, made))) &&
      isOne(s),
  );
  return { hosts: [...targets].flatMap((target) => hostsOf(target, services)), spots };
}

/** Whether a value contains the variable only in this form. */
const readsOnly = ({ text }: YamlScalar, name: string, form: string): boolean =>
  !new RegExp(`\\$\\{?${name}(?!\\w)`).test(text.replaceAll(form, ''));

/** Makes the variables required in all scalars of the file that give them a default. Empty if one of them is a block. */
function required(unit: YamlUnit, names: readonly string[]): TextEdit[] {
  const found = new Map<YamlScalar, string>();
  const forms = new RegExp(`\\$\\$|\\$\\{(${names.join('|')}):?-[^\${}]*\\}`, 'g');
  walk(unit.root, (node) => {
    if (node.type !== 'scalar' || node.templated || !node.text.includes('${')) return;
    const text = node.text.replace(forms, (form, name?: string) =>
      name === undefined ? form : requiredVariable(name),
    );
    if (text !== node.text) found.set(node, text);
  });
  const isBlock = (n: YamlScalar): boolean => n.style === 'literal' || n.style === 'folded';
  return [...found.keys()].some(isBlock) ? [] : [...found].flatMap(([node, text]) => setScalar(unit, node, text));
}
