/** ValidatingAdmissionPolicy and MutatingAdmissionPolicy, admissionregistration.k8s.io. Source: Kubernetes API reference v1.37. */
import { kind, type TypedObject } from '../kind/kind.ts';

export default kind({
  name: 'AdmissionPolicy',
  kinds: ['ValidatingAdmissionPolicy', 'MutatingAdmissionPolicy'],
  groups: ['admissionregistration.k8s.io'],
  read: (_, object): TypedObject => ({ object }),
});
