/** Finds a user other than root for a Dockerfile stage. Always for review: files and ports may need root. */

import { dependents } from '../checks/built-on.ts';
import { likelyServices, mayNeedRoot } from '../checks/likely-services.ts';
import { isRootName } from '../checks/run-user.ts';
import { unreadScripts } from '../checks/start-files.ts';
import { createdAccounts } from '../dockerfile/accounts.ts';
import { imageStepDown, rootOnlyAtStart } from '../dockerfile/drops-root.ts';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import { startInstructions } from '../dockerfile/start-scripts.ts';
import { userConfiguration } from '../dockerfile/user-configuration.ts';
import { userInsertionPoint } from '../dockerfile/user-insertion-point.ts';
import { foldersOf, mayHandOver } from '../dockerfile/written-folders.ts';
import { imageUses } from '../domain/image-uses.ts';
import { type NonRootPlan, nonRootPlan } from '../image/knowledge/user/non-root-user.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import type { ServiceFacts } from '../workspace/facts/compose.ts';
import { adds, setsImage, setsUser } from './effect.ts';
import { fix, fixIf, inPlaces } from './fix.ts';
import { digestNotes } from './image.ts';
import { mountedNotes } from './mounted-notes.ts';
import { commandsAfter, commandsOfImage, keepRoot, keepsRootNotes } from './root-for-commands.ts';
import { stageUserNotes } from './stage-user-notes.ts';
import { addUser } from './user-instruction.ts';

/** The base image at the start of a stage's chain. */
function rootImage(
  stage: Stage,
): { readonly stage: Stage; readonly reference: ImageReference | 'scratch' } | undefined {
  let here = stage;
  // A stage refers only to earlier ones, so the chain is finite.
  while (here.source.kind === 'stage') here = here.source.stage;
  if (here.source.kind === 'image') return { stage: here, reference: here.source.reference };
  return here.source.kind === 'scratch' ? { stage: here, reference: 'scratch' } : undefined;
}

/** A user that the stage already used before it changed back to root. */
function formerUser(stage: Stage): string | undefined {
  const users = stage.instructions.filter((i) => i.keyword === 'USER').map((i) => stage.userAt(i));
  return users.findLast((user) => user.verdict === 'non-root')?.user;
}

