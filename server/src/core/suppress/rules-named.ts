import type { RuleMeta } from '../rule/rule.ts';

/** The rules that a name of an ignore comment means: an id, or `concern/*`. */
export function rulesNamed(name: string, metas: readonly RuleMeta[]): RuleMeta[] {
  const concern = name.endsWith('/*') ? name.slice(0, -1) : undefined;
  return metas.filter(({ id }) => id === name || (concern !== undefined && id.startsWith(concern)));
}
