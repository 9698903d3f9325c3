/** Sites for scalars of a YAML tree, named by their keys: settings files, custom resources, and fields that no model reads. */

import type { SettingsUnit } from '../../domain/unit.ts';
import { contains, overlaps, type Span } from '../../text/span.ts';
import { lens } from '../../yaml/lens.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSeq } from '../../yaml/node.ts';
import { walk } from '../../yaml/walk.ts';
import { mayHoldSecret } from '../detect/command.ts';
import type { SecretHit } from '../detect/hit.ts';
import { nameWords } from '../detect/names.ts';
import { namesSecret } from '../detect/names-secret.ts';
import type { SiteOwner } from './owner.ts';
import type { SecretSite } from './site.ts';
import { commandSite, insideQuotes, scalarSite, scriptSites, siteAt } from './site-of.ts';

/** A scalar with its name and its entry or item. */
interface Named {
  readonly name: string | undefined;
  readonly node: YamlScalar;
  readonly covers: Span;
}

/** Sites for every value of a settings file, and for the registry credentials of a Docker client configuration. */
export function settingsSites({ text, of, yaml }: SettingsUnit): SecretSite[] {
  const owner: SiteOwner = { in: 'settings', of };
  const sites = namedSites(text, yaml.root, owner);
  if (of !== 'docker-config') return sites;
  const root = lens(yaml.root);
  const auths = root.get('auths');
  for (const registry of (auths.node ? auths : root).entries()) {
    const about = { kind: 'registry-auth', name: 'auth', covers: registry.entry.span, owner } as const;
    sites.push(...scalarSite(text, about, registry.get('auth').node));
  }
  return sites;
}

/** Sites for every value below `root`, and for its lists of options. */
export function namedSites(text: string, root: YamlNode | undefined, owner: SiteOwner): SecretSite[] {
  return [
    ...namedScalars(root).flatMap((named) => siteOf(text, 'setting', owner, named)),
    ...optionLists(root).flatMap((seq) => listSites(text, { kind: 'setting', owner, covers: seq.span }, seq)),
  ];
}

/**
 * Sites for values below `root` that no other site covers and whose name or format suggests a secret. `inText`: the known formats in
 * the whole text.
 */
export function fieldSites(
  text: string,
  root: YamlNode | undefined,
  ownerOf: (node: YamlNode) => SiteOwner,
  covered: readonly SecretSite[],
  inText: readonly SecretHit[],
): SecretSite[] {
  if (!root) return [];
  const mayBeSecret = ({ name, node }: Named): boolean =>
    (name !== undefined && (namesSecret(name) || /^(?:proxy-)?authorization$/i.test(name))) ||
    inText.some(({ span }) => overlaps(span, node.span));
  const isFree = (node: YamlNode): boolean =>
    !covered.some((site) => contains(node.span, site.at) || contains(site.at, node.span));
  const scalars = namedScalars(root).filter((named) => mayBeSecret(named) && isFree(named.node));
  const lists = optionLists(root).filter(isFree);
  return [
    ...scalars.flatMap((named) => siteOf(text, 'field', ownerOf(named.node), named)),
    ...lists.flatMap((seq) => listSites(text, { kind: 'field', owner: ownerOf(seq), covers: seq.span }, seq)),
  ];
}

/** Lists that contain an option: the words of a command line. */
function optionLists(root: YamlNode | undefined): YamlSeq[] {
  const found: YamlSeq[] = [];
  walk(root, (node) => {
    if (node.type !== 'seq' || node.items.length > 200) return;
    const isOption = node.items.some(({ value }) => value?.type === 'scalar' && /^-{1,2}[A-Za-z]/.test(value.text));
    if (isOption) found.push(node);
  });
  return found;
}

function listSites(text: string, about: Pick<SecretSite, 'kind' | 'owner' | 'covers'>, seq: YamlSeq): SecretSite[] {
  const words = lens(seq)
    .items()
    .map(({ node }) => {
      const literal = node.type === 'scalar' && !node.templated ? node.text : undefined;
      return { text: literal, at: node.type === 'scalar' ? insideQuotes(text, literal ?? '', node.span) : node.span };
    });
  const at = words.findIndex((w) => w.text === '-c');
  const script = at > 0 && SHELL.test(words[0]?.text ?? '') ? words[at + 1] : undefined;
  if (script?.text !== undefined) return scriptSites(text, about, script.text, script.at);
  return mayHoldSecret(words.map((w) => w.text ?? '')) ? commandSite(about, words) : [];
}

/** `sh -c script`. */
const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z|k)?sh$/;

