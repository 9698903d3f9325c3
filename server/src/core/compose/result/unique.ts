/** Lists in which a later item replaces an earlier one about the same thing. Source: compose-go `override/uncity.go`, v2.16.2, read on 2026-11-30. */
import { textAt } from '../../merged/tree.ts';
import { lastOf, type YamlItem, type YamlMap, type YamlNode } from '../../yaml/node.ts';
import { interpolate, type Variables } from '../interpolate.ts';
import { parsePort } from '../ports.ts';
import { parseVolume } from '../volumes.ts';
import { seqAt } from './forms.ts';

/** What an item is about. `text` gives the text of a scalar after interpolation. */
type KeyOf = (item: YamlNode, text: (written: string) => string) => string;

const name: KeyOf = (item, text) => (item.type === 'scalar' ? (text(item.text).split('=', 1)[0] ?? '') : '');

const port: KeyOf = (item, text) => {
  const of = (key: string, fallback: string) => text(textAt(item, key)) || fallback;
  if (item.type !== 'scalar')
    return `${of('host_ip', '0.0.0.0')}:${of('published', '')}:${of('target', '')}/${of('protocol', 'tcp')}`;
  const { hostIp, hostPort, containerPort, protocol } = parsePort(text(item.text));
  return `${hostIp || '0.0.0.0'}:${hostPort ?? ''}:${containerPort ?? ''}/${protocol}`;
};

const volume: KeyOf = (item, text) => {
  if (item.type !== 'scalar') return text(textAt(item, 'target'));
  const whole = text(item.text);
  return parseVolume(whole)?.target ?? whole;
};

const device: KeyOf = (item, text) => {
  if (item.type !== 'scalar') return text(textAt(item, 'target'));
  const [source = '', target] = text(item.text).split(':');
  return target ?? source;
};

const granted =
  (folder: string): KeyOf =>
  (item, text) => {
    if (item.type === 'scalar') return `${folder}/${text(item.text)}`;
    const target = text(textAt(item, 'target'));
    return target === '' ? `${folder}/${text(textAt(item, 'source'))}` : target;
  };

const envFile: KeyOf = (item, text) => text(item.type === 'scalar' ? item.text : textAt(item, 'path'));

/** The lists of a service, by their keys. */
const LISTS: readonly (readonly [path: readonly string[], KeyOf])[] = [
  ...['annotations', 'cap_add', 'cap_drop', 'dns', 'dns_opt', 'dns_search', 'environment', 'expose', 'labels', 'links'],
  ...['profiles', 'sysctls', 'tmpfs'],
]
  .map((key): [string[], KeyOf] => [[key], name])
  .concat([
    [['build', 'args'], name],
    [['build', 'additional_contexts'], name],
    [['build', 'labels'], name],
    [['build', 'tags'], name],
    [['deploy', 'labels'], name],
    [['configs'], granted('')],
    [['devices'], device],
    [['env_file'], envFile],
    [['ports'], port],
    [['secrets'], granted('/run/secrets')],
    [['volumes'], volume],
  ]);

/** A service in which no list has two items about the same thing. The same tree for the same service and variables. */
export function withUniqueItems(service: YamlMap, variables: Variables): YamlMap {
  const before = known.get(service);
  if (before?.variables === variables) return before.unique;
  const text = (written: string): string => interpolate(written, variables).text ?? written;
  const unique = LISTS.reduce((out, [path, keyOf]) => changed(out, path, keyOf, text), service);
  known.set(service, { variables, unique });
  return unique;
}

const known = new WeakMap<YamlMap, { readonly variables: Variables; readonly unique: YamlMap }>();

function changed(
  map: YamlMap,
  [key = '', ...rest]: readonly string[],
  keyOf: KeyOf,
  text: (written: string) => string,
): YamlMap {
  const entry = lastOf(map, key);
  const now = entry?.value && changedValue(entry.value, rest, keyOf, text);
  if (!entry || now === entry.value) return map;
  return { ...map, entries: map.entries.map((e) => (e === entry ? { ...e, value: now } : e)) };
}

function changedValue(
  value: YamlNode,
  rest: readonly string[],
  keyOf: KeyOf,
  text: (written: string) => string,
): YamlNode {
  if (rest.length > 0) return value.type === 'map' ? changed(value, rest, keyOf, text) : value;
  if (value.type !== 'seq') return value;
  const items = uniqueItems(value.items, keyOf, text);
  return items.length === value.items.length ? value : seqAt(items, value.span);
}

function uniqueItems(items: readonly YamlItem[], keyOf: KeyOf, text: (t: string) => string): YamlItem[] {
  const out = new Map<string, YamlItem>();
  for (const [i, item] of items.entries()) out.set(item.value ? keyOf(item.value, text) : `empty ${i}`, item);
  return [...out.values()];
}
