/** Running a Dockerfile's stage, a service or a pod as somebody else than root. Always for review: files and ports may need root. */

import type { RunUser } from '../checks/run-user.ts';
import { isRootName } from '../checks/run-user.ts';
import { accountsMade } from '../dockerfile/accounts.ts';
import { deleteInstruction, insertAfter, insertBefore } from '../dockerfile/edit.ts';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import { rootOnlyAtStart } from '../dockerfile/steps-down.ts';
import { insertionPointForUser } from '../dockerfile/where.ts';
import type { Container } from '../domain/container.ts';
import { imageUses } from '../domain/image-uses.ts';
import type { Unit } from '../domain/unit.ts';
import { controlSocket } from '../host-path/control-socket.ts';
import { defaultUser } from '../image/knowledge/user/default-user.ts';
import { dropsPrivileges, runsAs } from '../image/knowledge/user/drops-privileges.ts';
import { type NonRootPlan, nonRootPlan } from '../image/knowledge/user/non-root-user.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { changeSetting, deleteNode, setSecurityContext, setServiceKey } from './container.ts';
import { fix, fixIf } from './fix.ts';

/** The image at the root of a stage's chain. */
function rootImage(
  stage: Stage,
): { readonly stage: Stage; readonly reference: ImageReference | 'scratch' } | undefined {
  let here = stage;
  // A chain cannot be longer than the file has stages, and refers to earlier ones only.
  while (here.source.kind === 'stage') here = here.source.stage;
  if (here.source.kind === 'image') return { stage: here, reference: here.source.reference };
  return here.source.kind === 'scratch' ? { stage: here, reference: 'scratch' } : undefined;
}

/** A user that the stage chain was already using before it went back to root. */
function formerUser(stage: Stage): string | undefined {
  for (const instruction of [...stage.instructions].reverse()) {
    if (instruction.keyword === 'USER' && stage.userAt(instruction).verdict === 'non-root')
      return stage.userAt(instruction).user;
  }
  return undefined;
}

/** Fixes of a final stage that ends as root; `at` is its last `USER root`, if there is one. */
export function stageFixes(file: Dockerfile, stage: Stage, at: Instruction | undefined, ctx: Context): Fix[] {
  const image = rootImage(stage);
  const former = formerUser(stage);
  if (former)
    return [fix(`Go back to \`USER ${former}\``, 'review', () => addUser(file, stage, at, [`USER ${former}`]))];
  const made = accountsMade(stage.instructions);
  if (made.length > 0) return ofMade(file, stage, at, made);
  const plan: NonRootPlan | undefined =
    image?.reference === 'scratch'
      ? { kind: 'numeric', uid: 65532, gid: 65532 }
      : image && nonRootPlan(image.reference);
  if (!image || !plan) return [];
  switch (plan.kind) {
    case 'existing-user': {
      // The name that everybody knows; a service's user by its number, which Kubernetes can verify.
      const service = image.reference !== 'scratch' && dropsPrivileges(image.reference);
      const user = service ? `${plan.uid}:${plan.gid}` : plan.user;
      const title = `Run as the image's user${service ? ` ${plan.user}` : ''}: \`USER ${user}\``;
      return [fix(title, 'review', () => addUser(file, stage, at, [`USER ${user}`]))];
    }
    case 'numeric':
      return [
        fix(`Add \`USER ${plan.uid}:${plan.gid}\``, 'review', () =>
          addUser(file, stage, at, [`USER ${plan.uid}:${plan.gid}`]),
        ),
      ];
    case 'create-user':
      return [
        fix(`Create a user and run as it`, 'review', () =>
          addUser(file, stage, at, [`RUN ${plan.command}`, `USER ${plan.uid}:${plan.gid}`]),
        ),
      ];
    default:
      return at || image.reference === 'scratch' ? [] : otherImage(plan, image.stage, image.reference, ctx);
  }
}

/** The one account that the stage makes and does not use; of several, nobody knows which. */
function ofMade(
  file: Dockerfile,
  stage: Stage,
  at: Instruction | undefined,
  made: ReturnType<typeof accountsMade>,
): Fix[] {
  const [first] = made;
  if (!first || made.length > 1 || first.uid === 0) return [];
  const variable = /^"?\$\{?([A-Za-z_]\w*)\}?"?$/.exec(first.name.raw)?.[1];
  // With a value where the USER will stand: without one it names nobody.
  const place = insertionPointForUser(stage) ?? stage.instructions.at(-1) ?? stage.from;
  const known = variable !== undefined && Boolean(stage.expand(`$${variable}`, place).text);
  const user = first.name.literal ?? (known ? `$${variable}` : undefined);
  if (user === undefined || !/^\$?[\w.-]+$/.test(user) || isRootName(user)) return [];
  // Where only the strict profile asks, it is given what the strict profile wants: a number that Kubernetes can verify.
  const to = first.uid !== undefined && rootOnlyAtStart(stage) ? String(first.uid) : user;
  return [fix(`Run as the user made here: \`USER ${to}\``, 'review', () => addUser(file, stage, at, [`USER ${to}`]))];
}

/** Puts `lines` in the place of the last `USER root` when nothing runs after it, else where a USER belongs. */
function addUser(file: Dockerfile, stage: Stage, at: Instruction | undefined, lines: readonly string[]): TextEdit[] {
  const runsAfter =
    at !== undefined && stage.instructions.slice(stage.instructions.indexOf(at) + 1).some((i) => i.keyword === 'RUN');
  if (at && !runsAfter) {
    // The user must be made while still root: `USER root` stays when it is what makes that possible.
    if (lines.length > 1) return insertAfter(file, at, lines);
    const argument = at.argsSpan;
    return argument ? [{ span: argument, text: lines[0]!.replace(/^USER /, '') }] : deleteInstruction(file, at);
  }
  const before = insertionPointForUser(stage);
  return before ? insertBefore(file, before, lines) : insertAfter(file, stage.instructions.at(-1) ?? stage.from, lines);
}

