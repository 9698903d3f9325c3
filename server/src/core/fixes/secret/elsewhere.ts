/** Where else the value of a moved secret stands, in all files that were read. */
import type { Service } from '../../domain/compose.ts';
import type { ComposeFileUnit, Place, Unit } from '../../domain/unit.ts';
import { isExampleFile } from '../../files/example-file.ts';
import type { Change, Context } from '../../rule/rule.ts';
import { valueHash } from '../../secrets/allow.ts';
import { isWeakDefault } from '../../secrets/detect/weak.ts';
import { type LineIndex, lineIndex } from '../../text/lines.ts';
import { posix } from '../../text/paths.ts';
import { overlaps, type Span, shift } from '../../text/span.ts';
import type { SecretValueFacts } from '../../workspace/facts/secret-value.ts';
import type { Located, WorkspaceIndex } from '../../workspace/index.ts';
import { listed } from './callers.ts';
import { isDistinctive, type MovedSecret, type OtherPlace } from './other-place.ts';
import { isBelow, plainPlaces } from './plain-places.ts';
import { isThisMachine, mayBeOneSecret } from './same-secret.ts';

/**
 * The places that hold the same secret and that the changes do not touch, in the order of their files. A distinctive value is the same secret
 * wherever it stands. A common one counts only near the file, and only where a name or host says so.
 */
export function otherPlaces(ctx: Context, secret: MovedSecret, changes: readonly Change[]): OtherPlace[] {
  const { unit, workspace } = ctx;
  const distinct = isDistinctive(secret.value);
  const found = new Map<string, OtherPlace>();
  const linesOf = linesByPath();
  const add = (of: Unit, { key, ...on }: OnLine, name?: string, host?: string): void => {
    if (!found.has(key)) found.set(key, { path: of.path, ...on, name, host, unit: of });
  };
  const facts = workspace.of('secret-value', valueHash(secret.value));
  const plain = plainPlaces(ctx, secret);
  // In all other files a distinctive value stands at the same places for every fix.
  const own = new Set(
    [unit, ...changes.flatMap((change) => ('unit' in change ? [change.unit] : [])), ...plain].map(({ path }) => path),
  );
  const others = distinct ? everywhere(facts, workspace).filter(({ path }) => !own.has(path)) : [];
  for (const { fact, place } of facts) {
    if (distinct && !own.has(place.unit.path)) continue;
    const isExample = !distinct && isExampleFile(place.unit.path);
    // The example of another folder is about another deployment with a password of its own.
    const isForeign = isExample && posix.dirname(place.unit.path) !== posix.dirname(unit.path);
    // One that lists the same variable with the same value is of this deployment, unless many have that value.
    const isListed = isExample && fact.name === secret.name && !isWeakDefault(secret.value);
    const isOf = (): boolean => isNear(unit, place.unit, fact.host) || secret.belongs?.(place.unit, fact.host) === true;
    const isSame = distinct || isListed || (!isForeign && mayBeOneSecret(secret, fact) && isOf());
    if (isSame && !isChanged(ctx, changes, place.unit, place.at))
      add(place.unit, onLineOf(place, workspace, linesOf), fact.name, fact.host);
  }
  if (distinct)
    for (const at of inOwnText(ctx, secret.value))
      if (!isChanged(ctx, changes, unit, at)) add(unit, lineAt({ unit, at }, workspace, linesOf));
  for (const place of plain) found.set(`${place.path}:${place.line}`, place);
  return [...others, ...found.values()].sort(byPlace);
}

const byPlace = (a: OtherPlace, b: OtherPlace): number =>
  a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1;

/** By the facts of a value, with the texts for which the places are valid. Where many files hold one value, the fix of each asks for all. */
const places = new WeakMap<
  readonly Located<SecretValueFacts>[],
  { readonly texts: number; readonly are: readonly OtherPlace[] }
>();

/** The places of all facts of a value, one a line, by path and line. */
function everywhere(facts: readonly Located<SecretValueFacts>[], workspace: WorkspaceIndex): readonly OtherPlace[] {
  const { textVersion: texts } = workspace;
  const known = places.get(facts);
  if (known?.texts === texts) return known.are;
  const linesOf = linesByPath();
  const found = new Map<string, OtherPlace>();
  for (const { fact, place } of facts) {
    const { key, ...on } = onLineOf(place, workspace, linesOf);
    const { name, host } = fact;
    if (!found.has(key)) found.set(key, { path: place.unit.path, ...on, name, host, unit: place.unit });
  }
  const are = [...found.values()].sort(byPlace);
  places.set(facts, { texts, are });
  return are;
}

/** Keeps the lines of each file for the next question. */
function linesByPath(): (path: string, text: string) => LineIndex {
  const lines = new Map<string, LineIndex>();
  return (path, text) => {
    const known = lines.get(path) ?? lineIndex(text);
    lines.set(path, known);
    return known;
  };
}

/** The line of a place. */
interface OnLine {
  /** Path and line, as text. */
  readonly key: string;
  /** 1-based. */
  readonly line: number;
  /** In a comment or an example file. */
  readonly unused: boolean;
  /** It holds one variable with its value, and nothing else. */
  readonly isVariable: boolean;
}