/** Fixes for a final stage that ends as root. `last` is its last `USER root`, if it has one. */
export function stageUserFixes(file: Dockerfile, stage: Stage, last: Instruction | undefined, ctx: Context): Fix[] {
  // Where the service builds the image, the finding says this.
  if (stage.final && mayNeedRoot(ctx.workspace, ctx.unit.path)) return [];
  const others = commandsAfter(file, stage);
  const { written, working } = foldersOf(stage);
  const volumes = rootVolumes(stage, ctx);
  const handed = withShell(stage) ? [...new Set([...written, ...volumes])].slice(0, MAX_FOLDERS) : [];
  // A volume at a folder that the image does not prepare belongs to root.
  if (!volumes.every((one) => handed.includes(one) && mayHandOver(one, working))) return [];
  const runAs = (title: string, user: string, make?: string): Fix[] => {
    const commands = [...(make === undefined ? [] : [make]), ...handOver(handed, user)];
    const lines = [...(commands.length > 0 ? [`RUN ${commands.join(' && ')}`] : []), `USER ${user}`];
    return [
      fix(
        title,
        'review',
        () => [...addUser(file, stage, last, lines), ...keepRoot(file, others)],
        [
          setsUser(stage),
          ...(lines.length > 1 ? [adds(stage, 'instructions', 'RUN *')] : []),
          ...others.map((other) => adds(other.stage, 'instructions', 'USER *')),
        ],
        [
          ...keepsRootNotes(others),
          ...configurationNotes(stage),
          ...unreadNotes(file, stage, ctx),
          ...dependentNotes(stage, ctx),
          ...volumeNotes(volumes),
          ...mountedNotes(hostFolders(stage, ctx)),
          ...stageUserNotes(stage, handed),
        ],
      ),
    ];
  };
  const former = formerUser(stage);
  if (former) return runAs(`Go back to \`USER ${former}\``, former);
  const made = createdAccounts(stage.instructions);
  if (made.length > 0) {
    const user = madeUser(stage, made);
    return user === undefined ? [] : runAs(`Run as the user made here: \`USER ${user}\``, user);
  }
  const image = rootImage(stage);
  const plan: NonRootPlan | undefined =
    image?.reference === 'scratch'
      ? { kind: 'numeric', uid: 65532, gid: 65532 }
      : image && nonRootPlan(image.reference);
  if (!image || !plan) return [];
  // A whole file system that is copied may hold anything, and a script of it may need root.
  if (image.reference === 'scratch' && unreadScripts(stage, file, ctx.unit.path, ctx.workspace).length > 0) return [];
  switch (plan.kind) {
    case 'existing-user': {
      // A well-known user by its name; a service's user by its number, which Kubernetes can verify.
      const service = image.reference !== 'scratch' && imageStepDown(stage, image.reference) !== undefined;
      const user = service ? `${plan.uid}:${plan.gid}` : plan.user;
      return runAs(`Run as the image's user${service ? ` ${plan.user}` : ''}: \`USER ${user}\``, user);
    }
    case 'numeric':
      return runAs(`Add \`USER ${plan.uid}:${plan.gid}\``, `${plan.uid}:${plan.gid}`);
    case 'create-user':
      return runAs('Create a user and run as it', `${plan.uid}:${plan.gid}`, plan.command);
    default:
      return last || image.reference === 'scratch'
        ? []
        : otherImage(file, stage, plan, image.stage, image.reference, ctx);
  }
}

/** The most folders that a fix hands over; their commands stand in one line. */
const MAX_FOLDERS = 6;

/** The services that start the image of the final stage, or probably do. */
const servicesOf = ({ unit, workspace }: Context): ServiceFacts[] =>
  [
    ...workspace.servicesBuilding(unit.path).filter(({ fact }) => fact.build?.target === undefined),
    ...likelyServices(workspace, unit.path),
  ].map(({ fact }) => fact);

/** Where these services mount folders of the host. */
const hostFolders = (stage: Stage, ctx: Context): string[] =>
  stage.final ? [...new Set(servicesOf(ctx).flatMap(({ folders }) => folders))] : [];

/** Where the services that start the image mount volumes which would belong to root: Docker gives a new volume the owner of the folder in the image. */
function rootVolumes(stage: Stage, ctx: Context): string[] {
  if (!stage.final) return [];
  const { isOwned, written } = foldersOf(stage);
  const all = new Set(servicesOf(ctx).flatMap(({ volumes }) => volumes));
  return [...all].filter(
    (folder) => !isOwned(folder) && !written.some((one) => one !== folder && `${folder}/`.startsWith(`${one}/`)),
  );
}

const volumeNotes = (volumes: readonly string[]): string[] =>
  volumes.length === 0
    ? []
    : [
        `Change the owner of the volumes that exist already, mounted at ${volumes.map((one) => `\`${one}\``).join(', ')}: they belong to root`,
      ];

/** Images without a shell run no command. */
function withShell(stage: Stage): boolean {
  const reference = rootImage(stage)?.reference;
  return reference !== 'scratch' && reference?.familiar.startsWith('gcr.io/distroless/') !== true;
}

const handOver = (folders: readonly string[], user: string): string[] =>
  folders.length === 0 ? [] : [`mkdir -p ${folders.join(' ')}`, `chown -R ${user} ${folders.join(' ')}`];

/** Other images that are built on this one begin as its user. */
function dependentNotes(stage: Stage, ctx: Context): string[] {
  if (!stage.final) return [];
  const paths = [...new Set(dependents(ctx.unit.path, ctx).map(({ path }) => path))];
  if (paths.length > 0) {
    const images = paths.length === 1 ? 'one image' : `${paths.length} images`;
    return [`Build ${images} on it again, such as \`${paths[0]}\`: they run as this user too`];
  }
  return startInstructions(stage).length > 0
    ? []
    : ['No command is set here: if other images build on this one, their RUN instructions run as this user too'];
}

