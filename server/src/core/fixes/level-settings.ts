/** The settings that the restricted Pod Security Standard asks for and a workload lacks. */
import { gainsPrivileges } from '../checks/gains-privileges.ts';
import { knownService } from '../checks/known-container.ts';
import { lostCapability } from '../checks/lost-capability.ts';
import { rootIsMapped } from '../checks/non-root.ts';
import type { PodContainer, Workload } from '../domain/kubernetes.ts';
import type { Effect } from '../rule/effect.ts';
import type { Context } from '../rule/rule.ts';
import type { YamlInput } from '../yaml/edit/edit.ts';
import { dropFixes } from './capabilities.ts';
import { changes, sets } from './effect.ts';
import { nonRootWay } from './run-as-non-root.ts';
import { OPEN_PORTS, opensLowPorts, portNeed } from './run-as-user.ts';
import { defaultSeccompFixes } from './seccomp.ts';

/** One value below the `securityContext` of the pod or of a container. */
export interface LevelSetting {
  readonly of: Workload | PodContainer;
  readonly path: readonly string[];
  readonly value: YamlInput;
  readonly effect: readonly Effect[];
  /** What a person must check. */
  readonly notes: readonly string[];
}

/**
 * The settings of the pod and of its containers; `undefined` where one of them would stop a program, as far as is known. Settings that a template decides
 * are not looked at.
 */
export function restrictedSettings(workload: Workload, ctx: Context): LevelSetting[] | undefined {
  const all = [
    ...nonRootSettings(workload, ctx),
    ...seccompSettings(workload, ctx),
    ...workload.containers.flatMap((container) => [
      ...escalationSettings(container, ctx),
      ...capabilitySettings(container, ctx),
    ]),
  ];
  const settings = all.filter((one) => one !== undefined);
  return settings.length === all.length ? settings : undefined;
}

/** The pod gets `runAsNonRoot` for all its containers that do not say it, and each the number of its image's user where the kubelet knows only a name. */
function* nonRootSettings(workload: Workload, ctx: Context): Iterable<LevelSetting | undefined> {
  const { containers, pod, platform } = workload;
  if (rootIsMapped(workload, ctx.settings)) return;
  const lacking = containers.filter(({ runAsNonRoot }) => runAsNonRoot.value !== true && !runAsNonRoot.unknown);
  if (lacking.length === 0) return;
  const ofPod = platform.writes.podSecurity && pod.get('securityContext', 'runAsNonRoot').absent;
  const unknown = lacking.filter((container) => nonRootWay(container, ctx) === 'unknown');
  if (ofPod) yield setting(workload, ['runAsNonRoot'], true, unknown.map(numberNote));
  let opened = false;
  for (const container of lacking) {
    const way = nonRootWay(container, ctx);
    const { value, level } = container.runAsNonRoot;
    const need = way === 'unknown' ? portNeed(ctx, container) : 'nothing';
    // Whoever wrote `false` for an image that is not known, or for the whole pod, had a reason.
    if (!way || need === 'root' || (value === false && (way === 'unknown' || level === 'pod'))) return yield undefined;
    if (!ofPod || value === false)
      yield setting(container, ['runAsNonRoot'], true, way === 'unknown' ? [numberNote(container)] : []);
    if (typeof way === 'object') yield setting(container, ['runAsUser'], way.uid, way.check ? [way.check] : []);
    if (need !== 'sysctl' || opened) continue;
    opened = true;
    const effect = opensLowPorts(container);
    if (effect.length === 0) continue;
    const free = pod.get('securityContext', 'sysctls').absent && platform.writes.podSecurity;
    yield free ? { of: workload, path: ['sysctls'], value: [OPEN_PORTS], effect, notes: [] } : undefined;
  }
}

const numberNote = (container: PodContainer): string =>
  `Check that ${imageOf(container)} has a number other than 0 as its user, or set \`runAsUser\` too: else the pod does not start`;

const imageOf = ({ image, name }: PodContainer): string => (image ? `\`${image.raw}\`` : `the image of \`${name}\``);

function* seccompSettings(workload: Workload, ctx: Context): Iterable<LevelSetting | undefined> {
  const lacking = workload.containers.filter(({ seccomp }) => seccomp.value === undefined && !seccomp.unknown);
  if (lacking.length === 0) return;
  const path = ['seccompProfile', 'type'];
  const ofPod = workload.platform.writes.podSecurity && workload.pod.get('securityContext', 'seccompProfile').absent;
  const notes: string[] = [];
  for (const container of lacking) {
    const [first] = defaultSeccompFixes(ctx, container);
    if (!first) return yield undefined;
    const own = first.note?.split('; ') ?? [];
    notes.push(...own);
    if (!ofPod) yield setting(container, path, 'RuntimeDefault', own);
  }
  if (ofPod) yield setting(workload, path, 'RuntimeDefault', notes);
}

function* escalationSettings(container: PodContainer, ctx: Context): Iterable<LevelSetting | undefined> {
  const { value, unknown } = container.allowPrivilegeEscalation;
  if (value === false || unknown) return;
  const lost = lostCapability(container, ctx);
  const stops = gainsPrivileges(container) || (lost && (lost.isNeeded || value === true));
  const notes = lost
    ? [`Check that the program works without \`${lost.capability}\`, which it gets from its file`]
    : [];
  yield stops ? undefined : setting(container, ['allowPrivilegeEscalation'], false, notes);
}

/** A port below 1024 needs no capability: the pod opens it, or its user binds it today. */
function* capabilitySettings(container: PodContainer, ctx: Context): Iterable<LevelSetting | undefined> {
  if (container.capabilitiesUnknown || container.capDrop.some(({ raw }) => raw === 'ALL')) return;
  if (dropFixes(ctx, container).length === 0) return yield undefined;
  const notes = knownService(container) ? [] : [`Check that ${imageOf(container)} works without capabilities`];
  const effect = [changes(container, 'securityContext', 'capabilities', 'drop')];
  yield { of: container, path: ['capabilities', 'drop'], value: ['ALL'], effect, notes };
}

const setting = (
  of: Workload | PodContainer,
  path: readonly string[],
  value: YamlInput,
  notes: readonly string[] = [],
): LevelSetting => ({ of, path, value, effect: [sets(of, 'securityContext', ...path)], notes });
