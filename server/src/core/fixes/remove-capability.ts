/** Takes an added capability from a container. */
import { commandNeeds } from '../checks/command-capabilities.ts';
import { debuggerOf } from '../checks/debugger.ts';
import { lostCapability } from '../checks/lost-capability.ts';
import { needsNoHost } from '../checks/needs-no-host.ts';
import { saidOf } from '../checks/setting-comments.ts';
import type { Capability, Container } from '../domain/container.ts';
import { capabilitiesForJob } from '../image/knowledge/host-jobs.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import { DEFAULT_CAPABILITIES } from '../kubernetes/pod-security/lists.ts';
import type { Context, Fix } from '../rule/rule.ts';
import { neededCapabilities, needFor } from './capabilities.ts';
import { adds, removes } from './effect.ts';
import { fixIf } from './fix.ts';
import { changeScalar, deleteNode } from './yaml-node.ts';

/** What a data store uses where it has it: to keep its memory from being swapped out, and to place its threads. Source: capabilities(7). */
const HELPS_STORES = /^(?:IPC_LOCK|SYS_NICE|SYS_RESOURCE)$/;

/**
 * A fix only where it is known that the program works without the capability: it needs nothing of the host, runs without root and so gets no added
 * capability, or has the capability by default. Of others nobody knows; a capability is added because something failed.
 */
export function removeCapabilityFix(ctx: Context, container: Container, capability: Capability): Fix[] {
  const { name, raw, node } = capability;
  if (saidOf(ctx.unit, node.span.start) === 'keep') return [];
  if (commandNeeds(container).some(({ capabilities }) => capabilities.includes(name))) return [];
  if (container.image && capabilitiesForJob(container.image).includes(name)) return [];
  if (name === 'SYS_PTRACE' && isForDebugger(container, ctx)) return [];
  const keys = container.origin === 'compose' ? ['cap_add'] : ['securityContext', 'capabilities', 'add'];
  const gone = removes(container, ...keys, container.origin === 'compose' ? name : raw);
  const other = replacement(ctx, container, name);
  if (other !== undefined) {
    const note = `Check that the program starts with \`${other}\`, which reads and writes every file of the container but none of the host`;
    const title = `Replace \`${raw}\` with \`${other}\``;
    const edits = () => changeScalar(ctx, node, other);
    return fixIf(title, 'review', edits, [gone, adds(container, ...keys, other)], [note]);
  }
  if (!isUnused(ctx, container, capability)) return [];
  const use = /^SET[UG]ID$/.test(name) ? 'starts without it: it may change to another user' : 'works without it';
  const note = needFor(ctx, container, name) ?? `Check that the program ${use}`;
  return fixIf(`Remove \`${raw}\``, 'review', () => deleteNode(ctx, node), [gone], [note]);
}

/** Whether more than the capability says that a debugger needs it. */
const isForDebugger = (container: Container, { unit }: Context): boolean =>
  debuggerOf({ ...container, capAdd: [] }, unit) !== undefined;

const isUnused = (ctx: Context, container: Container, { name }: Capability): boolean =>
  (needsNoHost(container) && !HELPS_STORES.test(name)) ||
  (/^[1-9]\d*(?::|$)/.test(container.user.value ?? '') && hasNoFileCapability(container, ctx)) ||
  (DEFAULT_CAPABILITIES.has(name) && !container.capDrop.some((c) => c.name === 'ALL' || c.name === name));

/**
 * Whether no file gives its program a capability: then nobody but root gets one that is added. `no_new_privs` takes the capabilities of files away. Neither
 * Docker nor Kubernetes makes an added capability ambient. Source: capabilities(7).
 */
const hasNoFileCapability = (container: Container, ctx: Context): boolean =>
  container.allowPrivilegeEscalation.value === false ||
  (container.image?.reference !== undefined &&
    !container.image.overridable &&
    userRow(container.image.reference) !== undefined &&
    lostCapability(container, ctx) === undefined);

/**
 * The capability of the defaults that does for the start of the container what `name` does; `undefined` if there is none, or if the container
 * has it anyway. Both pass over the permissions of files, but only `DAC_READ_SEARCH` opens files outside of the container, with
 * open_by_handle_at(2). Source: capabilities(7).
 */
function replacement(ctx: Context, container: Container, name: string): string | undefined {
  const other = 'DAC_OVERRIDE';
  const dropped = new Set(container.capDrop.map((c) => c.name));
  const isThere = container.capAdd.some((c) => c.name === other) || !(dropped.has('ALL') || dropped.has(other));
  return name === 'DAC_READ_SEARCH' && !isThere && neededCapabilities(ctx, container).includes(other)
    ? other
    : undefined;
}
