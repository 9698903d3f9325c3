/**
 * Rules about what a SecurityContextConstraints (OpenShift) or a PodSecurityPolicy (Kubernetes before 1.25) lets pods do. Each is a row of
 * fields. Sources: security.openshift.io/v1, and policy/v1beta1 of Kubernetes 1.24.
 */
import { ObjectName } from '../checks/shown-name.ts';
import type { KubernetesObject } from '../domain/kubernetes.ts';
import { changes } from '../fixes/effect.ts';
import { fixIf } from '../fixes/fix.ts';
import { changeScalar } from '../fixes/yaml-node.ts';
import { booleanOf } from '../kubernetes/scalar.ts';
import type { Checks, Context, Finding, Fix } from '../rule/rule.ts';
import type { Found } from '../yaml/lens.ts';

/** A field that admits too much. */
export interface PolicyField {
  readonly of: 'SecurityContextConstraints' | 'PodSecurityPolicy';
  readonly path: readonly string[];
  /** Whether the value admits it. */
  readonly admits: (value: Found) => boolean;
  /** The value that the fix writes. */
  readonly good?: string;
}

export const isTrue = (value: Found): boolean => booleanOf(value) === true;
/** One of these texts, or a list with one of them. */
export const names =
  (pattern: RegExp) =>
  (value: Found): boolean =>
    [value.text, ...value.items().map((item) => item.text)].some((text) => text !== undefined && pattern.test(text));

/** The checks of a rule about the fields. `what` completes "`shop` lets pods …". */
export const policyChecks = (what: string, fields: readonly PolicyField[]): Checks => ({
  *object(object, ctx) {
    if (!/^(?:SecurityContextConstraints|PodSecurityPolicy)$/.test(object.kind)) return;
    for (const field of fields) {
      const value = object.lens.get(...field.path);
      if (field.of === object.kind && value.at && !value.absent && field.admits(value))
        yield finding(object, what, field, value, ctx);
    }
  },
});

function finding(object: KubernetesObject, what: string, field: PolicyField, value: Found, ctx: Context): Finding {
  const shown = field.path.filter((key) => key !== 'spec').join('.');
  return {
    at: value.at,
    message: `${ObjectName(object)} lets pods ${what}: \`${shown}\``,
    fixes: () => fixes(object, field, value, ctx),
  };
}

function fixes(object: KubernetesObject, { good, path }: PolicyField, value: Found, ctx: Context): Fix[] {
  if (good === undefined) return [];
  const title = `Set \`${path.at(-1)}: ${good}\``;
  return fixIf(title, 'review', () => changeScalar(ctx, value.node, good), [changes(object, ...path)]);
}
