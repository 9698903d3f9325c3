/** The functions of Helm templates whose result follows from their arguments. Sources: Go `text/template`; Sprig; Helm `pkg/engine/funcs.go`. */
import { type Apply, bool, choosing, copy, dict, has, member, merged, parsed, same } from './maps.ts';
import { asYaml, indented, printed } from './print.ts';
import { itemOf, NIL, NOWHERE, type Origin, originOf, textAt, textOf, truthOf, UNKNOWN, type Value } from './value.ts';

const not = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);

/** A string as Sprig's `strval` makes it of a scalar; `undefined` if it is not known. */
function stringOf(value: Value | undefined, site: Origin): string | undefined {
  if (!value) return undefined;
  if (value.type === 'text') return textOf(value);
  const pieces = value.type === 'nil' ? undefined : printed(value, site);
  return pieces?.map((p) => p.text).join('');
}

/** A function of strings. The last argument is the one that is changed. */
const ofStrings =
  (change: (...texts: string[]) => string | undefined): Apply =>
  (args, site) => {
    const texts = args.map((arg) => (arg.type === 'number' ? String(arg.value) : stringOf(arg, site)));
    const last = args.at(-1);
    if (!last || texts.some((t) => t === undefined)) return UNKNOWN;
    const text = change(...(texts as string[]));
    if (text === undefined) return UNKNOWN;
    return text === texts.at(-1) && last.type === 'text' ? last : textAt(text, originOf(last) ?? site);
  };

const compared =
  (test: (...texts: string[]) => boolean): Apply =>
  (args, site) => {
    const texts = args.map((arg) => stringOf(arg, site));
    return texts.some((t) => t === undefined) ? UNKNOWN : bool(test(...(texts as string[])), args.at(-1));
  };

const ordered =
  (test: (a: number, b: number) => boolean): Apply =>
  ([a, b]) =>
    a?.type === 'number' && b?.type === 'number' ? bool(test(a.value, b.value), a) : UNKNOWN;

