/** Merges two layers of configuration. */
import type { RuleId } from '../rule/rule.ts';
import type { PartialConfig, RuleSetting } from './settings.ts';

/** `over` comes first, key by key; rules are merged rule by rule, and their options option by option. */
export function mergeConfigs<T extends PartialConfig>(under: T, over: PartialConfig): T {
  return {
    ...under,
    ...over,
    ...(under.rules && over.rules && { rules: mergeRules(under.rules, over.rules) }),
    ...(under.images && over.images && { images: { ...under.images, ...over.images } }),
    ...(under.secrets && over.secrets && { secrets: mergeSecrets(under.secrets, over.secrets) }),
  };
}

type Rules = ReadonlyMap<RuleId, RuleSetting>;

export function mergeRules(under: Rules, over: Rules): Rules {
  const all = new Map(under);
  for (const [id, setting] of over) {
    const below = all.get(id);
    all.set(id, { ...below, ...setting, options: { ...below?.options, ...setting.options } });
  }
  return all;
}

type Secrets = NonNullable<PartialConfig['secrets']>;

const mergeSecrets = (under: Secrets, over: Secrets): Secrets => ({
  ...((under.allow || over.allow) && { allow: { ...under.allow, ...over.allow } }),
  ...((under.store || over.store) && { store: { ...under.store, ...over.store } }),
});
