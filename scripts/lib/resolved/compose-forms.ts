/** The forms in which Compose accepts one thing, as one. Source: Compose specification; compose-go `transform` and `loader`. */
import { parsePort } from '../../../server/src/core/compose/ports.ts';
import { cast } from '../../../server/src/core/compose/scalar.ts';
import { parseVolume } from '../../../server/src/core/compose/volumes.ts';
import { splitWords } from '../../../server/src/core/shell/shell.ts';
import type { Lens } from '../../../server/src/core/yaml/lens.ts';
import { list, map, names, type Resolved, type ResolvedItem, texts, value } from './model.ts';
import { plain } from './yaml.ts';

/** Resolves one value of the file: interpolates its text. */
export interface Reader {
  /** The text of a scalar after interpolation. */
  readonly text: (from: Lens) => string | undefined;
  /** The model of any value in no special form. */
  readonly any: (from: Lens) => Resolved | undefined;
  /** The value of a variable that is named without one; `undefined` where nothing sets it. */
  readonly passed: (name: string) => string;
}

/** A field with several forms. */
export type Form = (from: Lens, reader: Reader) => Resolved | undefined;

/** A string, or the items of a list. */
const strings = (from: Lens, { text }: Reader): string[] =>
  from.seq ? from.items().flatMap((item) => text(item) ?? []) : [text(from)].flatMap((t) => t ?? []);

/** Names in any order. */
export const set: Form = (from, reader) => (from.at ? names(strings(from, reader)) : undefined);

export const capabilities: Form = (from, reader) =>
  from.at ? names(strings(from, reader).map((name) => name.toUpperCase().replace(/^CAP_/, ''))) : undefined;

/** `seccomp:unconfined` and `seccomp=unconfined` are one option. */
export const options: Form = (from, reader) =>
  from.at ? names(strings(from, reader).map((o) => (o.includes('=') ? o : o.replace(':', '=')))) : undefined;

export const stringList: Form = (from, reader) => (from.at ? texts(strings(from, reader)) : undefined);

/** A map, or a list of `KEY=value`; `KEY` alone takes its value from the environment of Compose. */
export function pairs(from: Lens, { text, passed }: Reader, separators = '='): Map<string, string> {
  const out = new Map<string, string>();
  for (const e of from.entries()) out.set(e.key, e.absent ? passed(e.key) : (text(e) ?? '…'));
  for (const item of from.items()) {
    const whole = text(item);
    if (whole === undefined) continue;
    const cut = whole.search(new RegExp(`[${separators}]`));
    if (cut < 0) out.set(whole, passed(whole));
    else out.set(whole.slice(0, cut), whole.slice(cut + 1));
  }
  return out;
}

export const pairMap: Form = (from, reader) => (from.at ? valuesOf(pairs(from, reader)) : undefined);
export const hosts: Form = (from, reader) => (from.at ? valuesOf(pairs(from, reader, '=:')) : undefined);

export const valuesOf = (entries: ReadonlyMap<string, string>): Resolved =>
  map([...entries].map(([key, text]) => [key, value(text)] as const));

/** A list of names, or a map from names to settings. */
export const named =
  (settings: Resolved): Form =>
  (from, reader) => {
    if (!from.at) return undefined;
    if (from.seq) return map(strings(from, reader).map((name) => [name, settings] as const));
    return map(from.entries().map((e) => [e.key, e.absent ? settings : reader.any(e)] as const));
  };

/** Words of a command: Compose splits a string like a shell. `CMD-SHELL` has one word, the script. */
export const command: Form = (from, { text }) => {
  if (from.absent) return undefined;
  if (from.seq) return texts(from.items().map((item) => text(item) ?? ''));
  const line = text(from);
  if (line === undefined) return undefined;
  return texts(splitWords(line, 0).map((word) => word.literal ?? word.raw));
};

export const healthTest: Form = (from, { text }) => {
  const line = from.seq ? undefined : text(from);
  if (line !== undefined) return texts(['CMD-SHELL', line]);
  return from.at ? texts(from.items().map((item) => text(item) ?? '')) : undefined;
};

/** Items that name themselves by a field of their model. */
function labelled(all: readonly (Resolved | undefined)[], fields: readonly string[]): Resolved {
  const items = all.flatMap((one): ResolvedItem[] => {
    if (!one) return [];
    const parts = one.kind === 'map' ? fields.map((f) => one.entries.get(f)) : [];
    const label = parts.flatMap((p) => (p?.kind === 'value' && p.text !== '' ? [p.text] : [])).join('/');
    return [{ label, same: label || JSON.stringify(plain(one)), value: one }];
  });
  return list(items);
}

