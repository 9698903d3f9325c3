/** Drops capabilities of a container and keeps those that its start needs. */
import { keptRoot } from '../checks/kept-root.ts';
import { isRootName } from '../checks/run-user.ts';
import type { Container } from '../domain/container.ts';
import { defaultUser } from '../image/knowledge/user/default-user.ts';
import { lowPorts, stepDown } from '../image/knowledge/user/step-down.ts';
import { mayWrite } from '../platform/platform.ts';
import type { Context } from '../rule/rule.ts';
import { compatible } from '../text/edits.ts';
import type { TextEdit } from '../text/span.ts';
import { appendItem, setKey, setPath } from '../yaml/edit/edit.ts';
import { isShared } from '../yaml/walk.ts';
import { setSecurityContext } from './container.ts';
import { yamlOf } from './fix.ts';

/** The container starts as root and its image then changes to another user, for which it needs some capabilities. */
export function dropsRoot(container: Container): boolean {
  const step = startsWithImageUser(container) ? stepDown(container.image!.reference!) : undefined;
  return step !== undefined && keptRoot(container, step)?.because !== 'unset';
}

/** The image starts as root and binds a port that needs `NET_BIND_SERVICE`. */
export function bindsLowPort(container: Container): boolean {
  const reference = container.image?.reference;
  if (!reference || !startsWithImageUser(container) || defaultUser(reference)?.user !== 'root') return false;
  // Since Docker 20.10 every process may bind every port of the container's own network. Runtimes of Kubernetes differ.
  const hostNetwork = container.hostNamespaces.some(({ namespace }) => namespace === 'network');
  if (container.origin === 'compose' && !hostNetwork) return false;
  const declared = container.origin === 'kubernetes' ? container.lens.get('ports').items() : [];
  const ports = declared.map((port) => Number(port.get('containerPort').text)).filter(Number.isInteger);
  return ports.length > 0 ? ports.some((port) => port < 1024) : lowPorts(reference).length > 0;
}

/** No setting gives the container a user other than root. */
const startsWithImageUser = ({ user, image }: Container): boolean =>
  image?.reference !== undefined && !user.unknown && (user.value === undefined || isRootName(user.value));

/** The capabilities that the image needs to start as root, in alphabetical order. */
export function neededCapabilities(container: Container): string[] {
  const step = dropsRoot(container) ? stepDown(container.image!.reference!) : undefined;
  return [
    ...(step?.owns ?? []),
    ...(step?.needs ?? []),
    ...(bindsLowPort(container) ? ['NET_BIND_SERVICE'] : []),
  ].sort();
}

/** The capabilities that `dropAll` adds. */
export function addedBack(container: Container): string[] {
  const names = new Set(container.capAdd.map(({ name }) => name));
  return names.has('ALL') ? [] : neededCapabilities(container).filter((name) => !names.has(name));
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
  const keep = addedBack(container);
  if (keep.length > 0 && !mayWrite(container.platform, 'addedCapabilities')) return [];
  if (kubernetes && !capabilities.node && keep.length > 0)
    return setSecurityContext(ctx, container, ['capabilities'], { drop: ['ALL'], add: keep });
  const drop = kubernetes
    ? setSecurityContext(ctx, container, ['capabilities', 'drop'], ['ALL'])
    : setPath(unit, container.node, ['cap_drop'], ['ALL']);
  if (keep.length === 0 || drop.length === 0) return drop;
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
