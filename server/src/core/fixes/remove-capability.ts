/** Takes an added capability from a container. */
import { commandNeeds } from '../checks/command-capabilities.ts';
import type { Capability, Container } from '../domain/container.ts';
import { capabilitiesForJob } from '../image/knowledge/host-jobs.ts';
import type { Context, Fix } from '../rule/rule.ts';
import { neededCapabilities, needFor } from './capabilities.ts';
import { adds, removes } from './effect.ts';
import { fixIf } from './fix.ts';
import { changeScalar, deleteNode } from './yaml-node.ts';

/** No fix where a command of the container uses the capability, or the program of its image. What else the program does is not known, so there is a note. */
export function removeCapabilityFix(ctx: Context, container: Container, capability: Capability): Fix[] {
  const { name, raw, node } = capability;
  if (commandNeeds(container).some(({ capabilities }) => capabilities.includes(name))) return [];
  if (container.image && capabilitiesForJob(container.image).includes(name)) return [];
  const keys = container.origin === 'compose' ? ['cap_add'] : ['securityContext', 'capabilities', 'add'];
  const gone = removes(container, ...keys, container.origin === 'compose' ? name : raw);
  const other = replacement(ctx, container, name);
  if (other !== undefined) {
    const note = `Check that the program starts with \`${other}\`, which reads and writes every file of the container but none of the host`;
    const title = `Replace \`${raw}\` with \`${other}\``;
    const edits = () => changeScalar(ctx, node, other);
    return fixIf(title, 'review', edits, [gone, adds(container, ...keys, other)], [note]);
  }
  const use = /^SET[UG]ID$/.test(name) ? 'starts without it: it may change to another user' : 'works without it';
  const note = needFor(ctx, container, name) ?? `Check that the program ${use}`;
  return fixIf(`Remove \`${raw}\``, 'review', () => deleteNode(ctx, node), [gone], [note]);
}

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
