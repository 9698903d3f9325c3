/** A Compose project while its files are merged. */
import { entryAt, mapAt, stringAt, withEntry } from '../../merged/tree.ts';
import type { Span } from '../../text/span.ts';
import { asMap, lastOf, type YamlEntry, type YamlMap } from '../../yaml/node.ts';
import type { Variables } from '../interpolate.ts';
import { isEqual } from './forms.ts';
import { mergeValues } from './merge.ts';
import { rebasedEntry, rebasedService } from './rebase.ts';
import { type Cleared, isCleared, withoutCleared } from './tags.ts';
import { withUniqueItems } from './unique.ts';

/** An entry of a section: a service, a network. */
export interface Part {
  readonly entry: YamlEntry;
  /** The spans of its key in every file that says something about it, the base first. */
  readonly layers: readonly Span[];
}

/** The parts by section and name. */
export type Model = Map<string, Map<string, Part>>;

/** The sections whose parts have names. Other top-level keys say nothing about containers. */
export const SECTIONS = ['services', 'jobs', 'volumes', 'networks', 'secrets', 'configs', 'models'] as const;

/** The parts of one document. */
export function modelOf(root: YamlMap): Model {
  const model: Model = new Map();
  for (const section of SECTIONS) {
    const value = lastOf(root, section)?.value;
    if (value?.type !== 'map') continue;
    const parts = value.entries.map((entry): [string, Part] => [entry.key, { entry, layers: [entry.keySpan] }]);
    model.set(section, new Map(parts));
  }
  return model;
}

export const partsOf = (model: Model, section: string): Map<string, Part> => {
  const known = model.get(section) ?? new Map<string, Part>();
  model.set(section, known);
  return known;
};

/** One part over another of the same name. The key stays at the first. */
const mergedParts = (section: string, base: Part, over: Part): Part => ({
  entry: { ...base.entry, value: mergeValues(base.entry.value, over.entry.value, [section, base.entry.key]) },
  layers: [...new Set([...base.layers, ...over.layers])],
});

/** Adds the parts of a later document. */
export function addDocument(model: Model, later: Model): void {
  for (const [section, parts] of later) {
    const known = partsOf(model, section);
    for (const [name, part] of parts) {
      const before = known.get(name);
      known.set(name, before ? mergedParts(section, before, part) : part);
    }
  }
}

/** Adds the parts of an included project: a file's own parts lie over them. */
export function addIncluded(model: Model, included: Model, cleared: readonly Cleared[]): void {
  for (const [section, parts] of included) {
    const known = partsOf(model, section);
    for (const [name, part] of parts) {
      const own = known.get(name);
      if (own && isEqual(own.entry.value, part.entry.value)) continue;
      known.set(name, own ? mergedParts(section, withoutClearedPart(section, part, cleared), own) : part);
    }
  }
}

/** Removes what a document clears in the earlier ones. */
export function clear(model: Model, cleared: readonly Cleared[]): void {
  if (cleared.length === 0) return;
  for (const [section, parts] of model) {
    if (isCleared(cleared, [section])) parts.clear();
    for (const [name, part] of parts)
      if (isCleared(cleared, [section, name])) parts.delete(name);
      else parts.set(name, withoutClearedPart(section, part, cleared));
  }
}

const withoutClearedPart = (section: string, { entry, layers }: Part, cleared: readonly Cleared[]): Part => ({
  layers,
  entry: { ...entry, value: entry.value && withoutCleared(entry.value, cleared, [section, entry.key]) },
});

/** Whether the parts of a section are containers. */
export const isOfService = (section: string): boolean => section === 'services' || section === 'jobs';

/** The parts of files in another folder. `prefix`: that folder, from the folder that paths of the result are relative to. */
export function rebasedModel(model: Model, prefix: string): Model {
  const rebased = (section: string, { entry, layers }: Part): Part => {
    const { value } = entry;
    if (!value) return { entry, layers };
    const now = isOfService(section) ? rebasedService(value, prefix) : rebasedEntry(section, value, prefix);
    return { layers, entry: { ...entry, value: now } };
  };
  return new Map(
    [...model].map(([section, parts]) => [
      section,
      new Map([...parts].map(([name, part]) => [name, rebased(section, part)])),
    ]),
  );
}

/** The parts of an included project, which builds in its own folder where no context is written. */
export function withContexts(model: Model): Model {
  for (const [section, parts] of model)
    for (const [name, { entry, layers }] of isOfService(section) ? parts : []) {
      const service = asMap(entry.value);
      const build = service && asMap(lastOf(service, 'build')?.value);
      if (!service || !build || lastOf(build, 'context')) continue;
      const context = entryAt('context', stringAt('.', build.span), build.span);
      const value = withEntry(service, { ...lastOf(service, 'build')!, value: withEntry(build, context) });
      parts.set(name, { layers, entry: { ...entry, value } });
    }
  return model;
}

/** Lets later items of lists replace earlier ones about the same thing. */
export function makeUnique(model: Model, variables: Variables): void {
  for (const [section, parts] of model)
    for (const [name, { entry, layers }] of isOfService(section) ? parts : []) {
      const { value } = entry;
      if (value?.type !== 'map') continue;
      const now = withUniqueItems(value, variables);
      if (now !== value) parts.set(name, { layers, entry: { ...entry, value: now } });
    }
}

/** The merged sections as one map. */
export function rootOf(model: Model): YamlMap {
  const sections = [...model].flatMap(([section, parts]) => {
    const entries = [...parts.values()].map((part) => part.entry);
    const at = entries[0]?.keySpan;
    return at ? [entryAt(section, mapAt(entries, at), at)] : [];
  });
  return mapAt(sections, sections[0]?.span ?? { start: 0, end: 0 });
}