/** What nothing here tells of: scripts that come from elsewhere. */
function unreadNotes(file: Dockerfile, stage: Stage, ctx: Context): string[] {
  const names = unreadScripts(stage, file, ctx.unit.path, ctx.workspace).map((name) => `\`${name}\``);
  return names.length === 0
    ? []
    : [`Read ${names.join(' and ')}, which no COPY with a known source brings: it must work without root`];
}

/** A server whose configuration names another user changes to it, which only root can do. */
function configurationNotes(stage: Stage): string[] {
  const found = userConfiguration(stage);
  if (!found) return [];
  const settings = found.settings.map((name) => `\`${name}\``).join(' and ');
  return [`Remove ${settings} from \`${found.file}\` if it sets them: only root may change its user`];
}

/** The one account that the stage creates and does not use; `undefined` for several, since the intended one is unclear. */
function madeUser(stage: Stage, made: ReturnType<typeof createdAccounts>): string | undefined {
  const [first] = made;
  if (!first || made.length > 1 || first.uid === 0) return undefined;
  const variable = /^"?\$\{?([A-Za-z_]\w*)\}?"?$/.exec(first.name.raw)?.[1];
  // The variable must have a value at the place of the USER, else the USER names no user.
  const place = userInsertionPoint(stage) ?? stage.instructions.at(-1) ?? stage.from;
  const known = variable !== undefined && Boolean(stage.expand(`$${variable}`, place).text);
  const user = first.name.literal ?? (known ? `$${variable}` : undefined);
  if (user === undefined || !/^\$?[\w.-]+$/.test(user) || isRootName(user)) return undefined;
  // Only the strict profile reports this case, and it requires a number, which Kubernetes can verify.
  return first.uid !== undefined && rootOnlyAtStart(stage) ? String(first.uid) : user;
}

const UNPRIVILEGED_PORT =
  'This image listens on 8080: change the ports that lead to it, and a `listen` below 1024 in a configuration of your own';

/** A variant of the image that does not run as root, for `wanted`. `stage`: the one that is FROM the image. */
function otherImage(
  file: Dockerfile,
  wanted: Stage,
  plan: Extract<NonRootPlan, { kind: 'tag' | 'image' }>,
  stage: Stage,
  reference: ImageReference,
  ctx: Context,
): Fix[] {
  const uses = imageUses(ctx.unit).filter((u) => u.role === 'from');
  const use = uses.find((u) => u.stage === stage);
  const to = plan.kind === 'image' ? plan.image : `${reference.raw.slice(0, reference.nameSpan.end)}:${plan.tag}`;
  if (!use) return [];
  // An ARG changes the image of all stages that name it.
  const alike = uses.filter((u) => u === use || (u.raw === use.raw && u.raw.includes('$')));
  const commands = commandsOfImage(
    file,
    alike.flatMap((u) => u.stage ?? []),
    wanted,
  );
  const change = (): TextEdit[] => {
    const edits = use.replace(to);
    return edits.length > 0 ? [...edits, ...keepRoot(file, commands, plan.uid)] : [];
  };
  const effect = [...setsImage(use, ctx), ...commands.map((c) => adds(c.stage, 'instructions', 'USER *'))];
  const notes = [
    ...keepsRootNotes(commands),
    ...(plan.kind === 'image' ? [UNPRIVILEGED_PORT] : []),
    ...digestNotes(reference),
    ...mountedNotes(hostFolders(wanted, ctx)),
    ...stageUserNotes(wanted, []),
  ];
  return fixIf(`Use \`${to}\`${inPlaces(use.places)}`, 'review', change, effect, notes);
}
