import { isLeftInImage } from '../dockerfile/left-in-image.ts';
import type { Instruction } from '../dockerfile/model.ts';
import type { Context } from '../rule/rule.ts';

/** Whether the source of a COPY or ADD is in an image that a build or a Compose service of the workspace makes; see `isLeftInImage`. */
export function staysInImage(instruction: Instruction, source: string, { unit, workspace }: Context): boolean {
  if (unit.kind !== 'dockerfile') return true;
  const targets = workspace.servicesBuilding(unit.path).map(({ fact }) => fact.build?.target?.toLowerCase() ?? '');
  return isLeftInImage(unit.dockerfile, { instruction, source }, new Set(targets.filter((target) => target !== '')));
}
