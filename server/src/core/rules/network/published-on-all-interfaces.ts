import { openCommands, openVariables } from '../../checks/authentication-off.ts';
import { isForDevelopment } from '../../checks/for-development.ts';
import { onlyHelps } from '../../checks/helper-file.ts';
import { isNamedByOthers } from '../../checks/named-by-others.ts';
import { isOpenAsWritten, onlyStores } from '../../checks/open-store.ts';
import { isForProduction } from '../../checks/production.ts';
import { runsInDevelopment, saysForDevelopers } from '../../checks/says-development.ts';
import type { Container, PublishedPort } from '../../domain/container.ts';
import { isOwn } from '../../fixes/container.ts';
import { sets } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { hostReaders } from '../../fixes/host-readers.ts';
import { bindToLoopback, LOOPBACK, writtenPortName } from '../../fixes/ports.ts';
import { listed } from '../../fixes/secret/callers.ts';
import { isEveryInterface } from '../../network/hosts.ts';
import { isDataImage, sensitiveService } from '../../network/sensitive-ports.ts';
import { mayWrite } from '../../platform/platform.ts';
import { type Context, type Fix, rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/published-on-all-interfaces',
    title: 'Port published on all interfaces',
    why: 'A published port without an address listens on every interface of the host, and Docker bypasses the rules of ufw and firewalld. A database that only a neighbouring machine needs is then open to the internet, where scanners find it within minutes. A port on `127.0.0.1` can be reached from the host only. Services of the same Compose file need no published port.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['compose', 'exposure'],
    refs: {
      cisDocker: ['5.14'],
      nist800190: ['4.4.2'],
      owaspDocker: ['5a'],
      cwe: ['CWE-668'],
      kics: ['451d79dc-0588-476a-ad03-3c7f0320abb3'],
      dclint: ['no-unbound-port-interfaces'],
    },
  },
  {
    *container(container, ctx) {
      if (container.owner.origin !== 'compose' || !container.owner.publishesPorts) return;
      const repository = container.image?.reference?.repository;
      for (const port of container.ports) {
        if (port.hostIp === undefined || !isEveryInterface(port.hostIp)) continue;
        const shown = port.containerPort ?? port.hostPort;
        const service =
          port.containerPort === undefined
            ? undefined
            : sensitiveService(port.containerPort, repository, port.protocol);
        // Docker picks a free port where none is named: what only a test or a person who looks it up uses.
        const isNamed = port.hostPort !== undefined;
        const isData = port.protocol === 'tcp' && repository !== undefined && isDataImage(repository);
        const isSensitive = isNamed && (service !== undefined || isData);
        yield {
          at: isOwn(container, port.node) ? port.node.span : port.at,
          message: `Port ${shown ? `\`${shown}\` ` : ''}${service ? `(${service}) ` : ''}of \`${container.name}\` is published on all interfaces of the host`,
          ...(isSensitive ? {} : ({ severity: 'info' } as const)),
          ...(isSensitive && isHole(container, service, ctx) ? {} : ({ profile: 'strict' } as const)),
          fixes: () =>
            !mayWrite(container.platform, 'portAddress') ||
            !isNamed ||
            isForBrowsers(port.hostPort) ||
            !(isSensitive || isForOneMachine(container, ctx))
              ? []
              : bindFix(container, port, ctx),
        };
      }
    },
  },
);

/** None where containers of other files reach the port through the host, on Linux as well. */
function bindFix(container: Container, port: PublishedPort, ctx: Context): Fix[] {
  const readers = hostReaders(ctx, port);
  if (readers.some(({ onLinux }) => onLinux)) return [];
  return fixIf(
    `Publish on \`${LOOPBACK}\` only`,
    'review',
    () => bindToLoopback(ctx, container, port),
    [sets(container, 'ports', writtenPortName(port, ctx.unit.text), 'host_ip')],
    readers.length === 0
      ? []
      : [
          `Containers call the port through the host, at ${listed(readers)}: on Linux they do not reach it on \`${LOOPBACK}\``,
        ],
  );
}

/**
 * Whether it is known that people do not call the service from other machines: the file is for development, or other services of the file call it. Who calls
 * the pages and interfaces of an application is not known.
 */
const isForOneMachine = (container: Container, { unit }: Context): boolean =>
  unit.kind === 'compose' &&
  (isForDevelopment(unit.path) ||
    saysForDevelopers(unit.text) ||
    runsInDevelopment(unit) ||
    isNamedByOthers(container, unit.compose));

/** Whether a port of the host is one that browsers use by themselves: who publishes it wants visitors. */
const isForBrowsers = (port: string | undefined): boolean => /^(?:\$\{\w+:?-)?(?:80|443)\}?$/.test(port ?? '');

/** Services that people open in a browser, with a login of their own: who publishes the port wants that. */
const PAGES = /^(?:Grafana|Kibana|RabbitMQ management|the console of MinIO)$/;

/**
 * Whether a maintainer acts on the port: everyone who reaches it is let in, or others deploy the file as it is. Of some 24 published ports of databases
 * in public repositories, read in November 2026, a maintainer would have acted on four, all of stores with a default password or none.
 */
function isHole(container: Container, service: string | undefined, ctx: Context): boolean {
  const { unit } = ctx;
  if (isForProduction(unit.path) || service === 'the Docker API') return true;
  if (unit.kind !== 'compose' || onlyStores(unit.compose) || PAGES.test(service ?? '')) return false;
  // Then it has a finding of its own.
  if (openVariables(container).length > 0 || openCommands(container, unit.text).length > 0) return false;
  return isOpenAsWritten(container) && !onlyHelps(ctx);
}
