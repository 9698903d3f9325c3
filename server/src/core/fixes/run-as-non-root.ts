/** Sets `runAsNonRoot` of a pod's container. */
import { type LikelyBuild, likelyBuild } from '../checks/likely-build.ts';
import { needsRoot, writesToNode } from '../checks/needs-root.ts';
import { stageStepDown } from '../checks/own-step-down.ts';
import { runUser } from '../checks/run-user.ts';
import type { Container } from '../domain/container.ts';
import type { Workload } from '../domain/kubernetes.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import { mayWrite } from '../platform/platform.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { changeSetting, ofPod, setPodSecurityContext, setSecurityContext } from './container.ts';
import { containerUserFixes } from './container-user.ts';
import { either, sets } from './effect.ts';
import { alone, fixIf } from './fix.ts';
import { addPodUser } from './run-as-user.ts';

/** The fix that adds `runAsNonRoot`; empty if the container works only as root. */
export function runAsNonRootFixes(container: Container, owner: Workload, ctx: Context): Fix[] {
  if (needsRoot(container)) return [];
  const build = knownBuild(container, ctx);
  const named = mayWrite(container.platform, 'user') ? (namedUser(container) ?? builtUser(build)) : undefined;
  if (named) return numberedFixes(container, ctx, named, build);
  if (writesToNode(container) && !hasNumberedUser(container)) return [];
  if (build?.stage.user.verdict === 'root') return builtAsRoot(container, build, ctx);
  // Most images have root as their user, or a name: with the setting alone the container would not start.
  if (!isNumbered(container, build)) return [];
  const count = ofOnePod(owner, ctx) ? owner.containers.filter((c) => c.runAsNonRoot.level !== 'container').length : 1;
  return fixIf(`Add \`runAsNonRoot: true\`${ofPod(count)}`, 'review', () => setRunAsNonRoot(container, owner, ctx), [
    either(...[owner, container].map((part) => sets(part, 'securityContext', 'runAsNonRoot'))),
  ]);
}

/**
 * The fix for a container's own `runAsNonRoot: false`; empty unless the image is known to have another user than root. If that user is a name, the fix
 * also sets its number.
 */
export function refuseRootFixes(container: Container, ctx: Context): Fix[] {
  if (needsRoot(container)) return [];
  const build = knownBuild(container, ctx);
  const named = mayWrite(container.platform, 'user') ? (namedUser(container) ?? builtUser(build)) : undefined;
  if (named) return numberedFixes(container, ctx, named, build, 'Set');
  if (!isNumbered(container, build)) return [];
  const fixes = fixIf(
    'Set `runAsNonRoot: true`',
    'review',
    () => changeSetting(ctx, container, container.runAsNonRoot, 'true'),
    [sets(container, 'securityContext', 'runAsNonRoot')],
  );
  return build ? alone(fixes, buildCheck(build)) : fixes;
}

/** Whether the kubelet starts a container that inherits `runAsNonRoot: true`: the number of its user is known, and not 0. */
export const startsAsNonRoot = (container: Container, ctx: Context): boolean =>
  !needsRoot(container) && isNumbered(container, knownBuild(container, ctx));

/** How a container can refuse root: the image already has a number as its user, needs the number of its named user, or is not known. */
export type NonRootWay = 'numbered' | 'unknown' | { readonly uid: number; readonly check: string | undefined };

/** `undefined` where the container works, or starts, only as root, or where the number of its user is not known. */
export function nonRootWay(container: Container, ctx: Context): NonRootWay | undefined {
  if (needsRoot(container) || runUser(container, ctx).verdict === 'root') return undefined;
  const build = knownBuild(container, ctx);
  if (isNumbered(container, build)) return 'numbered';
  if (writesToNode(container) || build?.stage.user.verdict === 'root') return undefined;
  const named = namedUser(container) ?? builtUser(build);
  if (!named) return 'unknown';
  if (named.uid === undefined || !mayWrite(container.platform, 'user')) return undefined;
  return { uid: named.uid, check: build && buildCheck(build) };
}

