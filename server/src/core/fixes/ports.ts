/** Edits published ports. */
import { parsePort } from '../compose/ports.ts';
import type { Container, PublishedPort } from '../domain/container.ts';
import type { Context } from '../rule/rule.ts';
import { portName } from '../rule/semantic-route.ts';
import type { TextEdit } from '../text/span.ts';
import { setKey, setScalar } from '../yaml/edit/edit.ts';
import { isShared } from '../yaml/walk.ts';
import { isOwn } from './container.ts';
import { yamlOf } from './fix.ts';

export const LOOPBACK = '127.0.0.1';

/** Publishes a Compose port on the host's loopback address. Empty if the port's form has no place for an address. */
export function bindToLoopback(ctx: Context, container: Container, port: PublishedPort): TextEdit[] {
  const unit = yamlOf(ctx);
  const { node } = port;
  if (!unit || !isOwn(container, node) || isShared(unit, node)) return [];
  if (node.type === 'map') return setKey(unit, node, 'host_ip', LOOPBACK, { after: ['target'], before: ['published'] });
  if (node.type !== 'scalar') return [];
  const spec = node.text;
  const written = parsePort(spec);
  if (written.hostIp !== port.hostIp || !written.containerPort || !port.containerPort) return [];
  // A default may hold several parts, as in `${PORT:-8080:80}`: then no place for an address exists.
  if ((written.hostPort === undefined) !== (port.hostPort === undefined)) return [];
  const rest = written.hostIp === '' ? spec : spec.replace(/^(?:\[[^\]]*\]|0\.0\.0\.0|\*|0|:{2}):/, '');
  if (written.hostIp !== '' && rest === spec) return [];
  const separator = written.hostPort === undefined && written.hostIp === '' ? '::' : ':';
  return setScalar(unit, node, LOOPBACK + separator + rest);
}

/** The name of a port in a route. With a variable the environment decides its number: `.env` may differ from the default that is read. */
export function writtenPortName({ node, containerPort, protocol }: PublishedPort, text: string): string {
  const written = text.slice(node.span.start, node.span.end);
  return written.includes('$') ? portName('*', protocol) : portName(containerPort, protocol);
}
