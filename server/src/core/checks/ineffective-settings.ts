/** The settings of a container or pod that its platform ignores. */
import type { Container } from '../domain/container.ts';
import type { Workload } from '../domain/kubernetes.ts';
import { isEveryInterface } from '../network/hosts.ts';
import { keyOf, type SettingName } from '../platform/setting.ts';
import { contains, type Span } from '../text/span.ts';
import type { Setting } from '../yaml/setting.ts';
import { isRootName } from './run-user.ts';

export interface IneffectiveSetting {
  readonly at: Span;
  /** Names it in the middle of a sentence, with backticks. */
  readonly named: string;
  /** It would protect something if the platform read it. A setting that does not would weaken something. */
  readonly protects: boolean;
  /** Written for all containers of the pod. */
  readonly onPod: boolean;
}

/** The ignored settings that are written in the container itself. */
export const ineffectiveIn = (container: Container): IneffectiveSetting[] =>
  all(container).filter((s) => !s.onPod && contains(container.span, s.at));

/** The ignored settings that are written in the pod's `securityContext` and reach a container, each once. */
export function ineffectiveInPod({ containers, podSpec }: Workload): IneffectiveSetting[] {
  const found = new Map<number, IneffectiveSetting>();
  // Annotations are not settings of the spec: Podman reads some of them.
  for (const container of containers)
    for (const setting of all(container))
      if (setting.onPod && contains(podSpec.span, setting.at)) found.set(setting.at.start, setting);
  return [...found.values()];
}

function all(container: Container): IneffectiveSetting[] {
  const { format, settings } = container.platform;
  const out: IneffectiveSetting[] = [];
  const add = (name: SettingName, at: Span | undefined, protects: boolean, onPod = false, named?: string): void => {
    if (at && settings[name] === 'ignored')
      out.push({ at, named: named ?? `\`${keyOf(name, format)}\``, protects, onPod });
  };
  const addSetting = <T>(name: SettingName, setting: Setting<T>, protects: (value: T) => boolean | undefined): void => {
    const verdict = setting.value === undefined ? undefined : protects(setting.value);
    if (verdict !== undefined) add(name, setting.at, verdict, setting.level === 'pod');
  };
  // `undefined`: the value means the same as none.
  addSetting('privileged', container.privileged, (on) => (on ? false : undefined));
  addSetting('privilegeEscalation', container.allowPrivilegeEscalation, (allowed) => (allowed ? undefined : true));
  addSetting('readOnlyRoot', container.readOnlyRootFilesystem, (on) => on || undefined);
  addSetting('runAsNonRoot', container.runAsNonRoot, (on) => on || undefined);
  addSetting('user', container.user, (user) => !isRootName(user));
  addSetting('seccomp', container.seccomp, (profile) => profile !== 'Unconfined');
  addSetting('appArmor', container.appArmor, (profile) => profile !== 'Unconfined');
  addSetting('memoryLimit', container.memoryLimit, () => true);
  addSetting('cpuLimit', container.cpuLimit, () => true);
  addSetting('processLimit', container.pidsLimit, () => true);
  add('droppedCapabilities', container.capDrop[0]?.at, true);
  add('addedCapabilities', container.capAdd[0]?.at, false);
  for (const { namespace, at } of container.hostNamespaces)
    add('hostNamespaces', at, false, format === 'kubernetes', `the host’s ${namespace} namespace`);
  for (const { hostIp, node, at } of container.ports) {
    if (hostIp === undefined || isEveryInterface(hostIp)) continue;
    const own = contains(container.span, node.span) ? node.span : at;
    add('portAddress', own, true, false, `the address \`${hostIp}\` of a port`);
  }
  return out;
}
