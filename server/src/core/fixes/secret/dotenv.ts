/** A literal secret of a Compose file moves to `.env`, and all that has the same value reads it from there. */
import type { Service } from '../../domain/compose.ts';
import type { ComposeFileUnit } from '../../domain/unit.ts';
import type { Change, Context, Fix } from '../../rule/rule.ts';
import { isWeakDefault } from '../../secrets/detect/weak.ts';
import type { TextEdit } from '../../text/span.ts';
import { setScalar } from '../../yaml/edit/edit.ts';
import type { YamlScalar, YamlUnit } from '../../yaml/node.ts';
import { walk } from '../../yaml/walk.ts';
import {
  dotenvs,
  extractSecretFix,
  folderOf,
  inDotenv,
  inFolder,
  namesFor,
  untracked,
  variableName,
} from './dotenv-and-gitignore.ts';
import { otherReaderNotes } from './env-readers.ts';
import { type Spot, spotsIn, written } from './spots.ts';

/** What fails when nobody has set it. */
const requiredVariable = (name: string): string => `\${${name}:?${name} is not set}`;

/** The fix, if there is one, and whether services get the value by it that have no use for it. */
interface InDotenv {
  readonly fixes: Fix[];
  readonly shared: boolean;
}

interface Plan {
  readonly name: string;
  readonly changes: Change[];
  /** Who gets the value too. */
  readonly otherReaders: readonly string[];
  readonly notes: readonly string[];
}

/** `${NAME:?…}` at every place of the secret, with `NAME=value` in the `.env` beside the Compose file, where `docker compose` finds it. */
export function dotenvFix(ctx: Context, unit: ComposeFileUnit, spot: Spot): InDotenv {
  const weak = isWeakDefault(spot.value);
  const spots = sameAs(spot, spotsIn(unit), weak);
  const own = nameFor(spot, spots);
  const names = namesFor(own, spot.service.name).filter((n) => isFree(ctx, unit, n));
  const plan = (): Plan | undefined => {
    const kept = dotenvs(ctx.workspace);
    const name = kept.keep(folderOf(ctx), names, weak ? undefined : spot.value);
    const edits = name === undefined ? [] : written(unit.yaml, spots, requiredVariable(name));
    if (name === undefined || edits.length === 0) return undefined;
    const services = spots.map((s) => s.service);
    const otherReaders = otherReaderNotes(ctx.workspace, unit, inFolder(folderOf(ctx), '.env'), services);
    return { name, changes: [...edits, ...kept.changes()], otherReaders, notes: kept.notes() };
  };
  const first = plan();
  if (!first) return { fixes: [], shared: false };
  const title = weak
    ? `Ask for \`${first.name}\` in \`.env\`, and choose a password there`
    : `Move the value to \`.env\` as \`${first.name}\`, and fail where it is not set`;
  const fixes = [extractSecretFix(title, () => plan()?.changes ?? [], weak, [...first.otherReaders, ...first.notes])];
  return { fixes, shared: first.otherReaders.length > 0 };
}

/**
 * The spots that hold the same secret, `spot` first. Two variables of one service are two accounts that happen to have the same password; a
 * well-known one stands in many places that have nothing to do with each other, but that of a URL is the one of the service it leads to.
 */
function sameAs(spot: Spot, all: readonly Spot[], weak: boolean): Spot[] {
  const isNamesake = (s: Spot): boolean => s.whole && spot.whole && s.variable?.name === spot.variable?.name;
  const others = all.filter(
    (s) =>
      s.value === spot.value &&
      (s.node !== spot.node || s.within.start !== spot.within.start) &&
      (s.service === spot.service
        ? !(s.whole && spot.whole)
        : !weak || targetOf(s) === targetOf(spot) || isNamesake(s)),
  );
  const accounts = new Map<Service, Set<string | undefined>>();
  for (const s of others.filter((o) => o.whole))
    accounts.set(s.service, (accounts.get(s.service) ?? new Set()).add(s.variable?.name));
  const isMeant = (s: Spot): boolean => {
    const [first, ...more] = accounts.get(s.service) ?? [];
    if (!s.whole || more.length === 0 || isNamesake(s)) return true;
    return s.service === spot.service && s.variable?.name === first;
  };
  return [spot, ...others.filter(isMeant)];
}

