import { ObjectName } from '../../checks/shown-name.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import { changeScalar } from '../../fixes/yaml-node.ts';
import { groupOf } from '../../kubernetes/kind/kind.ts';
import { type Context, rule } from '../../rule/rule.ts';
import type { TextEdit } from '../../text/span.ts';
import { appendItem } from '../../yaml/edit/edit.ts';
import type { Entry, Found, Lens } from '../../yaml/lens.ts';
import { isShared } from '../../yaml/walk.ts';

/** The fields of policies that decide between refusing and reporting, with the value that refuses. */
interface Mode {
  readonly keys: readonly string[];
  readonly reports: RegExp;
  readonly refuses: string;
}

/**
 * By API group. Sources: Kyverno, "Validate Rules"; Gatekeeper, "Handling Constraint Violations"; Sigstore policy-controller,
 * `pkg/apis/policy/v1beta1/clusterimagepolicy_types.go`; Tekton Pipelines, "Trusted Resources"; read 2026-11-30.
 */
const MODES: Readonly<Record<string, Mode>> = {
  'kyverno.io': { keys: ['validationFailureAction', 'failureAction'], reports: /^audit$/i, refuses: 'Enforce' },
  'constraints.gatekeeper.sh': { keys: ['enforcementAction'], reports: /^(?:dryrun|warn)$/, refuses: 'deny' },
  'policy.sigstore.dev': { keys: ['mode'], reports: /^warn$/, refuses: 'enforce' },
  'tekton.dev': { keys: ['mode'], reports: /^warn$/, refuses: 'enforce' },
};

/**
 * Groups whose policies and bindings have a list of actions. Sources: k8s.io/api v0.37.2, `admissionregistration/v1/types.go`; Kyverno,
 * "ValidatingPolicy"; read 2026-11-30.
 */
const WITH_ACTIONS = ['admissionregistration.k8s.io', 'policies.kyverno.io'];

const OVERRIDES = ['failureActionOverrides', 'validationFailureActionOverrides'];

const NOTE = 'Look at what it reports first: from then on such objects are refused';

export default rule(
  {
    id: 'admission/policy-only-reports',
    title: 'Policy that only reports',
    why: 'The policy writes down what breaks it, and the object is created all the same. An attacker gets what the policy should prevent, and the report is read later or never. Reporting suits the first days of a policy, and is often left on after them.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { cwe: ['CWE-693'] },
  },
  {
    *object(object, ctx) {
      const group = groupOf(object.apiVersion);
      if (WITH_ACTIONS.includes(group)) {
        const actions = object.lens.get('spec', 'validationActions');
        const texts = actions.items().map(({ text }) => text);
        if (!actions.at || actions.more || texts.length === 0 || texts.some((t) => t === undefined || t === 'Deny'))
          return;
        yield {
          at: actions.at,
          message: `${ObjectName(object)} refuses nothing: \`validationActions: [${texts.join(', ')}]\``,
          fixes: fixIf(
            'Refuse what breaks it: `Deny`',
            'review',
            () => deny(actions, ctx),
            [changes(object, 'spec', 'validationActions')],
            [NOTE],
          ),
        };
        return;
      }
      const mode = MODES[group];
      if (!mode || (group === 'tekton.dev' && object.kind !== 'VerificationPolicy')) return;
      for (const { key, at, text, node } of written(object.lens.get('spec'), mode))
        yield {
          at,
          message: `${ObjectName(object)} refuses nothing${at === object.lens.get('spec', key).at ? '' : ' by this rule'}: \`${key}: ${text}\``,
          fixes: fixIf(
            `Refuse what breaks it: \`${key}: ${mode.refuses}\``,
            'review',
            () => changeScalar(ctx, node, mode.refuses),
            [changes(object, '**')],
            [NOTE],
          ),
        };
    },
  },
);

/**
 * The fields with a value that only reports, of the policy and of its rules. What a rule of Kyverno says counts more than what its policy says, and
 * both may say something else for some namespaces.
 */
function written(spec: Lens, { keys, reports }: Mode): Entry[] {
  const places = spec
    .get('rules')
    .items()
    .flatMap((one) => [...[one.get('validate')].filter(({ at }) => at), ...one.get('verifyImages').items()]);
  const says = (place: Lens | Found, wanted: readonly string[]): Entry[] =>
    place.entries().filter(({ key }) => wanted.includes(key));
  const isForAll = spec.get('rules').absent || places.some((place) => says(place, keys).length === 0);
  return [...(isForAll ? [spec] : []), ...places]
    .filter((place) => says(place, OVERRIDES).length === 0)
    .flatMap((place) => says(place, keys).filter(({ text }) => text !== undefined && reports.test(text)));
}

/** The API server takes `Warn` only without `Deny`. */
function deny(actions: Lens, ctx: Context): TextEdit[] {
  const unit = yamlOf(ctx);
  const warn = actions.items().find(({ text }) => text === 'Warn');
  if (warn) return changeScalar(ctx, warn.node, 'Deny');
  return unit && actions.seq && !isShared(unit, actions.seq) ? appendItem(unit, actions.seq, 'Deny') : [];
}