const quotedBy =
  (mark: string): Apply =>
  ([value, ...rest], site) => {
    if (!value || rest.length > 0) return UNKNOWN;
    if (value.type === 'nil') return textAt('', site);
    const pieces = value.type === 'number' ? undefined : printed(value, site);
    const text = pieces?.map((p) => p.text).join('') ?? stringOf(value, site);
    if (text === undefined || /["\\\n\r\t]|'/.test(text) || pieces?.some((p) => p.isAction)) return UNKNOWN;
    const origin = originOf(value) ?? site;
    const edge = { text: mark, origin, exact: false, isAction: false };
    return { type: 'text', pieces: [edge, ...(pieces ?? [{ ...edge, text }]), edge] };
  };

const indentedBy =
  (start: string): Apply =>
  ([count, value], site) => {
    const pieces = value && printed(value, site);
    if (count?.type !== 'number' || !pieces) return UNKNOWN;
    const out = indented(pieces, count.value);
    if (!out) return UNKNOWN;
    const edge = { text: start, origin: out[0]?.origin ?? site, exact: false, isAction: false };
    return { type: 'text', pieces: start === '' ? out : [edge, ...out] };
  };

const isEmpty = (value: Value | undefined): boolean | undefined => value && not(truthOf(value));

/** The first argument with the truth `wanted`, else the last; as `and` and `or`. */
const firstWith =
  (wanted: boolean): Apply =>
  (args) => {
    for (const arg of args.slice(0, -1)) {
      const truth = truthOf(arg);
      if (truth === undefined) return UNKNOWN;
      if (truth === wanted) return arg;
    }
    return args.at(-1) ?? UNKNOWN;
  };

function defaulted([fallback, value]: readonly Value[]): Value {
  const truth = truthOf(value ?? NIL);
  if (truth === undefined || !fallback) return UNKNOWN;
  return truth ? value! : fallback;
}

function formatted(args: readonly Value[], site: Origin): Value {
  const format = args[0] && textOf(args[0]);
  if (format === undefined) return UNKNOWN;
  const rest = args.slice(1).map((arg) => (arg.type === 'number' ? UNKNOWN : arg));
  const whole = /^(?:[^%]|%[sv])*$/.test(format) ? format.split(/%[sv]/) : [];
  if (whole.length !== rest.length + 1) return UNKNOWN;
  const pieces = whole.flatMap((text, i) => {
    const before = i === 0 ? [] : rest[i - 1]!.type === 'text' ? printed(rest[i - 1]!, site) : undefined;
    return [
      ...(before ?? [undefined]),
      ...(text === '' ? [] : [{ text, origin: site, exact: false, isAction: false }]),
    ];
  });
  const known = pieces.filter((p) => p !== undefined);
  return known.length < pieces.length || known.some((p) => p.isAction) ? UNKNOWN : { type: 'text', pieces: known };
}

const known = (value: Value, at: Origin): Value => {
  const pieces = asYaml(value, at);
  return pieces ? { type: 'text', pieces } : UNKNOWN;
};

const KINDS: Readonly<Record<string, string>> = { text: 'string', boolean: 'bool', map: 'map', list: 'slice' };

/** By name. What is missing here gives an unknown value. */
export const FUNCTIONS: Readonly<Record<string, Apply>> = {
  default: defaulted,
  coalesce: (args) => firstWith(true)([...args, NIL], NOWHERE),
  required: ([, value]) => (value && truthOf(value) ? value : UNKNOWN),
  quote: quotedBy('"'),
  squote: quotedBy("'"),
  toYaml: ([value], site) => (value ? known(value, site) : UNKNOWN),
  toString: (args: readonly Value[], site: Origin) =>
    args[0]?.type === 'text' ? args[0] : ofStrings((text) => text)(args, site),
  tpl: ([value]) => (value && textOf(value)?.includes('{{') === false ? value : UNKNOWN),
  indent: indentedBy(''),
  nindent: indentedBy('\n'),
  trim: ofStrings((text) => text.trim()),
  trimSuffix: ofStrings((end, text) => (end !== '' && text!.endsWith(end) ? text!.slice(0, -end.length) : text)),
  trimPrefix: ofStrings((start, text) => (text!.startsWith(start) ? text!.slice(start.length) : text)),
  trunc: ofStrings((count, text) => (/^\d+$/.test(count) ? text!.slice(0, Number(count)) : undefined)),
  lower: ofStrings((text) => text.toLowerCase()),
  upper: ofStrings((text) => text.toUpperCase()),
  replace: ofStrings((from, to, text) => (from === '' ? undefined : text!.replaceAll(from, () => to!))),
  contains: compared((part, text) => text!.includes(part)),
  hasPrefix: compared((part, text) => text!.startsWith(part)),
  hasSuffix: compared((part, text) => text!.endsWith(part)),
  eq: ([a, ...rest]) => {
    const all = rest.map((b) => same(a ?? UNKNOWN, b));
    return bool(all.includes(true) ? true : all.includes(undefined) ? undefined : false, a);
  },
  ne: ([a, b]) => bool(not(a && b && same(a, b)), a),
  lt: ordered((a, b) => a < b),
  le: ordered((a, b) => a <= b),
  gt: ordered((a, b) => a > b),
  ge: ordered((a, b) => a >= b),
  not: ([value]) => bool(not(value && truthOf(value)), value),
  empty: ([value]) => bool(isEmpty(value), value),
  and: firstWith(false),
  or: firstWith(true),
  ternary: ([yes, no, test]) => (test?.type === 'boolean' && yes && no ? (test.value ? yes : no) : UNKNOWN),
  printf: formatted,
  dict,
  list: (items, origin) => ({ type: 'list', items, origin }),
  get: (args) => {
    const found = member(args);
    return found === 'unknown' ? UNKNOWN : (found?.value ?? textAt('', NOWHERE));
  },
  index: ([from = UNKNOWN, ...keys]) => keys.reduce(itemOf, from),
  hasKey: (args) => {
    const found = member(args);
    return found === 'unknown' ? UNKNOWN : bool(found !== undefined, args[0]);
  },
  has,
  fromYaml: parsed(false),
  fromJson: parsed(true),
  deepCopy: copy,
  mustDeepCopy: copy,
  merge: merged(false),
  mustMerge: merged(false),
  mergeOverwrite: merged(true),
  mustMergeOverwrite: merged(true),
  omit: choosing((key, named) => !named.has(key)),
  pick: choosing((key, named) => named.has(key)),
  int: ([value]) => (value?.type === 'number' && Number.isInteger(value.value) ? value : UNKNOWN),
  int64: ([value]) => (value?.type === 'number' && Number.isInteger(value.value) ? value : UNKNOWN),
  kindIs: ([kind, value]) =>
    value && kind && KINDS[value.type] !== undefined ? bool(textOf(kind) === KINDS[value.type], value) : UNKNOWN,
};
