/** Containers whose work is to call Docker by the socket that they mount. */
import type { Container } from '../domain/container.ts';
import { worksThroughSocket } from '../image/knowledge/host-jobs.ts';
import type { Finding } from '../rule/rule.ts';
import { isForProduction } from './production.ts';

/**
 * How a finding about the socket is lowered: for the strict profile where the image needs it for its work, since who starts that wants it, and the file is not for production. Of 24 such
 * findings in public repositories, read until 2026-11-30, a maintainer would have acted on two, in our judgement.
 */
export const loweredForWork = ({ image }: Container, path: string): Pick<Finding, 'profile'> =>
  image !== undefined && worksThroughSocket(image) && !isForProduction(path) ? { profile: 'strict' } : {};