function siteOf(text: string, kind: SecretSite['kind'], owner: SiteOwner, { name, node, covers }: Named): SecretSite[] {
  // `literals: [NAME=value]`, and lists of variables anywhere.
  const pair = node.style === 'literal' ? undefined : /^([A-Za-z_][\w.-]{0,100})=(?=[^=])/.exec(node.text);
  if (pair?.[1] !== undefined && !node.templated) {
    // `files: [htpasswd=users.htpasswd]` of a generator: a key and the path of its file.
    if (name === 'files') return [];
    const quote = node.style === 'plain' ? 0 : 1;
    const start = node.span.start + quote + pair[0].length;
    const value = node.text.slice(pair[0].length);
    const about = { kind, name: pair[1], covers, owner };
    return [siteAt(text, about, value, { start, end: Math.max(start, node.span.end - quote) })];
  }
  return scalarSite(text, { kind, name, covers, owner }, node);
}

/** Every scalar below `root`. Aliases are left out, since each value is one place in the file. Does not recurse. */
function namedScalars(root: YamlNode | undefined): Named[] {
  const found: Named[] = [];
  const open: { node: YamlNode; name: string | undefined; covers: Span }[] = [];
  if (root) open.push({ node: root, name: undefined, covers: root.span });
  for (let here = open.pop(); here; here = open.pop()) {
    const { node, name, covers } = here;
    if (node.type === 'scalar') found.push({ name, node, covers });
    else if (node.type === 'seq') {
      for (const item of node.items) {
        if (item.value && !item.alias) open.push({ node: item.value, name, covers: item.span });
      }
    } else {
      const siblingName = nameBeside(node);
      const isKey = keysOfSecret(node, name);
      for (const e of node.entries) {
        if (!e.value || e.alias) continue;
        const own = e.templatedKey || isKey(e) ? undefined : e.key;
        open.push({ node: e.value, name: e.key === 'value' ? siblingName : own, covers: e.span });
      }
    }
  }
  return found.reverse();
}

/** The name of a value in `{name: X, value: y}` or `{key: X, value: y}`. */
const nameBeside = (map: YamlMap): string => lens(map).get('name').text ?? lens(map).get('key').text ?? 'value';

/** Which entries of a map hold the name of a key in a Secret. `above`: the name of the map. */
function keysOfSecret(map: YamlMap, above = ''): (entry: YamlEntry) => boolean {
  const has = (key: RegExp): boolean => map.entries.some((e) => key.test(e.key));
  const namesKey = map.entries.some(isOfSecret);
  const mapsKeys = KEYS_OF_SECRET.test(above);
  const hasFamily = has(KEY_OF_PASSWORD);
  const isThere =
    IS_SECRET.test(above) && map.entries.some((e) => e.key === 'name' && isFilled(e.value)) && !has(MAKES_SECRET);
  return (e) =>
    (namesKey && NAMES_KEY.test(e.key)) ||
    (hasFamily && OF_FAMILY.test(e.key)) ||
    (mapsKeys && repeatsName(e)) ||
    (isThere && e.value?.type === 'scalar' && e.value.text.toLowerCase().includes(e.key.toLowerCase()));
}

/** `secretRef: shop-db` and `secretKey: db_password`: the name of a Secret, and that of a key in it. */
const NAMES_SECRET = /^(?:existing_?secret(?:_?name)?|secret_?(?:ref|name))$/i;
const NAMES_KEY = /^(?:secret|password|token)_?key$/i;
/** `secret: {name: shop-db, password: db_password}`: a Secret that is there, and its keys. */
const IS_SECRET = /^(?:(?:existing|external)_?)?secret(?:_?(?:key_?)?ref)?$/i;
const MAKES_SECRET = /^(?:create|created|enabled|data|stringData)$/i;

/** It names a Secret, the variable that gets the value (`name: DB_PASSWORD`), or the place in a store of secrets (`remoteRef`). */
const isOfSecret = ({ key, value }: YamlEntry): boolean =>
  (NAMES_SECRET.test(key) && isFilled(value)) ||
  key === 'remoteRef' ||
  (key === 'name' && value?.type === 'scalar' && /^[A-Z][A-Z0-9_]*$/.test(value.text));

/** `passwordSecretKey` is the key of a Secret in which the password is, and so are those beside it: `userSecretKey`. */
const KEY_OF_PASSWORD = /pass(?:word)?_?secret_?key$/i;
const OF_FAMILY = /[a-z]_?secret_?key$/i;

/** Maps from variables to the keys of a Secret: `envSecrets: { DB_PASSWORD: db-password }`. */
const KEYS_OF_SECRET = /^(?:env_?(?:from_?)?secrets?|secret_?(?:envs?|keys?|refs?|names?))$/i;

/** `DB_PASSWORD: db-password`: the key of a Secret has the name of the variable, written as keys are. */
const repeatsName = ({ key, value }: YamlEntry): boolean =>
  value?.type === 'scalar' &&
  /^[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)+$/.test(value.text) &&
  nameWords(key).join(' ') === nameWords(value.text).join(' ');

const isFilled = (value: YamlNode | undefined): boolean => value?.type === 'scalar' && value.text.trim() !== '';
