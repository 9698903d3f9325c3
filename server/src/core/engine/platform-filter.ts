/** Which rules and findings make sense on the platform of a subject. */
import { isInEffect, mayWrite, type Platform } from '../platform/platform.ts';
import type { Finding, RuleMeta } from '../rule/rule.ts';
import type { Visit } from './subjects.ts';

/** The platform that reads the subject; `undefined` for subjects without settings of containers. */
function platformOf({ subject, value }: Visit): Platform | undefined {
  return subject === 'container' || subject === 'workload'
    ? (value as Visit<typeof subject>['value']).platform
    : undefined;
}

/** Whether the setting of the rule, if it has one, has an effect for the subject. */
export function appliesTo({ setting }: RuleMeta, visit: Visit): boolean {
  const platform = setting && platformOf(visit);
  return !setting || !platform || isInEffect(platform, setting);
}

/** Whether a finding says that a setting is missing which the platform sets by itself or lets only administrators set. */
export function isSuppliedBy({ setting }: RuleMeta, visit: Visit, { absent }: Finding): boolean {
  const platform = setting && absent ? platformOf(visit) : undefined;
  return setting !== undefined && platform !== undefined && !mayWrite(platform, setting);
}
