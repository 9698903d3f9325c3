/** ValidatingAdmissionPolicyBinding and MutatingAdmissionPolicyBinding, admissionregistration.k8s.io. Source: Kubernetes API reference v1.37. */
import type { Span } from '../../text/span.ts';
import type { Setting } from '../../yaml/setting.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface AdmissionPolicyBindingObject extends TypedObject {
  /** The name of the policy that it applies. */
  readonly policy: Setting<string>;
}

export interface AdmissionPolicyBindingFacts {
  readonly kind: 'admission-policy-binding';
  /** The kind of the policy: `ValidatingAdmissionPolicy`. */
  readonly type: string;
  /** The name of the policy; `undefined` when not known. */
  readonly policy: string | undefined;
  readonly at: Span;
}

export default kind({
  name: 'AdmissionPolicyBinding',
  kinds: ['ValidatingAdmissionPolicyBinding', 'MutatingAdmissionPolicyBinding'],
  groups: ['admissionregistration.k8s.io'],
  read: (fields, object): AdmissionPolicyBindingObject => ({ object, policy: fields.text('spec', 'policyName') }),
  facts: ({ object, policy }): readonly AdmissionPolicyBindingFacts[] => [
    {
      kind: 'admission-policy-binding',
      type: object.kind.replace(/Binding$/, ''),
      policy: policy.value,
      at: object.nameSpan,
    },
  ],
});
