/** Paths of a file in another folder, as they are from the folder of the project. Source: compose-go `paths/resolve.go`, v2.16.2, read on 2026-11-30. */
import { stringAt, textAt } from '../../merged/tree.ts';
import { posix } from '../../text/paths.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/node.ts';
import { splitOutside } from '../interpolate.ts';

/** Of a service: the keys that lead to paths of one kind; `*` is any key or item. */
const SERVICE: readonly (readonly [string, (text: string, prefix: string) => string])[] = [
  ['build', contextPath],
  ['build.context', contextPath],
  ['build.additional_contexts.*', contextPath],
  ['env_file', filePath],
  ['env_file.*', filePath],
  ['env_file.*.path', filePath],
  ['label_file', filePath],
  ['label_file.*', filePath],
  ['extends.file', filePath],
  ['develop.watch.*.path', filePath],
  ['volumes.*', shortVolume],
];

/** A service of a file in another folder. `prefix`: that folder, from the folder of the project. */
export function rebasedService(service: YamlNode, prefix: string): YamlNode {
  if (prefix === '') return service;
  const moved = SERVICE.reduce(
    (out, [path, change]) => changedAt(out, path.split('.'), (t) => change(t, prefix)),
    service,
  );
  return changedMaps(moved, ['volumes', '*'], (volume) =>
    textAt(volume, 'type') === 'bind' ? changedAt(volume, ['source'], (t) => hostPath(t, prefix)) : volume,
  );
}

/** An entry of another section, such as a secret, of a file in another folder. */
export function rebasedEntry(section: string, node: YamlNode, prefix: string): YamlNode {
  if (prefix === '') return node;
  if (section === 'secrets' || section === 'configs') return changedAt(node, ['file'], (t) => hostPath(t, prefix));
  const isBind =
    section === 'volumes' && textAt(node, 'driver') === 'local' && textAt(node, 'driver_opts', 'o') === 'bind';
  return isBind ? changedAt(node, ['driver_opts', 'device'], (t) => hostPath(t, prefix)) : node;
}

const isAbsolute = (path: string): boolean => path === '' || /^(?:[/\\~$]|[A-Za-z]:[/\\])/.test(path);

function filePath(path: string, prefix: string): string {
  return isAbsolute(path) ? path : posix.join(prefix, path) || '.';
}

/** A path in a place that may also hold a name: paths begin with a dot. */
function hostPath(path: string, prefix: string): string {
  const moved = filePath(path, prefix);
  return moved === path || moved.startsWith('.') ? moved : `./${moved}`;
}

function contextPath(path: string, prefix: string): string {
  const isElsewhere = /^[a-z][a-z0-9+.-]*:|^git@|^github\.com\//i.test(path);
  return isElsewhere ? path : filePath(path, prefix);
}

function shortVolume(text: string, prefix: string): string {
  const [source] = splitOutside(text, ':');
  if (!source?.text.startsWith('.') || source.text.length === text.length) return text;
  return hostPath(source.text, prefix) + text.slice(source.text.length);
}

/** Changes the texts at a path of keys. */
const changedAt = (node: YamlNode, path: readonly string[], change: (text: string) => string): YamlNode =>
  changedNodes(node, path, (at) => {
    if (at.type !== 'scalar' || at.value === null || at.templated) return at;
    const text = change(at.text);
    return text === at.text ? at : stringAt(text, at.span);
  });

const changedMaps = (node: YamlNode, path: readonly string[], change: (map: YamlMap) => YamlNode): YamlNode =>
  changedNodes(node, path, (at) => (at.type === 'map' ? change(at) : at));

function changedNodes(
  node: YamlNode,
  [key, ...rest]: readonly string[],
  change: (node: YamlNode) => YamlNode,
): YamlNode {
  if (key === undefined) return change(node);
  const inner = (value: YamlNode | undefined) => value && changedNodes(value, rest, change);
  if (node.type === 'seq' && key === '*')
    return { ...node, items: node.items.map((item) => ({ ...item, value: inner(item.value) })) };
  if (node.type !== 'map') return node;
  const changed = (e: YamlEntry): YamlEntry => (key === '*' || e.key === key ? { ...e, value: inner(e.value) } : e);
  return { ...node, entries: node.entries.map(changed) };
}