const knownBuild = (container: Container, ctx: Context): LikelyBuild | undefined =>
  container.user.value === undefined ? likelyBuild(container, ctx) : undefined;

const buildCheck = ({ path }: LikelyBuild): string => `Check that \`${path}\` builds the image`;

/** The kubelet does not start a container whose user is a name, so it gets the number beside the setting. */
function numberedFixes(
  container: Container,
  ctx: Context,
  { uid, name, of }: NamedUser,
  build: LikelyBuild | undefined,
  verb: 'Add' | 'Set' = 'Add',
): Fix[] {
  if (uid === undefined) return [];
  const title = `${verb} \`runAsNonRoot: true\` and \`runAsUser: ${uid}\`, the user \`${name}\` of ${of}`;
  const effect = ['runAsNonRoot', 'runAsUser'].map((key) => sets(container, 'securityContext', key));
  const fixes = fixIf(title, 'review', () => addPodUser(container, ctx, uid), effect);
  return build ? alone(fixes, buildCheck(build)) : fixes;
}

/** With the setting alone, the container would not start. An image that gives up root by itself may need to start as root. */
function builtAsRoot(container: Container, { path, stage }: LikelyBuild, ctx: Context): Fix[] {
  if (stage.user.imageDropsRoot || stageStepDown(stage.start, path, ctx.workspace)) return [];
  return alone(containerUserFixes(container, ctx), `Check that \`${path}\` builds the image: its user is root`);
}

/** Whether the container, its image or the Dockerfile that seems to build it has a number as its user. */
const isNumbered = (container: Container, build: LikelyBuild | undefined): boolean =>
  hasNumberedUser(container) ||
  (build?.stage.user.verdict === 'non-root' && /^[1-9]\d*(?::|$)/.test(build.stage.user.user ?? ''));

/** The kubelet starts a container with the setting only if the number of its user is known and not 0. */
function hasNumberedUser({ user, image }: Container): boolean {
  if (user.value !== undefined) return /^[1-9]\d*$/.test(user.value);
  return image?.reference !== undefined && /^[1-9]\d*(?::|$)/.test(userRow(image.reference)?.user ?? '');
}

/** The user that the image is known to have by name. The kubelet does not start such a container, since the name may be another for root. */
function namedUser({ user, image }: Container): NamedUser | undefined {
  const row = user.value === undefined && image?.reference ? userRow(image.reference) : undefined;
  if (!row || /^\d|^(?:root|non-root)(?::|$)/.test(row.user)) return undefined;
  return { name: row.user.split(':')[0]!, uid: row.ids.uid, of: 'the image' };
}

/** The user that the Dockerfile of the image seems to set by name. */
function builtUser(build: LikelyBuild | undefined): NamedUser | undefined {
  const { verdict, user: name, uid } = build?.stage.user ?? {};
  if (!build || verdict !== 'non-root' || !name || /^\d/.test(name)) return undefined;
  return { name: name.split(':')[0]!, uid, of: `\`${build.path}\`` };
}

interface NamedUser {
  readonly name: string;
  readonly uid: number | undefined;
  /** What has the user: text for the title. */
  readonly of: string;
}

/** Sets `runAsNonRoot` on the pod if no container needs another value, else on the container. */
const setRunAsNonRoot = (container: Container, owner: Workload, ctx: Context): TextEdit[] =>
  ofOnePod(owner, ctx) ? setOnPod(owner, ctx) : setSecurityContext(ctx, container, ['runAsNonRoot'], true);

const setOnPod = ({ podSpec }: Workload, ctx: Context): TextEdit[] =>
  setPodSecurityContext(ctx, podSpec, ['runAsNonRoot'], true);

/** Whether the pod can have the setting, for all its containers. */
function ofOnePod(owner: Workload, ctx: Context): boolean {
  const alike = owner.containers.every((c) => {
    if (c.runAsNonRoot.value === false || runUser(c, ctx).verdict === 'root' || needsRoot(c)) return false;
    return isNumbered(c, knownBuild(c, ctx));
  });
  return alike && owner.platform.writes.podSecurity && setOnPod(owner, ctx).length > 0;
}
