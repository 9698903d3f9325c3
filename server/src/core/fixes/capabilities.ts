/** Drops capabilities of a container and keeps those that its start needs. */

import { isBuiltFromAbove } from '../checks/built-from-above.ts';
import { type BuiltStage, builtStage } from '../checks/built-stage.ts';
import { commandNeeds, DEFAULT_CAPABILITIES, lowPortsOfCommand } from '../checks/command-capabilities.ts';
import { declaredPorts } from '../checks/declared-ports.ts';
import { isExtended } from '../checks/extended-service.ts';
import { keptRoot, mayEndInitServer } from '../checks/kept-root.ts';
import { knownService } from '../checks/known-container.ts';
import { stageStepDown } from '../checks/own-step-down.ts';
import { isRootName, runUser } from '../checks/run-user.ts';
import { seemsStoreOfUnknownImage } from '../checks/unknown-store.ts';
import type { Container } from '../domain/container.ts';
import { lowPorts, type StepDown, stepDown } from '../image/knowledge/user/step-down.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import { mayWrite } from '../platform/platform.ts';
import type { Context, Fix } from '../rule/rule.ts';
import { compatible } from '../text/edits.ts';
import type { TextEdit } from '../text/span.ts';
import { appendItem, setKey, setPath } from '../yaml/edit/edit.ts';
import { isShared } from '../yaml/walk.ts';
import { isEmptyValue, keepsBraces, setSecurityContext } from './container.ts';
import { dropsCapabilities } from './effect.ts';
import { alone, fixIf, yamlOf } from './fix.ts';

/** The container starts as root and its image then changes to another user, for which it needs some capabilities. */
export const dropsRoot = (ctx: Context, container: Container): boolean =>
  knownStepDown(container) !== undefined || builtStepsDown(ctx, container);

function knownStepDown(container: Container): StepDown | undefined {
  const step = startsWithImageUser(container) ? stepDown(container.image!.reference!) : undefined;
  const kept = step && keptRoot(container, step);
  const isReplaced = kept?.because === 'entrypoint' && step !== undefined && step.when.length > 0;
  return kept?.because === 'unset' || isReplaced ? undefined : step;
}

/** The image is built here, and its entrypoint or that of its base image changes to another user. */
function builtStepsDown(ctx: Context, container: Container): boolean {
  const user = runUser(container, ctx);
  if (user.verdict !== 'root' || user.because !== 'dockerfile') return false;
  return user.stage.user.imageDropsRoot || stageStepDown(user.stage.start, user.path, ctx.workspace) !== undefined;
}

/** The image starts as root, and its entrypoint ends a server that it has started as another user. */
function endsInitServer(ctx: Context, container: Container): boolean {
  const step = knownStepDown(container);
  if (step) return mayEndInitServer(container, step);
  const user = runUser(container, ctx);
  return user.verdict === 'root' && user.because === 'dockerfile' && user.stage.user.imageEndsServer;
}

/** What an entrypoint needs to take over files and to change its user. */
const SWITCHING = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'];

/** Web servers whose master process starts as root and gives its workers another user. */
const WEB_SERVER = /(?:^|[^a-z])(?:nginx|openresty|tengine|apache2?|httpd)(?:[^a-z]|$)/i;

/** Nothing is known of the image, but its name or a mounted configuration tells that it runs a web server. */
function seemsWebServer({ image, hostMounts, user }: Container): boolean {
  const reference = image?.reference;
  if (!reference || image.builtHere || userRow(reference) || (user.value !== undefined && !isRootName(user.value)))
    return false;
  return WEB_SERVER.test(reference.repository) || hostMounts.some(({ target }) => WEB_SERVER.test(target ?? ''));
}

/** The container binds a port for which Kubernetes asks a program that is not root to have `NET_BIND_SERVICE`. */
export function bindsLowPort(ctx: Context, container: Container): boolean {
  // Since Docker 20.10 every process may bind every port of the container's own network. Runtimes of Kubernetes differ.
  const hostNetwork = container.hostNamespaces.some(({ namespace }) => namespace === 'network');
  return (container.origin === 'kubernetes' || hostNetwork) && lowPortsOf(ctx, container).length > 0;
}