function otherImage(
  plan: Extract<NonRootPlan, { kind: 'tag' | 'image' }>,
  stage: Stage,
  reference: ImageReference,
  ctx: Context,
): Fix[] {
  const use = imageUses(ctx.unit).find((u) => u.stage === stage && u.role === 'from');
  const to = plan.kind === 'image' ? plan.image : `${reference.raw.slice(0, reference.nameSpan.end)}:${plan.tag}`;
  return use ? fixIf(`Use \`${to}\``, 'review', () => use.replace(to)) : [];
}

/** Fixes of a service or container that runs as root, by what its image can do. */
export function containerFixes(container: Container, ctx: Context): Fix[] {
  // Control sockets belong to root and a group of the host: nobody else can use what this container is there for.
  if (container.hostMounts.some((m) => controlSocket(m.source)?.limited === false)) return [];
  // What is kept in root's home is out of reach of others.
  if (container.hostMounts.some((m) => /^\/root(?:\/|$)/.test(m.target ?? ''))) return [];
  const reference = container.image?.reference;
  const known = reference && defaultUser(reference);
  const ids = reference && runsAs(reference);
  const uid = ids?.uid ?? 10001;
  const stated = container.user.value !== undefined;
  // Its entrypoint does as root what it has to, and goes on as a user of its own, who is not known here.
  if (!stated && reference && dropsPrivileges(reference) && !ids) return [];
  if (stated && known?.user === 'non-root' && container.user.level === 'container') {
    return fixIf(`Leave it to the image, which runs as ${known.name ?? known.uid ?? 'another user'}`, 'review', () =>
      deleteNode(ctx, container.user.node),
    );
  }
  if (container.origin === 'compose') {
    const user = `${uid}:${ids?.gid ?? uid}`;
    const edits = (): TextEdit[] =>
      stated ? changeSetting(ctx, container, container.user, user) : setServiceKey(ctx, container, ['user'], user);
    return fixIf(`Run as \`${user}\``, 'review', edits);
  }
  if (stated) return fixIf(`Run as user ${uid}`, 'review', () => otherUser(container, ctx, uid));
  return fixIf(`Add \`runAsNonRoot: true\` and \`runAsUser: ${uid}\``, 'review', () => podUser(container, ctx, uid));
}

/** Another number in the place of 0; a `runAsNonRoot: false` beside it is true then. */
function otherUser(container: Container, ctx: Context, uid: number): TextEdit[] {
  const { user, runAsNonRoot, owner } = container;
  const edits = changeSetting(ctx, container, user, String(uid));
  if (edits.length === 0 || runAsNonRoot.value !== false || runAsNonRoot.level !== user.level) return edits;
  const heirs = owner.origin === 'kubernetes' && user.level === 'pod' ? owner.containers : [];
  // A container with a number of its own may be root, which the pod must go on to allow.
  if (heirs.some((c) => c.user.level === 'container' && c.runAsNonRoot.level === 'pod')) return edits;
  return [...edits, ...changeSetting(ctx, container, runAsNonRoot, 'true')].sort((a, b) => a.span.start - b.span.start);
}

function podUser(container: Container, ctx: Context, uid: number): TextEdit[] {
  const security = container.node.entries.some((e) => e.key === 'securityContext');
  const first = setSecurityContext(ctx, container, ['runAsUser'], uid);
  if (first.length === 0) return [];
  const second = setSecurityContext(ctx, container, ['runAsNonRoot'], true);
  if (container.runAsNonRoot.value === false && container.runAsNonRoot.level === 'container') {
    return [...changeSetting(ctx, container, container.runAsNonRoot, 'true'), ...first];
  }
  if (!security) return setSecurityContext(ctx, container, [], { runAsNonRoot: true, runAsUser: uid });
  // Two keys behind the same last entry: one insertion.
  const [a, b] = [second[0], first[0]];
  return a && b && a.span.start === b.span.start && a.span.end === b.span.end
    ? [{ span: a.span, text: a.text + b.text }]
    : [...second, ...first];
}

/** The fixes of the Dockerfile's stage that a service is built from, offered at the service. */
export function builtFixes(built: Extract<RunUser, { because: 'dockerfile' }>, ctx: Context): Fix[] {
  // Asked again when a fix is taken: the Dockerfile may have been edited since, in a way that changed nothing for others.
  const now = (): { readonly unit: Unit; readonly fixes: readonly Fix[] } => {
    const { unit } = built.place;
    const stage = unit.kind === 'dockerfile' ? unit.dockerfile.stages[built.stage.index] : undefined;
    if (unit.kind !== 'dockerfile' || !stage) return { unit, fixes: [] };
    const { origin } = stage.user;
    const last = origin.kind === 'instruction' && origin.stage === stage ? origin.instruction : undefined;
    return { unit, fixes: stageFixes(unit.dockerfile, stage, last, { ...ctx, unit }) };
  };
  return now().fixes.map(({ title, safety }, nth) =>
    fix(`${title} in \`${built.path}\``, safety, () => {
      const { unit, fixes } = now();
      const edits = (fixes[nth]?.change() ?? []).filter((c) => 'span' in c);
      return edits.length > 0 ? [{ unit, edits }] : [];
    }),
  );
}
