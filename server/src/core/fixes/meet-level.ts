/** Makes the pods of a workload meet a Pod Security Standard: all settings that it asks for, as one fix. */
import { isNamedInComment, saidOf } from '../checks/setting-comments.ts';
import { objectName } from '../checks/shown-name.ts';
import type { Workload } from '../domain/kubernetes.ts';
import type { Unit } from '../domain/unit.ts';
import { breaches, minorOf } from '../kubernetes/pod-security/judge.ts';
import type { PodSecurity } from '../kubernetes/pod-security/labels.ts';
import { hidesSettings } from '../kubernetes/pod-security/met-level.ts';
import { readKubernetes } from '../kubernetes/read.ts';
import type { Effect } from '../rule/effect.ts';
import type { Context, Fix } from '../rule/rule.ts';
import { applyEdits, compatible } from '../text/edits.ts';
import type { TextEdit } from '../text/span.ts';
import { setPath } from '../yaml/edit/edit.ts';
import type { YamlMap, YamlNode, YamlUnit } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { isShared, stepsTo } from '../yaml/walk.ts';
import { BEFORE_SECURITY, CONTAINER_LISTS } from './container.ts';
import { fix } from './fix.ts';
import { type LevelSetting, restrictedSettings } from './level-settings.ts';
import { statedFixes } from './level-stated.ts';
import { type EditStep, sequentialEdits } from './sequential-edits.ts';

/**
 * The fix `Make \`web\` meet \`restricted\``. Empty where not all of what the standard refuses can be mended: a setting that nobody knows the program to work without,
 * an image that starts only as root, a value that a template or an alias decides. The result is read again, and must meet the standard.
 */
export function meetLevelFixes(workload: Workload, wanted: PodSecurity, context: Context): Fix[] {
  const { unit } = context;
  if (unit.kind !== 'kubernetes' || workload.windows || workload.object.fragment || hidesSettings(workload)) return [];
  if (isShared(unit.yaml, workload.podSpec)) return [];
  const ctx: Context = { ...context, settings: { ...context.settings, podSecurity: wanted } };
  const stated = statedFixes(workload, wanted.level, ctx);
  const missing = wanted.level === 'restricted' ? restrictedSettings(workload, ctx) : [];
  if (!stated || !missing || missing.some((one) => isDecided(one, workload, unit))) return [];
  const removals = stated.flatMap((one) => [...one.change()]).filter((change): change is TextEdit => 'span' in change);
  const steps = missing.map((setting) => stepOf(unit.yaml, setting));
  if (!compatible(removals) || steps.some((step) => step === undefined)) return [];
  const edits = sequentialEdits(unit.yaml, [() => removals, ...steps.filter((step) => step !== undefined)]);
  if (!edits || edits.length === 0 || !meets(applyEdits(unit.text, edits), workload, wanted, unit.yaml)) return [];
  const effect: Effect[] = [...stated.flatMap((one) => one.effect ?? []), ...missing.flatMap((one) => one.effect)];
  const notes = [...stated.flatMap(({ note }) => note?.split('; ') ?? []), ...missing.flatMap((one) => one.notes)];
  const name = objectName(workload.object);
  return [fix(`Make ${name} meet \`${wanted.level}\``, 'review', () => edits, effect, [...new Set(notes)])];
}

/** Whether a comment says that the pods need another value, or names a setting that they lack: it is left out for a reason. */
function isDecided({ of, path }: LevelSetting, { podSpec }: Workload, unit: Unit): boolean {
  const found = ('podSpec' in of ? of.pod : of.lens).get('securityContext', ...path);
  return found.at ? saidOf(unit, found.at.start) === 'keep' : isNamedInComment(unit, podSpec.span, path[0]!);
}

/** Sets the value in the document as the steps before left it. */
function stepOf(unit: YamlUnit, { of, path, value }: LevelSetting): EditStep | undefined {
  const map = 'podSpec' in of ? of.podSpec : of.node;
  const way = wayTo(unit, map);
  const place = 'podSpec' in of ? { before: CONTAINER_LISTS } : { after: BEFORE_SECURITY };
  if (!way || isShared(unit, map)) return undefined;
  return (now) => {
    const here = nodeAt(now, way);
    const edits = here && setPath(now, here, ['securityContext', ...path], value, place);
    return edits && edits.length > 0 ? edits : undefined;
  };
}

/** The keys and indexes that lead to a node; `undefined` below a merge key. */
function wayTo({ root }: YamlUnit, node: YamlNode): (string | number)[] | undefined {
  const way: (string | number)[] = [];
  for (const { parent, part } of stepsTo(root, node) ?? []) {
    if (part === undefined) return undefined;
    way.push('key' in part ? part.key : parent.type === 'seq' ? parent.items.indexOf(part) : -1);
  }
  return way;
}

function nodeAt({ root }: YamlUnit, way: readonly (string | number)[]): YamlMap | undefined {
  let node: YamlNode | undefined = root;
  for (const one of way) {
    if (node?.type === 'map') node = node.entries.findLast((entry) => entry.key === one)?.value;
    else node = node?.type === 'seq' && typeof one === 'number' ? node.items[one]?.value : undefined;
  }
  return node?.type === 'map' ? node : undefined;
}

/** Whether the pods of the same object in another state of the document meet the standard. */
function meets(text: string, workload: Workload, { level, version }: PodSecurity, { json }: YamlUnit): boolean {
  const { objects } = readKubernetes(parseYaml(text, { json }));
  const same = objects.filter(({ kind, name }) => kind === workload.object.kind && name === workload.object.name);
  const [now] = same.length === 1 ? same[0]!.workloads : [];
  return now !== undefined && !hidesSettings(now) && breaches(now, level, minorOf(version)).length === 0;
}