/** The ports below 1024 that the container or its Dockerfile declares, that its command names, or, without any, that its image is known for. */
function lowPortsOf(ctx: Context, container: Container): number[] {
  const exposed = stageOf(ctx, container)?.stage.exposes ?? [];
  const declared = [...declaredPorts(container), ...exposed.map((port) => Number.parseInt(port, 10))].filter(
    Number.isInteger,
  );
  const reference = container.image?.reference;
  const known = declared.length > 0 || !reference ? [] : lowPorts(reference);
  return [...declared, ...lowPortsOfCommand(container), ...known].filter((port) => port > 0 && port < 1024);
}

/** The stage of the workspace that the container is built from. */
const stageOf = (ctx: Context, { owner }: Container): BuiltStage | undefined =>
  owner.origin === 'compose' && owner.build ? builtStage(owner.build, ctx) : undefined;

const startsAsRoot = ({ user }: Container): boolean => user.value === undefined || isRootName(user.value);

/** No setting gives the container a user other than root. */
const startsWithImageUser = (container: Container): boolean =>
  container.image?.reference !== undefined && !container.user.unknown && startsAsRoot(container);

/** The capabilities of the defaults that the container needs for its start, its commands and its ports, in alphabetical order. */
export function neededCapabilities(ctx: Context, container: Container): string[] {
  const step = knownStepDown(container);
  const commands = commandNeeds(container).flatMap((need) => need.capabilities);
  const needed = new Set([
    ...(step?.owns ?? []),
    ...(step?.needs ?? []),
    ...(builtStepsDown(ctx, container) || seemsWebServer(container) ? SWITCHING : []),
    ...(endsInitServer(ctx, container) ? ['KILL'] : []),
    ...commands.filter((name) => DEFAULT_CAPABILITIES.includes(name)),
    ...(lowPortsOf(ctx, container).length > 0 ? ['NET_BIND_SERVICE'] : []),
  ]);
  return [...needed].sort();
}

/** Why the container needs a capability, for a note; `undefined` if nothing is known to need it. */
export function needFor(ctx: Context, container: Container, name: string): string | undefined {
  const command = commandNeeds(container).find(({ capabilities }) => capabilities.includes(name))?.command;
  if (command !== undefined) return `\`${command}\` needs \`${name}\` and fails without it`;
  const port = name === 'NET_BIND_SERVICE' ? lowPortsOf(ctx, container)[0] : undefined;
  if (port !== undefined) return `Port ${port} needs \`${name}\`: let the program listen on a port from 1024 on`;
  const image = container.image?.raw;
  if (name === 'KILL' && endsInitServer(ctx, container))
    return image && `The entrypoint of \`${image}\` needs \`KILL\` to end the server of its first start`;
  const step = knownStepDown(container);
  return step && [...step.needs, ...step.owns].includes(name)
    ? `\`${container.image!.raw}\` needs \`${name}\` to start as root and change its user: set a user other than root too`
    : undefined;
}

/** The fix that drops all capabilities and adds those back that the container is known to need. None where it seems to need some, but nobody knows which. */
export function dropFixes(ctx: Context, container: Container): Fix[] {
  if (seemsStoreOfUnknownImage(container) || isExtended(container, ctx)) return [];
  const { owner } = container;
  if (owner.origin === 'compose' && owner.build && isBuiltFromAbove(owner.build, ctx)) return [];
  // The variable has its value from a file that includes this one, or from the environment: the needs of the image are unknown.
  if (owner.origin === 'compose' && !owner.build && container.image && !container.image.reference) return [];
  const kubernetes = container.origin === 'kubernetes';
  const keep = addedBack(ctx, container);
  const level = ctx.settings.podSecurity?.level;
  if (kubernetes && keep.some((name) => !isAllowed(name, level))) return [];
  const names = keep.map((name) => `\`${name}\``).join(', ');
  const switches = dropsRoot(ctx, container) || seemsWebServer(container);
  const ends = endsInitServer(ctx, container) ? ', and `KILL` for the server of its first start' : '';
  const reason = switches ? `what switching users needs${ends}` : names;
  const title = `${kubernetes ? 'Add `capabilities: drop: [ALL]`' : 'Add `cap_drop: [ALL]`'}${keep.length > 0 ? `, and add back ${reason}` : ''}`;
  const fixes = fixIf(title, 'review', () => dropAll(ctx, container), dropsCapabilities(container, keep.length > 0));
  const notes = commandNotes(container);
  if (knownService(container) && notes.length === 0) return fixes;
  const more = keep.length > 0 ? 'any other capability' : 'the capabilities';
  return alone(fixes, `Start the container and add back ${more} that its program needs`, ...notes);
}