/** `A_PASSWORD: value`, `- A_PASSWORD=value`, `value: value`. */
const VARIABLE = /^\s*(?:- )?["']?(?:[A-Z]\w*["']?\s*[:=]|value["']?:)\s*["']?[^\s"']+["']?,?\s*(?:#.*)?$/;

function lineAt(
  { unit: { path, start, text: own }, at }: Place,
  workspace: WorkspaceIndex,
  linesOf: (path: string, text: string) => LineIndex,
): OnLine {
  const text = workspace.text(path);
  const lines = linesOf(path, text ?? own);
  const { line } = lines.position(text === undefined ? at.start : at.start + start);
  const written = lines.line(line);
  const unused = isExampleFile(path) || written.trimStart().startsWith('#');
  return { key: `${path}:${line + 1}`, line: line + 1, unused, isVariable: VARIABLE.test(written) };
}

/** By the place of a fact, with the texts for which it is valid. Where many files hold one value, the fix of each asks for the lines of all. */
const onLines = new WeakMap<Place, { readonly texts: number; readonly is: OnLine }>();

/** `lineAt` for the place of a fact, worked out again only after a change of a text. */
function onLineOf(place: Place, workspace: WorkspaceIndex, linesOf: (path: string, text: string) => LineIndex): OnLine {
  const { textVersion: texts } = workspace;
  const known = onLines.get(place);
  if (known?.texts === texts) return known.is;
  const is = lineAt(place, workspace, linesOf);
  onLines.set(place, { texts, is });
  return is;
}

/** Also in comments, and under names that announce no secret; relative to the unit. */
function inOwnText({ unit, workspace }: Context, value: string): Span[] {
  const text = workspace.text(unit.path) ?? unit.text;
  const start = workspace.text(unit.path) === undefined ? 0 : unit.start;
  const places: Span[] = [];
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
    places.push(shift({ start: at, end: at + value.length }, -start));
  return places;
}

function isChanged(ctx: Context, changes: readonly Change[], unit: Unit, at: Span): boolean {
  const isUnit = (other: Unit): boolean => other.path === unit.path && other.start === unit.start;
  return changes.some((change) =>
    'span' in change
      ? isUnit(ctx.unit) && overlaps(change.span, at)
      : 'unit' in change && isUnit(change.unit) && change.edits.some((edit) => overlaps(edit.span, at)),
  );
}

/**
 * Whether two files belong together: one lies in the folder of the other or below it, and neither is of another deployment. `host`: where the other
 * one connects to; a program outside of the containers reaches what they publish.
 */
function isNear(unit: Unit, other: Unit, host: string | undefined): boolean {
  if (unit.path === other.path) return true;
  const above = posix.dirname(posix.dirname(unit.path));
  if (host !== undefined && isThisMachine(host) && above !== '' && isBelow(posix.dirname(other.path), above))
    return true;
  const folders = [posix.dirname(unit.path), posix.dirname(other.path)] as const;
  if (!isBelow(folders[0], folders[1]) && !isBelow(folders[1], folders[0])) return false;
  const inCluster = (one: Unit): boolean => one.kind === 'kubernetes' || (one.kind === 'settings' && one.of !== 'bake');
  if (inCluster(unit) || inCluster(other)) return inCluster(unit) && inCluster(other) && folders[0] === folders[1];
  return other.kind !== 'compose' || folders[0] === folders[1];
}

/**
 * Whether a program reads the value at a place that the fix cannot change: one end of a password would change without the other, or a copy would stay in the repository. A script that replaces
 * the value would find nothing.
 */
export const staysInUse = ({ unit }: Context, left: readonly OtherPlace[]): boolean =>
  left.some((place) => place.replaced || isInUse(unit, place));

/** Not in a comment, an example, a variable of the same file, which has a fix of its own, or a Compose file that starts services of its own. */
function isInUse(unit: Unit, place: OtherPlace): boolean {
  if (place.unused || (place.path === unit.path && place.isVariable && place.host === undefined)) return false;
  const other = place.unit;
  return other?.kind !== 'compose' || unit.kind !== 'compose' || place.path === unit.path || isOfOther(other, place);
}

/** Whether the place in a Compose file leads to a service of another file: by its host, or because the file only changes services of that one. */
function isOfOther({ compose: { services } }: ComposeFileUnit, { host }: OtherPlace): boolean {
  const isComplete = ({ container, build }: Service): boolean =>
    (container.image ?? build ?? container.lens.get('extends').node) !== undefined;
  return host === undefined || isThisMachine(host)
    ? !services.some(isComplete)
    : !services.some(({ name }) => name === host) && !host.includes('.');
}

/** Whether the file itself keeps the value. Two of its services with one value mostly share it: one would keep the old one. */
export const staysIn = ({ path }: Unit, left: readonly OtherPlace[]): boolean =>
  left.some((place) => place.path === path && !place.unused);

/** The notes of a fix with the one on places that keep the value: it comes first where one of them has to agree with the moved value. */
export function withPlaces(secret: MovedSecret, left: readonly OtherPlace[], notes: readonly string[]): string[] {
  const places = notesOn(secret, left);
  return left.some((place) => !place.unused) ? [...places, ...notes] : [...notes, ...places];
}

/** The note on places from `otherPlaces`; none if there are none. */
function notesOn({ value }: MovedSecret, places: readonly OtherPlace[]): string[] {
  if (places.length === 0) return [];
  const same = isDistinctive(value) ? 'The same value stays' : 'The same password seems to stand';
  // The fix asks for another value instead of a well-known one, and keeps any other.
  const then = isWeakDefault(value)
    ? 'give all of them the new one together'
    : 'change it there too when you rotate it';
  return [`${same} in ${listed(places)}: ${then}`];
}