/** The long form of an item: its entries, `short` for a string. */
const longForm =
  (
    fields: readonly string[],
    short: (text: string) => Resolved,
    long: (one: Resolved) => Resolved = (one) => one,
  ): Form =>
  (from, reader) => {
    if (!from.at) return undefined;
    const all = from.items().map((item) => {
      const text = item.map ? undefined : reader.text(item);
      if (text !== undefined) return short(text);
      const one = reader.any(item);
      return one && long(one);
    });
    return labelled(all, fields);
  };

const mapOf = (entries: Readonly<Record<string, string | undefined>>): Resolved =>
  map(Object.entries(entries).map(([key, text]) => [key, text === undefined ? undefined : value(text)] as const));

/** A map with defaults for missing entries and without those that equal `unset`. */
const completed =
  (defaults: Readonly<Record<string, string>>, change: (key: string, text: string) => string = (_, t) => t) =>
  (one: Resolved): Resolved => {
    if (one.kind !== 'map') return one;
    const entries = new Map(one.entries);
    for (const [key, text] of Object.entries(defaults)) if (!entries.has(key)) entries.set(key, value(text));
    return map([...entries].map(([key, e]) => [key, e.kind === 'value' ? value(change(key, e.text)) : e] as const));
  };

export const ports: Form = longForm(
  ['target', 'protocol'],
  (text) => {
    const { hostIp = '?', hostPort = '', containerPort = '', protocol } = parsePort(text);
    return mapOf({ target: containerPort, protocol, host_ip: hostIp, published: hostPort, mode: 'ingress' });
  },
  completed({ protocol: 'tcp', host_ip: '', published: '', mode: 'ingress' }),
);

const asBoolean = (key: string, text: string): string => (key === 'read_only' ? String(cast(text) ?? text) : text);

export const volumes: Form = longForm(
  ['target'],
  (text) => {
    const { source = '', target = text, options: flags = [] } = parseVolume(text) ?? {};
    const type = source === '' || !/^[./~\\⟨]|^[A-Za-z]:|^npipe:/.test(source) ? 'volume' : 'bind';
    const rest = flags.filter((o) => o !== 'ro' && o !== 'rw').join(',');
    const flagged = rest === '' ? {} : { options: rest };
    return mapOf({ type, source, target, read_only: String(flags.includes('ro')), ...flagged });
  },
  completed({ source: '', read_only: 'false' }, asBoolean),
);

/** A secret or configuration file that a service reads. */
export const granted: Form = longForm(['source', 'target'], (text) => mapOf({ source: text }));

export const envFiles: Form = (from, reader) => {
  if (!from.at) return undefined;
  const all = from.seq ? from.items() : [from];
  const files = all.map((item) => {
    const text = reader.text(item);
    return text === undefined ? reader.any(item) : mapOf({ path: text });
  });
  return labelled(
    files.map((f) => f && completed({ required: 'true' }, (k, t) => (k === 'path' ? t.replace(/^\.\//, '') : t))(f)),
    ['path'],
  );
};

/** A number sets both limits. */
export const ulimits: Form = (from, { text, any }) =>
  from.at
    ? map(
        from.entries().map((e) => {
          const both = e.map ? undefined : text(e);
          return [e.key, both === undefined ? any(e) : mapOf({ soft: both, hard: both })] as const;
        }),
      )
    : undefined;

export const build: Form = (from, reader) => {
  if (from.absent || !from.at) return undefined;
  if (!from.map) return mapOf({ context: trimmed(reader.text(from) ?? '') });
  const forms: Readonly<Record<string, Form>> = {
    args: pairMap,
    labels: pairMap,
    secrets: granted,
    additional_contexts: pairMap,
    ssh: pairMap,
    extra_hosts: hosts,
  };
  // A Dockerfile inside the file is resolved as one.
  const isDockerfile = (e: Lens): boolean =>
    e.node?.type === 'scalar' && e.node.style === 'literal' && !e.node.text.includes('<<');
  const entries = from.entries().filter((e) => e.key !== 'dockerfile_inline' || !isDockerfile(e));
  const own = entries.map((e) => {
    if (e.key === 'context') return [e.key, value(trimmed(reader.text(e) ?? ''))] as const;
    return [e.key, (forms[e.key] ?? ((f) => reader.any(f)))(e, reader)] as const;
  });
  return completed({ context: '.' })(map(own));
};

const trimmed = (path: string): string => path.replace(/(?<=.)\/+$/, '').replace(/^\.\/(?=.)/, '');
