/**
 * What a platform does with the settings in its files. Each platform is one file in `platforms/`; `npm run generate` lists them. A reader
 * finds the platform of each service or pod (`recognise.ts`), and the model carries it. A rule names the setting that it is about
 * (`RuleMeta.setting`), and the engine asks this table whether the rule applies.
 */
import type { Day } from '../text/day.ts';
import type { Lens } from '../yaml/lens.ts';
import type { Format, SettingName } from './setting.ts';

/**
 * - `honoured`: it has the effect that its documentation states.
 * - `supplied`: the same, and the platform sets a safe value where none is written.
 * - `optional`: refused, unless an administrator has allowed it. A bad value may be in effect, so it is judged; a fix does not write it.
 * - `ignored`: accepted, or documented as not supported, without any effect.
 * - `refused`: the platform rejects the file.
 * - `none`: the platform or its format has no such setting.
 */
export type Treatment = 'honoured' | 'supplied' | 'optional' | 'ignored' | 'refused' | 'none';

/** Where fixes write. */
export interface Writing {
  /**
   * Limits of a container: below `resources` (pods), only below `deploy.resources`, there or as keys of the service, or only as keys of the
   * service, with a quota in place of a number of processors.
   */
  readonly limits: 'resources' | 'deploy' | 'deploy-or-service' | 'service-quota';
  /** A security setting of all containers may be written once for the pod. */
  readonly podSecurity: boolean;
  /** What `secretKeyRef` names: a Secret object, or a secret of Google's Secret Manager and a version of it. `none` without such references. */
  readonly secrets: 'object' | 'secret-manager' | 'none';
  /** Compose: whether a file system in memory is the key `tmpfs` of a service or a volume of type `tmpfs`. `none`: there is no key for it. */
  readonly tmpfs: 'key' | 'volumes' | 'none';
}

/** A page or file that proves rows of the table, and the day of the version that was read. */
export interface Source {
  readonly address: string;
  readonly day: Day;
}

/** What a reader knows of a Compose file before it reads services. */
export interface ComposeSigns {
  /** Relative to the workspace, with `/`; '' when unknown. */
  readonly path: string;
  readonly root: Lens;
}

/** What a reader knows of an object before it reads the containers of a pod template. */
export interface PodSigns {
  /** `group/version`, or the version alone for built-in kinds. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly object: Lens;
  /** The map with `metadata` and `spec` of the pods. */
  readonly template: Lens;
  /** The pods run on Windows nodes. */
  readonly windows: boolean;
}

export interface Platform {
  /** Stable id: `swarm`. */
  readonly name: string;
  /** Reads well after "in": "a Swarm stack". */
  readonly title: string;
  readonly format: Format;
  /** The platform whose table this one changes. */
  readonly base: Platform | undefined;
  readonly settings: Readonly<Record<SettingName, Treatment>>;
  readonly writes: Writing;
  readonly sources: readonly Source[];
  readonly recognisesCompose: (signs: ComposeSigns) => boolean;
  readonly recognisesPod: (signs: PodSigns) => boolean;
}

const never = (): boolean => false;

/** A platform with a whole table: the one that a format means where nothing else is recognised. */
export const basePlatform = (platform: Omit<Platform, 'base' | 'recognisesCompose' | 'recognisesPod'>): Platform => ({
  ...platform,
  base: undefined,
  recognisesCompose: never,
  recognisesPod: never,
});

/** A platform that differs from another in some rows. */
export const platformOn = (
  base: Platform,
  platform: Pick<Platform, 'name' | 'title' | 'sources'> & {
    readonly changes: Readonly<Partial<Record<SettingName, Treatment>>>;
    readonly writes?: Partial<Writing>;
    readonly recognisesCompose?: Platform['recognisesCompose'];
    readonly recognisesPod?: Platform['recognisesPod'];
  },
): Platform => ({
  name: platform.name,
  title: platform.title,
  format: base.format,
  base,
  settings: { ...base.settings, ...platform.changes },
  writes: { ...base.writes, ...platform.writes },
  sources: platform.sources,
  recognisesCompose: platform.recognisesCompose ?? never,
  recognisesPod: platform.recognisesPod ?? never,
});

/** Whether a written setting has an effect, at least where an administrator has allowed it. */
export function isInEffect({ settings }: Platform, setting: SettingName): boolean {
  const treatment = settings[setting];
  return treatment === 'honoured' || treatment === 'supplied' || treatment === 'optional';
}

/**
 * Whether the platform honours the setting everywhere: a fix may write it, and a container without it lacks it. False where the platform
 * sets it by itself.
 */
export const mayWrite = ({ settings }: Platform, setting: SettingName): boolean => settings[setting] === 'honoured';
