/** Which files and findings a standard and its controls are about. */
import { classify, type FileKind } from '../../files/classify.ts';
import { COMPONENTS } from '../../kubernetes/component.ts';
import type { Control, FileFamily } from '../../standards/standard.ts';

const FAMILIES: Readonly<Partial<Record<FileKind, FileFamily>>> = {
  dockerfile: 'docker',
  compose: 'docker',
  daemon: 'docker',
  'docker-config': 'docker',
  bake: 'docker',
  kubernetes: 'kubernetes',
  'helm-template': 'kubernetes',
  'helm-values': 'kubernetes',
  kustomization: 'kubernetes',
};

/** The family of a file, by its path and content. Podman's files are `other`: the benchmarks are about Docker. */
export const familyOf = (path: string, text: string): FileFamily => FAMILIES[classify(path, text)] ?? 'other';

/** Whether a finding of a rule of the control is about this control, and not about another one of the rule. */
export function isAbout({ program, words }: Control, { message }: { readonly message: string }): boolean {
  const named = COMPONENTS.find((name) => message.startsWith(`\`${name}\` `));
  if (program !== undefined && named !== undefined && named !== program) return false;
  return words.length === 0 || words.some((word) => message.includes(word));
}