/** Whether a Pod Security Standard allows a container to add a capability of the defaults. */
function isAllowed(name: string, level: string | undefined): boolean {
  if (level === 'restricted') return name === 'NET_BIND_SERVICE';
  return level !== 'baseline' || name !== 'NET_RAW';
}

/** What is to be known of the commands whose capabilities the fix keeps or cannot give. */
function commandNotes(container: Container): string[] {
  const needs = commandNeeds(container);
  const granted = new Set([...DEFAULT_CAPABILITIES, ...container.capAdd.map(({ name }) => name)]);
  const notes = needs.flatMap(({ command, capabilities }) => {
    const more = granted.has('ALL') ? [] : capabilities.filter((name) => !granted.has(name));
    const names = more.map((name) => `\`${name}\``).join(' and ');
    return more.length > 0 ? [`\`${command}\` needs ${names} too, which is not among the defaults`] : [];
  });
  const changesOwner = needs.some(({ command }) => command === 'chown' || command === 'chgrp');
  const hasVolume = container.origin === 'kubernetes' && container.lens.get('volumeMounts').items().length > 0;
  return changesOwner && hasVolume ? [...notes, FS_GROUP] : notes;
}

const FS_GROUP =
  "`fsGroup` in the pod's `securityContext` gives volumes a group without `chown`, and then needs none of these";

/** The capabilities that `dropAll` adds. */
export function addedBack(ctx: Context, container: Container): string[] {
  const names = new Set(container.capAdd.map(({ name }) => name));
  return names.has('ALL') ? [] : neededCapabilities(ctx, container).filter((name) => !names.has(name));
}

/**
 * Drops all capabilities, and adds those that the start needs to those that are added already. No edits where the platform refuses
 * these.
 */
export function dropAll(ctx: Context, container: Container): TextEdit[] {
  const unit = yamlOf(ctx);
  if (!unit || isShared(unit, container.node)) return [];
  const kubernetes = container.origin === 'kubernetes';
  const capabilities = container.lens.get('securityContext', 'capabilities');
  const added = kubernetes ? capabilities.get('add') : container.lens.get('cap_add');
  const keep = addedBack(ctx, container);
  if (keep.length > 0 && !mayWrite(container.platform, 'addedCapabilities')) return [];
  const drop = kubernetes
    ? setSecurityContext(ctx, container, ['capabilities', 'drop'], ['ALL'])
    : setPath(unit, container.node, ['cap_drop'], ['ALL']);
  if (keep.length === 0 || drop.length === 0) return drop;
  if (kubernetes && isEmptyValue(capabilities.node)) {
    if (keepsBraces(capabilities.node, drop)) return [];
    return setSecurityContext(ctx, container, ['capabilities'], { drop: ['ALL'], add: keep });
  }
  const { seq } = added;
  if (seq) {
    if (isShared(unit, seq)) return [];
    const items = keep.map((name) => appendItem(unit, seq, name)).reduce(together);
    // The new key may follow the list at once: the items come first.
    return together(items, drop);
  }
  if (added.node) return [];
  return together(
    drop,
    kubernetes
      ? setSecurityContext(ctx, container, ['capabilities', 'add'], keep)
      : setKey(unit, container.node, 'cap_add', keep),
  );
}

/** Combines two lists of edits; insertions at the same place are joined in order. */
function together(first: readonly TextEdit[], second: readonly TextEdit[]): TextEdit[] {
  const edits = [...first, ...second].sort((a, b) => a.span.start - b.span.start);
  if (compatible(edits)) return edits;
  const [a] = first;
  const [b] = second;
  if (first.length !== 1 || second.length !== 1 || !a || !b || a.span.start !== b.span.start) return [];
  return [{ span: a.span, text: a.text + b.text }];
}