/** The service whose password it is: the host of the URL that it stands in, else its own. */
const targetOf = ({ node, within, service }: Spot): string =>
  /^@([\w.-]+)/.exec(node.text.slice(within.end, within.end + 100))?.[1] ?? service.name;

/** The variable's own name, of the same value under a variable that one, else made of where it stands and what it is. */
function nameFor(spot: Spot, spots: readonly Spot[]): string {
  const { service, variable, hit } = spot;
  if (spot.whole && variable) return variableName(variable.name);
  const elsewhere = spots.filter((s) => s.whole && s.variable);
  const found = elsewhere.find((s) => s.service === service) ?? elsewhere[0];
  if (found?.variable) return variableName(found.variable.name);
  const what = hit.kind === 'url-credentials' || hit.kind === 'weak-default' ? 'password' : hit.what;
  const where = variable?.name.replace(/_?(?:CONNECTION_?STRING|CONN(?:ECTION)?|URL|URI|DSN)$/i, '') || service.name;
  return variableName(where, what).replace(/_+$/, '');
}

/** Not a name that the file asks for already, unless `.env` says what it stands for. */
function isFree(ctx: Context, unit: ComposeFileUnit, name: string): boolean {
  if (!/^[A-Z_]\w*$/i.test(name)) return false;
  const there = inDotenv(ctx.workspace.text(inFolder(folderOf(ctx), '.env')), name) !== undefined;
  // Two dollars stand for one.
  return there || !new RegExp(`(?<!\\$)(?:\\$\\$)*\\$\\{?${name}(?!\\w)`).test(unit.text);
}

/** `${NAME:-default}` → `${NAME:?…}`, wherever it is written so. A default that is in use, and not one that everybody knows, moves to `.env`. */
export function defaultFix(ctx: Context, unit: ComposeFileUnit, written: string, value: string): Fix[] {
  const name = /^\$\{(\w+):?-[^${}]*\}$/.exec(written)?.[1];
  if (name === undefined || /[\0\r\n]/.test(value)) return [];
  const weak = isWeakDefault(value);
  const edits = (): TextEdit[] => everywhere(unit.yaml, written, requiredVariable(name));
  if (edits().length === 0) return [];
  // The value that .env has is the one in use.
  const there = inDotenv(ctx.workspace.text(inFolder(folderOf(ctx), '.env')), name) !== undefined;
  if (weak || there) return [extractSecretFix(`Fail where \`${name}\` is not set`, edits, weak)];
  const file = inFolder(folderOf(ctx), '.env');
  const users = unit.compose.services.filter((s) => unit.text.slice(s.span.start, s.span.end).includes(written));
  const notes = [...otherReaderNotes(ctx.workspace, unit, file, users), ...untracked(ctx.workspace, file)];
  const change = (): Change[] => {
    const kept = dotenvs(ctx.workspace);
    return kept.keep(folderOf(ctx), [name], value) ? [...edits(), ...kept.changes()] : [];
  };
  return [
    extractSecretFix(`Move the default to \`.env\` as \`${name}\`, and fail where it is not set`, change, false, notes),
  ];
}

/** Writes something else for a piece of text, in all scalars of the file that hold it. */
function everywhere(unit: YamlUnit, piece: string, by: string): TextEdit[] {
  const found: YamlScalar[] = [];
  walk(unit.root, (node) => {
    if (node.type === 'scalar' && !node.templated && node.text.includes(piece)) found.push(node);
  });
  const inBlock = (n: YamlScalar): boolean => n.style === 'literal' || n.style === 'folded';
  return found.some(inBlock)
    ? []
    : found.flatMap((n) =>
        setScalar(
          unit,
          n,
          n.text.replaceAll(piece, () => by),
        ),
      );
}
