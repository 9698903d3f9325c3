/** Reports the missing settings that several Compose files of a folder repeat at one of them. */
import { repeatedIn } from '../checks/repeated-service.ts';
import type { Container } from '../domain/container.ts';
import type { Finding, RuleMeta } from '../rule/rule.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import type { Visit } from './subjects.ts';

/** Whether the finding is a missing setting of a Compose service, in the default profile: other files of the folder may have it too. */
export const canRepeat = (meta: RuleMeta, { subject, value }: Visit, finding: Finding): boolean =>
  meta.group !== undefined &&
  finding.absent === true &&
  (finding.profile ?? meta.profile) === 'default' &&
  subject === 'container' &&
  (value as Container).origin === 'compose';

/**
 * The finding, in the strict profile where another Compose file of the folder stands for this one; else with the services of the other files as
 * related places. Call it for findings that `canRepeat`.
 * @param path of the file with the finding
 * @param lowers whether findings of the file at a path are lowered
 */
export function softenRepeated(
  { value }: Visit,
  finding: Finding,
  path: string,
  index: WorkspaceIndex,
  lowers: (path: string) => boolean,
): Finding {
  const { isVariant, others } = repeatedIn(path, (value as Container).name, index, lowers);
  if (isVariant) return { ...finding, profile: 'strict' };
  if (others.length === 0) return finding;
  const also = others.map(({ place }) => ({ place, message: 'the same service is here too' }));
  return { ...finding, related: [...(finding.related ?? []), ...also] };
}
