/**
 * Reads a unit file of Podman's Quadlet as a Compose file with one service, so that the rules for services check it. Each node has the place
 * of the text that it comes from; `syntax` of the unit keeps fixes for YAML away. Source: containers/podman
 * `pkg/systemd/quadlet/quadlet.go` @c6580b4a (6.0.0-dev, 2026-05-19), read on 2026-12-01.
 */
import { quadletKind } from '../../files/quadlet-file.ts';
import { posix } from '../../text/paths.ts';
import type { YamlEntry, YamlMap, YamlProblem, YamlUnit } from '../../yaml/node.ts';
import { optionsOf } from './arguments.ts';
import { isForRoot } from './for-root.ts';
import { PAIRS, SECURITY, SERVICE, VALUES, WHOLE, WORDS } from './keys.ts';
import { mapOf, ServiceNodes, scalarOf } from './service-nodes.ts';
import { type Part, readUnitFile, sliceOf, spanOf, type UnitEntry, type UnitSection, wordsOf } from './unit-file.ts';

const SECTIONS = { container: 'Container', pod: 'Pod', image: 'Image' } as const;
/** The words of systemd. */
const TRUE = /^(?:1|yes|y|true|t|on)$/i;

/** The text as a YAML unit. `path` gives the service its name. */
export function readQuadlet(path: string, text: string): YamlUnit {
  const file = readUnitFile(text);
  const kind = quadletKind(path) ?? 'container';
  const all = file.sections.filter((section) => section.name === SECTIONS[kind]);
  const problems = file.broken.map(
    (at): YamlProblem => ({ kind: 'syntax', at, message: 'a line that is neither a section nor a key with a value' }),
  );
  return {
    ...{ text, comments: file.comments, problems, templated: false, actions: [] },
    ...{ indent: 2, indentedSequences: true, json: false, syntax: 'unit-file' },
    root:
      all[0] &&
      rootOf(all[0], all, file.sections, {
        name: posix.basename(path).replace(/\.[^.]+$/, ''),
        isOpen: kind !== 'container',
        isRoots: isForRoot(path, text),
      }),
    eol: /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n',
  };
}

interface About {
  readonly name: string;
  /** The file says only some of what the container has. */
  readonly isOpen: boolean;
  /** Root starts the container. */
  readonly isRoots: boolean;
}

function rootOf(
  first: UnitSection,
  all: readonly UnitSection[],
  sections: readonly UnitSection[],
  { name, isOpen, isRoots }: About,
): YamlMap {
  const service = new ServiceNodes();
  for (const entry of all.flatMap((section) => section.entries)) read(entry, service);
  for (const entry of sections.flatMap((s) => (s.name === 'Service' ? s.entries : []))) {
    const key = Object.hasOwn(SERVICE, entry.key) ? SERVICE[entry.key]! : undefined;
    if (key !== undefined && entry.value.text !== '' && !service.has(key)) set(service, key, entry.value, entry);
  }
  joinUser(
    service,
    all.flatMap((section) => section.entries),
    isRoots,
    first,
  );
  const last = all.flatMap((section) => section.entries).reduce((end, e) => Math.max(end, e.span.end), first.at.end);
  const whole = { start: first.at.start, end: last };
  const entry = (key: string, value: YamlMap): YamlEntry => ({ key, keySpan: first.at, value, span: whole });
  return mapOf([entry('services', mapOf([entry(name, mapOf(service.entries(), whole, isOpen))], whole))], whole);
}

const set = (service: ServiceNodes, key: string, value: Part, from: UnitEntry): void =>
  service.set(key, scalarOf(value, from.span), from);

function read(entry: UnitEntry, service: ServiceNodes): void {
  const { key, value } = entry;
  const known = (table: Readonly<Record<string, string>>): string | undefined =>
    Object.hasOwn(table, key) ? table[key] : undefined;
  const one = known(VALUES);
  if (one !== undefined) {
    if (value.text === '') service.clear(one);
    else setValue(service, one, value, entry);
    return;
  }
  const whole = known(WHOLE);
  if (whole !== undefined) {
    if (value.text === '') service.clear(whole);
    else service.add(whole, scalarOf(value, entry.span), entry);
    return;
  }
  const words = known(WORDS);
  if (words !== undefined) {
    if (value.text === '') service.clear(words);
    for (const [i, word] of wordsOf(value).entries()) addWord(service, words, word, entry, i === 0);
    return;
  }
  const pairs = known(PAIRS);
  if (pairs !== undefined) {
    if (value.text === '') service.clear(pairs);
    for (const word of wordsOf(value)) pair(service, pairs, word, entry);
    return;
  }
  if (Object.hasOwn(SECURITY, key)) secure(service, SECURITY[key]!, entry);
  else if (key === 'Network') network(service, value, entry);
  else if (key === 'UserNS') userNamespace(service, value, entry);
  else if (key === 'AutoUpdate') label(service, 'io.containers.autoupdate', value, entry);
  else if (key === 'Unmask' && /^all$/i.test(value.text)) option(service, 'systempaths=unconfined', value, entry);
  else if (key === 'HealthCmd') check(service, value, entry);
  else if (key === 'Mount') for (const word of wordsOf(value)) mount(service, word, entry);
  else if (key === 'PodmanArgs') podmanArguments(service, value, entry);
}

/** The image may be the name of another unit, whose image is not known here. */
function setValue(service: ServiceNodes, key: string, value: Part, entry: UnitEntry): void {
  if (key !== 'image' || !/\.(?:image|build)$/.test(value.text)) set(service, key, value, entry);
  else service.set(key, { ...scalarOf(value, entry.span), templated: true }, entry);
}

