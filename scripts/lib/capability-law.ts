/**
 * The law of capabilities: a container keeps those that its ports and its commands need. It reads the resolved files, and shares
 * with the fixes only the table of known images. Source: capabilities(7), and the manual page of each command.
 */
import { lowPorts, stepDown } from '../../server/src/core/image/knowledge/user/step-down.ts';
import { parseReference } from '../../server/src/core/image/reference.ts';
import { builtStageOf, type ContainerState, securityOf, wordsAt } from './resolved/containers.ts';
import { entriesAt, itemsAt, partAt, type Resolved, textAt } from './resolved/model.ts';
import type { FileOf } from './resolved/workspace.ts';

/** What every container has. Source: moby `daemon/pkg/oci/caps/defaults.go`; containerd `pkg/oci/spec.go`. */
const DEFAULTS = new Set(
  (
    'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL ' +
    'AUDIT_WRITE'
  ).split(' '),
);

/** What a command cannot do without. */
const NEEDS: Readonly<Record<string, string>> = {
  chown: 'CHOWN',
  chgrp: 'CHOWN',
  useradd: 'CHOWN',
  setcap: 'SETFCAP',
  gosu: 'SETUID SETGID',
  'su-exec': 'SETUID SETGID',
  su: 'SETUID SETGID',
  runuser: 'SETUID SETGID',
  setpriv: 'SETUID SETGID',
  'apt-get': 'SETUID SETGID',
  ping: 'NET_RAW',
  tcpdump: 'NET_RAW',
  iptables: 'NET_ADMIN NET_RAW',
  ip: 'NET_ADMIN',
  mount: 'SYS_ADMIN',
  chroot: 'SYS_CHROOT',
  mknod: 'MKNOD',
  hwclock: 'SYS_TIME',
  renice: 'SYS_NICE',
};

/** Commands that run the command in their arguments. */
const WRAPPERS =
  /^(?:CMD(?:-SHELL)?|exec|env|nohup|time|tini|dumb-init|sh|bash|ash|sudo|--|-\w+|\d+[smh]?|timeout|[A-Z_]+=\S*)$/;

/** The commands that texts of shell or words of a program run, without their folders. */
export function commandNames(texts: readonly string[]): string[] {
  return texts
    .join(' ')
    .split(/&&|\|\||[;|&\n(){}]|\b(?:then|do|else)\b/)
    .flatMap((part) => {
      const words = part
        .trim()
        .split(/\s+/)
        .map((w) => w.replace(/^["']+|["']+$/g, ''));
      const first = words.find((w) => !WRAPPERS.test(w.slice(w.lastIndexOf('/') + 1)));
      return first ? [first.slice(first.lastIndexOf('/') + 1)] : [];
    });
}

/** The capabilities of a running container, by its settings. */
export function granted(container: ContainerState): ReadonlySet<string> | 'all' {
  const { fields, origin } = container;
  const compose = origin === 'compose';
  const privileged = compose ? textAt(fields, 'privileged') : textAt(fields, 'securityContext', 'privileged');
  if (privileged === 'true') return 'all';
  const listed = (key: 'add' | 'drop'): string[] => {
    const part = compose ? partAt(fields, `cap_${key}`) : partAt(fields, 'securityContext', 'capabilities', key);
    return [...entriesAt(part).map(([name]) => name), ...wordsAt(part)].map((n) =>
      n.toUpperCase().replace(/^CAP_/, ''),
    );
  };
  const [add, drop] = [listed('add'), listed('drop')];
  if (add.includes('ALL')) return 'all';
  const kept = drop.includes('ALL') ? [] : [...DEFAULTS].filter((name) => !drop.includes(name));
  return new Set([...kept, ...add]);
}

/** The user that the settings give; `undefined` if they leave it to the image. */
const userOf = (container: ContainerState): string | undefined =>
  container.origin === 'compose' ? textAt(container.fields, 'user')?.split(':')[0] : securityOf(container, 'runAsUser');

const isRoot = (user: string | undefined): boolean => user === undefined || user === '0' || user === 'root';

/** The ports below 1024 that the container declares, else those that its image is known for. */
function ports(container: ContainerState, file: FileOf): number[] {
  const { fields, origin, pod } = container;
  const written =
    origin === 'compose'
      ? [
          ...itemsAt(fields, 'ports').map((p) => textAt(p, 'target')),
          ...entriesAt(fields, 'expose').map(([p]) => p),
          ...exposed(builtStageOf(container, file)),
        ]
      : itemsAt(fields, 'ports').map((p) => textAt(p, 'containerPort'));
  const declared = written.map((p) => Number.parseInt(p ?? '', 10)).filter((p) => p > 0);
  const reference = parseReference(textAt(fields, 'image') ?? '');
  const open = itemsAt(pod, 'securityContext', 'sysctls').some(
    (s) => textAt(s, 'name') === 'net.ipv4.ip_unprivileged_port_start',
  );
  if (open) return [];
  return (declared.length > 0 ? declared : reference ? [...lowPorts(reference)] : []).filter((p) => p < 1024);
}

/** The ports that a stage declares. */
const exposed = (stage: Resolved | undefined): string[] =>
  itemsAt(stage, 'instructions').flatMap((one, i) => (labelOf(stage, i) === 'EXPOSE' ? wordsAt(one, 'words') : []));

const labelOf = (stage: Resolved | undefined, nth: number): string | undefined => {
  const instructions = partAt(stage, 'instructions');
  return instructions?.kind === 'list' ? instructions.items[nth]?.label : undefined;
};

/** The texts that the container runs: its start, its probes and hooks. */
function texts({ fields, origin }: ContainerState): string[][] {
  if (origin === 'compose')
    return [[...wordsAt(fields, 'entrypoint'), ...wordsAt(fields, 'command')], wordsAt(fields, 'healthcheck', 'test')];
  const hooks = ['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => [probe]);
  return [
    [...wordsAt(fields, 'command'), ...wordsAt(fields, 'args')],
    ...[...hooks, ['lifecycle', 'postStart'], ['lifecycle', 'preStop']].map((p) =>
      wordsAt(fields, ...p, 'exec', 'command'),
    ),
  ];
}

/** What a container needs and does not have. */
export function brokenCapabilities(container: ContainerState, file: FileOf): string[] {
  const has = granted(container);
  const user = userOf(container);
  const lacks = (name: string): boolean => !isRoot(user) || (has !== 'all' && !has.has(name));
  const broken = texts(container).flatMap((words) =>
    commandNames(words).flatMap((command) => {
      // Every user may send echo requests where the runtime sets `net.ipv4.ping_group_range`, as Docker does.
      if (command === 'ping' && !isRoot(user)) return [];
      const needs = (NEEDS[command] ?? '').split(' ').filter((name) => name !== '' && lacks(name));
      return needs.map((name) => `\`${command}\` lacks ${name}`);
    }),
  );
  const withPort = isRoot(user) ? lacks('NET_BIND_SERVICE') : container.origin === 'kubernetes';
  if (withPort && ports(container, file).length > 0) broken.push('a port below 1024 lacks NET_BIND_SERVICE');
  const reference = parseReference(textAt(container.fields, 'image') ?? '');
  const step = reference && isRoot(user) ? stepDown(reference) : undefined;
  if (step && step.when.length === 0 && step.unless === undefined)
    for (const name of [...step.needs, ...step.owns]) if (lacks(name)) broken.push(`the image lacks ${name}`);
  return broken;
}
