/** The places of pod templates in objects. */
import type { Found, Lens } from '../yaml/lens.ts';
import { isOfKubernetes, type LoosePod, loosePods } from './loose-pods.ts';
import { BUILT_IN, CUSTOM, JOB_TEMPLATE, TEMPLATE, type TemplateRow } from './template-table.ts';

export interface TemplateSite {
  /** The map with `metadata` and `spec` of the pods. */
  readonly template: Found;
  readonly builtIn: boolean;
  /** The kind completes the template: only what it states is known. */
  readonly completed?: boolean;
  /** A pod that only resembles one; `template` is then its settings. */
  readonly loose?: LoosePod;
}

/** Paths for kinds that are in no table, and for a templated `kind`. */
const LIKELY = [TEMPLATE, JOB_TEMPLATE, ['spec', 'podTemplate']];

/** The group of an `apiVersion`: `apps/v1` → `apps`, `v1` → ''. */
export const groupOf = (apiVersion: string): string =>
  apiVersion.split('/').length > 1 ? (apiVersion.split('/')[0] ?? '') : '';

function follow(from: Found, path: readonly string[]): Found[] {
  let here: readonly Lens[] = [from];
  for (const step of path) {
    here = here.flatMap((lens): readonly Lens[] => {
      if (step === '*') return lens.seq ? lens.items() : lens.entries();
      if (step.startsWith('*')) return lens.entries().filter((e) => e.key.endsWith(step.slice(1)));
      return [lens.get(step)];
    });
  }
  return here.filter((lens): lens is Found => lens.map !== undefined);
}

/** Whether a map looks like a pod template: `spec.containers` is a list with a named item. */
const looksLikePod = (template: Lens): boolean =>
  template
    .get('spec', 'containers')
    .items()
    .some((c) => c.get('name').text !== undefined);

/**
 * Every pod template of an object whose `spec` is a map.
 * @param apiVersion '' when it is templated; then only the kind decides
 * @param kind '' when it is templated
 * @param configured rows of the configuration, which come before ours
 */
export function templatesOf(
  object: Found,
  apiVersion: string,
  kind: string,
  configured: readonly TemplateRow[],
): TemplateSite[] {
  const group = groupOf(apiVersion);
  const row = (rows: readonly TemplateRow[]) =>
    rows.find((r) => r.kinds.includes(kind) && (apiVersion === '' || r.groups.includes(group)));
  const builtIn = row(BUILT_IN);
  const custom = builtIn ?? row(configured) ?? row(CUSTOM);
  const whole = (lens: Lens): boolean => lens.get('spec').map !== undefined;
  if (custom)
    return custom.paths
      .flatMap((path) => follow(object, path))
      .filter(whole)
      .map((template) => ({ template, builtIn: builtIn !== undefined, completed: custom.completed === true }));
  // The group of a custom kind has a dot. No other built-in kind has pods.
  if (kind !== '' && !group.includes('.')) return [];
  if (isOfKubernetes(group)) return [];
  for (const path of LIKELY) {
    const found = follow(object, path).filter((t) => looksLikePod(t));
    if (found.length > 0) return found.map((template) => ({ template, builtIn: false }));
  }
  return loosePods(object, group, kind).map((loose) => ({ template: loose.pod, builtIn: false, loose }));
}
