/** What to say of an image whose user is not known. */
import type { Stage } from '../dockerfile/model.ts';
import { isRootUnsourced } from '../image/knowledge/user/user-row.ts';
import type { Finding } from '../rule/rule.ts';

/** A hint where we believe, without evidence, that it is root; else only the audit profile asks. */
export function unknownUser(stage: Stage): Pick<Finding, 'severity' | 'profile' | 'confidence' | 'message'> {
  const { origin } = stage.user;
  return origin.kind === 'image' && isRootUnsourced(origin.reference)
    ? {
        severity: 'hint',
        profile: 'strict',
        confidence: 'low',
        message: `\`${origin.reference.familiar}\` probably runs as root, and no USER is set`,
      }
    : {
        severity: 'info',
        profile: 'audit',
        confidence: 'low',
        message: 'The user of this image is unknown and may be root',
      };
}
