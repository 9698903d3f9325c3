/** Which rules have something to judge in a file: a rule that has nothing to judge says nothing about a project. */
import type { Unit } from '../domain/unit.ts';
import { componentsIn } from '../families/component-setting.ts';
import { isPodmanFile } from '../files/podman-file.ts';
import { type ComponentName, componentOf } from '../kubernetes/component.ts';
import { configuredComponents } from '../kubernetes/configured-components.ts';
import type { Rule, RuleId, Subject, Tag } from '../rule/rule.ts';
import { visits } from './subjects.ts';

/** The tags that name formats of files, with the units that have them. */
const FORMATS: Readonly<Partial<Record<Tag, (unit: Unit) => boolean>>> = {
  dockerfile: ({ kind }) => kind === 'dockerfile',
  compose: ({ kind }) => kind === 'compose',
  kubernetes: (unit) => unit.kind === 'kubernetes' || (unit.kind === 'settings' && unit.of === 'helm-values'),
  daemon: (unit) => unit.kind === 'settings' && unit.of === 'daemon',
  podman: (unit) => unit.kind === 'settings' && isPodmanFile(unit.of),
};

/**
 * The rules that check something of the kind that the units hold, whatever they find; for rules about the cluster's own programs, those of their
 * programs that the units start or configure.
 */
export type Judged = ReadonlyMap<RuleId, ReadonlySet<ComponentName>>;

export function judgedRules(units: readonly { readonly unit: Unit }[], rules: readonly Rule[]): Judged {
  const all = new Set(rules.flatMap((rule) => Object.keys(rule.checks) as Subject[]));
  const judged = new Map<RuleId, Set<ComponentName>>();
  for (const { unit } of units) {
    const found = new Set(visits(unit, all, () => {}).map(({ subject }) => subject));
    const components = componentsOf(unit);
    for (const { meta, checks, workspace } of rules) {
      const formats = meta.tags.flatMap((tag) => FORMATS[tag] ?? []);
      if (formats.length > 0 && !formats.some((has) => has(unit))) continue;
      const programs = componentsIn(checks)?.filter((name) => components.has(name));
      const subjects = Object.keys(checks) as Subject[];
      const has = programs ? programs.length > 0 : subjects.some((name) => found.has(name));
      if (has || (workspace && found.size > 0))
        judged.set(meta.id, new Set([...(judged.get(meta.id) ?? []), ...(programs ?? [])]));
    }
  }
  return judged;
}

/** The programs of the cluster that the unit starts or configures. */
function componentsOf(unit: Unit): ReadonlySet<ComponentName> {
  const objects = unit.kind === 'kubernetes' ? unit.kubernetes.objects : [];
  const started = objects
    .flatMap(({ workloads }) => workloads.flatMap(({ containers }) => containers))
    .map(componentOf);
  const configured = objects.flatMap(configuredComponents);
  return new Set([...started, ...configured].flatMap((component) => component?.name ?? []));
}
