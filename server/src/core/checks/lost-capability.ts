/** The capability from its file that the program of a container loses with `allowPrivilegeEscalation: false` or `no-new-privileges`. */
import type { Container } from '../domain/container.ts';
import { fileCapability } from '../image/knowledge/file-capabilities.ts';
import type { Context } from '../rule/rule.ts';
import { builtStage } from './built-stage.ts';
import { likelyBuild } from './likely-build.ts';
import { isRootName } from './run-user.ts';

export interface LostCapability {
  /** Without `CAP_`. */
  readonly capability: string;
  /** The Dockerfile that gives it to the program; absent: the image is known. */
  readonly dockerfile?: string;
  /** The program does not work without it. */
  readonly isNeeded: boolean;
}

/** `undefined` for root, which has its capabilities without a file, and where no file is known to have one. Source: capabilities(7). */
export function lostCapability(container: Container, ctx: Context): LostCapability | undefined {
  const { user, image, owner } = container;
  if (user.value !== undefined && isRootName(user.value.split(':')[0]!)) return undefined;
  const known = image?.reference && !image.builtHere ? fileCapability(image.reference) : undefined;
  // Docker opens the ports below 1024 to all users.
  const mayNeed = (name: string): boolean => name !== 'NET_BIND_SERVICE' || container.origin === 'kubernetes';
  if (known) return mayNeed(known.capability) ? known : undefined;
  const build = owner.origin === 'compose' && owner.build ? builtStage(owner.build, ctx) : likelyBuild(container, ctx);
  // An image that starts as root may change to another user.
  const asRoot = user.value === undefined && build?.stage.user.verdict === 'root' && !build.stage.start.stepDown;
  const capability = asRoot ? undefined : build?.stage.setCapabilities.find(mayNeed);
  return build && capability !== undefined ? { capability, dockerfile: build.path, isNeeded: false } : undefined;
}
