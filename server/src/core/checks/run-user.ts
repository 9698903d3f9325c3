/** The user that a container of a Compose service or a pod runs as: from its own settings, else from its image. Three-valued. */
import type { ServiceBuild } from '../domain/compose.ts';
import type { Container } from '../domain/container.ts';
import type { Place } from '../domain/unit.ts';
import { defaultUser } from '../image/knowledge/user/default-user.ts';
import { type StepDown, stepDown } from '../image/knowledge/user/step-down.ts';
import type { ImageReference } from '../image/reference.ts';
import { isInEffect } from '../platform/platform.ts';
import type { Context } from '../rule/rule.ts';
import type { StageFacts } from '../workspace/facts/dockerfile.ts';
import { ABSENT } from '../yaml/setting.ts';
import { builtStage } from './built-stage.ts';
import { type KeptRoot, keptRoot } from './kept-root.ts';

export type RunUser =
  | { readonly verdict: 'root'; readonly because: 'setting' }
  | {
      readonly verdict: 'root';
      readonly because: 'image';
      readonly reference: ImageReference;
      /** How the image gives up root, whether or not it does so in this container. */
      readonly stepDown: StepDown | undefined;
      /** Why it does not do so here; `undefined` when it does, or has no way to. */
      readonly kept: KeptRoot | undefined;
    }
  | {
      readonly verdict: 'root';
      readonly because: 'dockerfile';
      readonly path: string;
      readonly stage: StageFacts;
      readonly place: Place;
      /** Only with the build arguments that the service gives. */
      readonly byArguments: boolean;
    }
  | { readonly verdict: 'non-root' }
  | { readonly verdict: 'unknown' };

/** Whether a user, as written, is root: `root`, or a numeric zero. */
export const isRootName = (user: string): boolean => /^(root|0+)$/i.test(user);

export function runUser(container: Container, ctx: Context): RunUser {
  const { platform } = container;
  const user = isInEffect(platform, 'user') ? container.user : ABSENT;
  const runAsNonRoot = isInEffect(platform, 'runAsNonRoot') ? container.runAsNonRoot : ABSENT;
  if (user.unknown) return { verdict: 'unknown' };
  if (user.value !== undefined)
    return isRootName(user.value) ? { verdict: 'root', because: 'setting' } : { verdict: 'non-root' };
  // The kubelet refuses to start a pod as root with this setting.
  if (runAsNonRoot.value === true) return { verdict: 'non-root' };
  if (platform.settings.user === 'supplied') return { verdict: 'non-root' };
  if (runAsNonRoot.unknown || container.partial || container.windows) return { verdict: 'unknown' };
  return container.owner.origin === 'compose' && container.owner.build
    ? builtUser(container.owner.build, ctx)
    : imageUser(container);
}

function imageUser(container: Container): RunUser {
  const image = container.image;
  if (!image?.reference || image.overridable) return { verdict: 'unknown' };
  const known = defaultUser(image.reference);
  if (!known) return { verdict: 'unknown' };
  if (known.user !== 'root') return { verdict: 'non-root' };
  const step = stepDown(image.reference);
  const kept = step && keptRoot(container, step);
  return { verdict: 'root', because: 'image', reference: image.reference, stepDown: step, kept };
}

/** The user of the stage that a service is built from, in a Dockerfile of the workspace. */
function builtUser(build: ServiceBuild, ctx: Context): RunUser {
  const built = builtStage(build, ctx);
  if (!built) return { verdict: 'unknown' };
  const { path, located, stage, byArguments } = built;
  if (stage.user.verdict === 'unknown') return { verdict: 'unknown' };
  if (stage.user.verdict === 'non-root') return { verdict: 'non-root' };
  // Read at each access: the stage moves in an edited Dockerfile while its facts stay equal.
  const place: Place = {
    get unit() {
      return located.place.unit;
    },
    get at() {
      return located.fact.stages[stage.index]?.at ?? located.place.at;
    },
  };
  return { verdict: 'root', because: 'dockerfile', path, stage, place, byArguments };
}
