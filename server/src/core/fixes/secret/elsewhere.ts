/** Where else the value of a moved secret stands, in all files that were read. */
import type { Unit } from '../../domain/unit.ts';
import type { Change, Context } from '../../rule/rule.ts';
import { valueHash } from '../../secrets/allow.ts';
import { characterClasses } from '../../secrets/detect/entropy.ts';
import { isWeakDefault } from '../../secrets/detect/weak.ts';
import { lineIndex } from '../../text/lines.ts';
import { posix } from '../../text/paths.ts';
import { overlaps, type Span, shift } from '../../text/span.ts';
import { mayBeOneSecret } from './same-secret.ts';

/** Short values and plain words also occur in unrelated places. */
export const isDistinctive = (value: string): boolean =>
  value.length >= 8 && characterClasses(value) >= 2 && !isWeakDefault(value);

/** A place that a fix leaves as it is. */
export interface OtherPlace {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** The variable or key, or the scheme of the URL; `undefined` for text without one. */
  readonly name: string | undefined;
  /** The host behind it in a URL. */
  readonly host: string | undefined;
  /** In a comment or an example file: no program reads it there. */
  readonly unused: boolean;
  readonly unit: Unit;
}

/** The secret that a fix moves: its value, and the variable and the services that it belongs to. */
export interface MovedSecret {
  readonly value: string;
  readonly name: string | undefined;
  /** Names under which the services are reached. */
  readonly hosts?: readonly string[];
}

/**
 * The places that hold the same secret and that the changes do not touch, in the order of their files. A distinctive value is the same secret
 * wherever it stands. A common one counts only near the file, and only where a name or host says so.
 */
export function otherPlaces(ctx: Context, secret: MovedSecret, changes: readonly Change[]): OtherPlace[] {
  const { unit, workspace } = ctx;
  const distinct = isDistinctive(secret.value);
  const found = new Map<string, OtherPlace>();
  const lines = new Map<string, ReturnType<typeof lineIndex>>();
  const add = (of: Unit, at: Span, name?: string, host?: string): void => {
    const text = workspace.text(of.path);
    const index = lines.get(of.path) ?? lineIndex(text ?? of.text);
    lines.set(of.path, index);
    const line = index.position(text === undefined ? at.start : at.start + of.start).line + 1;
    const key = `${of.path}:${line}`;
    const unused =
      isExampleFile(of.path) ||
      index
        .line(line - 1)
        .trimStart()
        .startsWith('#');
    if (!found.has(key)) found.set(key, { path: of.path, line, name, host, unused, unit: of });
  };
  for (const { fact, place } of workspace.of('secret-value', valueHash(secret.value))) {
    const isSame = distinct || (isNear(unit, place.unit) && mayBeOneSecret(secret, fact));
    if (isSame && !isChanged(ctx, changes, place.unit, place.at)) add(place.unit, place.at, fact.name, fact.host);
  }
  if (distinct) for (const at of inOwnText(ctx, secret.value)) if (!isChanged(ctx, changes, unit, at)) add(unit, at);
  return [...found.values()].sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}

const isExampleFile = (path: string): boolean =>
  /(?:^|[._-])(?:example|sample|dist|template)s?(?:[._-]|$)/i.test(posix.basename(path));

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

/** Whether two files belong together: one lies in the folder of the other or below it, and neither is of another deployment. */
function isNear(unit: Unit, other: Unit): boolean {
  if (unit.path === other.path) return true;
  const folders = [posix.dirname(unit.path), posix.dirname(other.path)];
  const isBelow = (inner = '', outer = ''): boolean => outer === '' || inner === outer || inner.startsWith(`${outer}/`);
  if (!isBelow(folders[0], folders[1]) && !isBelow(folders[1], folders[0])) return false;
  const inCluster = ({ kind }: Unit): boolean => kind === 'kubernetes' || kind === 'settings';
  if (inCluster(unit) || inCluster(other)) return inCluster(unit) && inCluster(other) && folders[0] === folders[1];
  return other.kind !== 'compose' || folders[0] === folders[1];
}

/** The note on places that keep the value; none if there are none. */
export const elsewhereNotes = (ctx: Context, secret: MovedSecret, changes: readonly Change[]): string[] =>
  notesOn(secret, otherPlaces(ctx, secret, changes));

/** The note on places from `otherPlaces`. */
export function notesOn({ value }: MovedSecret, places: readonly OtherPlace[]): string[] {
  if (places.length === 0) return [];
  const same = isDistinctive(value) ? 'The same value stays' : 'The same password seems to stand';
  // The fix asks for another value instead of a well-known one, and keeps any other.
  const then = isWeakDefault(value)
    ? 'give all of them the new one together'
    : 'change it there too when you rotate it';
  return [`${same} in ${listed(places)}: ${then}`];
}

const MOST_LISTED = 5;

/** `a.yaml:3`, `b.env:7` and 2 more places. */
function listed(places: readonly OtherPlace[]): string {
  const names = places.slice(0, MOST_LISTED).map(({ path, line }) => `\`${path}:${line}\``);
  const more = places.length - names.length;
  if (more > 0) return `${names.join(', ')} and ${more} more place${more > 1 ? 's' : ''}`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('');
}