/** A `-` before a device says that it may be missing. */
function addWord(service: ServiceNodes, key: string, word: Part, from: UnitEntry, isFirst: boolean): void {
  const part = key === 'devices' && word.text.startsWith('-') ? sliceOf(word, 1) : word;
  service.add(key, scalarOf(part, from.span), from, isFirst);
}

function pair(service: ServiceNodes, key: string, word: Part, from: UnitEntry): void {
  const equals = word.text.indexOf('=');
  const name = sliceOf(word, 0, equals < 0 ? undefined : equals);
  const value = equals < 0 ? undefined : sliceOf(word, equals + 1);
  service.put(key, name, value && scalarOf(value, spanOf(name, from.span)), from);
}

function label(service: ServiceNodes, name: string, value: Part, from: UnitEntry): void {
  service.put('labels', { text: name, at: [] }, scalarOf(value, from.span), from);
}

const option = (service: ServiceNodes, text: string, value: Part, from: UnitEntry): void =>
  service.add('security_opt', scalarOf(value, from.span, text), from);

function secure(service: ServiceNodes, [text, isSwitch]: readonly [string, boolean], entry: UnitEntry): void {
  const { value } = entry;
  if (isSwitch ? TRUE.test(value.text) : value.text !== '')
    option(service, isSwitch ? text : `${text}${value.text}`, value, entry);
}

/** Modes of `--network` are no networks. `x.container` is the network of that container. */
function network(service: ServiceNodes, value: Part, from: UnitEntry): void {
  const [name = ''] = value.text.split(':', 1);
  const of = scalarOf(value, from.span);
  if (/^(?:host|none|container|ns|pasta|slirp4netns|private)$/.test(name)) service.set('network_mode', of, from);
  else if (name.endsWith('.container'))
    service.set('network_mode', { ...of, text: `container:${name}`, value: `container:${name}` }, from);
  else if (name !== '' && name !== 'bridge') service.add('networks', scalarOf(value, from.span, name), from);
}

/** In a namespace of its own the container's root is an unprivileged user of the host. */
function userNamespace(service: ServiceNodes, value: Part, from: UnitEntry): void {
  service.set('userns_mode', scalarOf(value, from.span), from);
}

function check(service: ServiceNodes, value: Part, from: UnitEntry): void {
  const test = { key: 'test', keySpan: from.keySpan, value: scalarOf(value, from.span), span: from.span };
  service.set('healthcheck', mapOf([test], from.span), from);
}

/** `type=bind,source=/srv,destination=/data,ro` as the long form of a volume. */
function mount(service: ServiceNodes, word: Part, from: UnitEntry): void {
  const entries: YamlEntry[] = [];
  const within = spanOf(word, from.span);
  let at = 0;
  for (const field of word.text.split(',')) {
    const part = sliceOf(word, at, at + field.length);
    at += field.length + 1;
    const equals = field.indexOf('=');
    const name = equals < 0 ? field : field.slice(0, equals);
    const key = MOUNT[name];
    if (key === undefined) continue;
    const value = equals < 0 ? scalarOf(part, within, 'true') : scalarOf(sliceOf(part, equals + 1), within);
    entries.push({ key, keySpan: spanOf(part, within), value, span: spanOf(part, within) });
  }
  service.add('volumes', mapOf(entries, within), from);
}

const MOUNT: Readonly<Record<string, string>> = {
  type: 'type',
  source: 'source',
  src: 'source',
  destination: 'target',
  dst: 'target',
  target: 'target',
  ro: 'read_only',
  readonly: 'read_only',
};

function podmanArguments(service: ServiceNodes, value: Part, from: UnitEntry): void {
  for (const { key, isList, value: given, isSwitch } of optionsOf(wordsOf(value))) {
    if (isSwitch) service.set(key, scalarOf(given, from.span, 'true'), from);
    else if (key === 'network') network(service, given, from);
    else if (key === 'userns') userNamespace(service, given, from);
    else if (key === 'environment') pair(service, key, given, from);
    else if (key === 'mount') mount(service, given, from);
    else if (isList) service.add(key, scalarOf(given, from.span), from);
    else set(service, key, given, from);
  }
}

/**
 * `User=` and `Group=` as one `user`. Where a user without rights may start the container, or it has a user namespace, its root is not that of the host: then only other
 * users are known.
 */
function joinUser(service: ServiceNodes, entries: readonly UnitEntry[], isRoots: boolean, { at }: UnitSection): void {
  const last = (key: string): UnitEntry | undefined => entries.findLast((e) => e.key === key);
  const [user, group] = [last('User'), last('Group')];
  const from = user ?? { key: 'User', keySpan: at, value: { text: '', at: [] }, span: at };
  if (user && user.value.text !== '') {
    const text = group && group.value.text !== '' ? `${user.value.text}:${group.value.text}` : user.value.text;
    service.set('user', scalarOf(user.value, user.span, text), user);
  }
  const given = service.get('user');
  const mode = service.get('userns_mode') ?? 'host';
  const isMapped = !/^(?:host)?$/.test(mode) || entries.some((e) => /^(?:Sub)?UIDMap$/.test(e.key));
  if ((given === undefined || /^(?:0|root)(?::|$)/.test(given)) && (isMapped || !isRoots))
    service.set('user', { ...scalarOf(from.value, from.span), templated: true }, from);
}
