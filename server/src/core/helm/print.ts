/** Prints values as Helm does: in place, and as YAML (`toYaml`). */
import { NOWHERE, type Origin, type Piece, type Value } from './value.ts';

const placed = (piece: Piece, site: Origin): Piece => (piece.origin === NOWHERE ? { ...piece, origin: site } : piece);

const literal = (text: string, origin: Origin): Piece => ({ text, origin, exact: false, isAction: false });

/**
 * The text that `{{ value }}` prints; `undefined` if it is not known. Helm reads numbers as floating point, so large ones are printed with
 * an exponent.
 * @param site the action, which decides what no value does
 */
export function printed(value: Value, site: Origin): readonly Piece[] | undefined {
  if (value.type === 'nil') return [];
  if (value.type === 'text') return value.pieces.map((p) => placed(p, site));
  if (value.type === 'boolean') return [literal(String(value.value), value.origin ?? site)];
  if (value.type === 'number' && Math.abs(value.value) < 1e6)
    return [literal(String(value.value), value.origin ?? site)];
  return undefined;
}

/** Words that a reader of YAML 1.1 or 1.2 takes for something else than text. */
const NOT_TEXT =
  /^(?:y|n|yes|no|on|off|true|false|null|[-+]?(?:\.?\d[\d_.:]*(?:e[-+]?\d+)?|0[xob][\da-f_]+)|\d{4}-\d.*)$/i;
const PLAIN = /^[\w/][\w/.@-]*(?::[\w/.@-]+)*$/;

/** The most pieces of a text: maps may hold each other many times. */
const MOST_PIECES = 50_000;

/** The value as YAML in block style, with sorted keys and without a last line break; `undefined` if a part is not known. */
export function asYaml(value: Value, site: Origin): readonly Piece[] | undefined {
  const out: Piece[] = [];
  return write(value, 0, site, out, true) ? out : undefined;
}

/** @param isFresh the cursor stands at the start or behind a dash, where the first key of a map may stand */
function write(value: Value, indent: number, site: Origin, out: Piece[], isFresh: boolean): boolean {
  const margin = ' '.repeat(indent);
  if (value.type === 'unknown' || out.length > MOST_PIECES) return false;
  if (value.type === 'nil') return out.push(literal('null', site)) > 0;
  if (value.type === 'number' || value.type === 'boolean')
    return out.push(literal(String(value.value), value.origin ?? site)) > 0;
  if (value.type === 'text')
    return writeText(
      value.pieces.map((p) => placed(p, site)),
      site,
      out,
    );
  const origin = value.origin ?? site;
  if (value.type === 'list') {
    if (value.items.length === 0) return out.push(literal('[]', origin)) > 0;
    return value.items.every((item, n) => {
      const begin = n === 0 && isFresh ? '' : `\n${margin}`;
      out.push(literal(`${begin}- `, origin));
      return write(item, indent + 2, site, out, true);
    });
  }
  const keys = [...value.entries.keys()].sort();
  if (keys.length === 0) return out.push(literal('{}', origin)) > 0;
  return keys.every((key, n) => {
    const member = value.entries.get(key)!;
    const begin = n === 0 && isFresh ? '' : `\n${margin}`;
    const at = member.key ?? origin;
    if (begin !== '') out.push(literal(begin, at));
    out.push(literal(isPlain(key) ? key : JSON.stringify(key), at));
    const below = member.value;
    out.push(literal(isBlock(below) ? ':' : ': ', at));
    const deeper = below.type === 'map' ? 2 : 0;
    return write(below, indent + deeper, site, out, false);
  });
}

/** Whether a value begins on the line below its key. */
const isBlock = (value: Value): boolean =>
  (value.type === 'map' && value.entries.size > 0) || (value.type === 'list' && value.items.length > 0);

const isPlain = (text: string): boolean => PLAIN.test(text) && !NOT_TEXT.test(text);

function writeText(pieces: readonly Piece[], site: Origin, out: Piece[]): boolean {
  if (pieces.some((p) => p.isAction)) return false;
  const text = pieces.map((p) => p.text).join('');
  if (isPlain(text)) out.push(...pieces);
  else if (/^[\w ./:@,=+*%#&?!<>[\]{}()|~^$;'-]*$/.test(text))
    out.push(literal('"', pieces[0]?.origin ?? site), ...pieces, literal('"', pieces.at(-1)?.origin ?? site));
  else out.push(literal(JSON.stringify(text), pieces.at(-1)?.origin ?? site));
  return true;
}

/** Puts `count` blanks before each line, as Sprig's `indent`; `undefined` if the column of an action in the text then is another one. */
export function indented(pieces: readonly Piece[], count: number): readonly Piece[] | undefined {
  if (pieces.some((p) => p.isAction && /\bn?indent\b/.test(p.text))) return undefined;
  const margin = ' '.repeat(count);
  const [first] = pieces;
  const start = first ? [literal(margin, first.origin)] : [];
  return [...start, ...pieces.flatMap((p) => (p.isAction ? [p] : indentedPiece(p, margin)))];
}

/** A piece keeps its exact places line by line. */
function indentedPiece(piece: Piece, margin: string): Piece[] {
  if (!piece.text.includes('\n')) return [piece];
  const lines = piece.text.split('\n');
  let from = piece.origin.at.start;
  return lines.flatMap((line, n) => {
    const text = n < lines.length - 1 ? `${line}\n` : line;
    const at = piece.exact ? { start: from, end: from + text.length } : piece.origin.at;
    from += text.length;
    const part = { ...piece, text, origin: { ...piece.origin, at } };
    return n > 0 ? [literal(margin, part.origin), part] : [part];
  });
}
