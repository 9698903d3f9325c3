/** One thing that newer releases of an image or a distribution no longer have. */
import type { Evidence } from './evidence.ts';

export type LinuxName = 'debian' | 'ubuntu' | 'alpine';

export interface Lost extends Evidence {
  /** The names of the images, or a distribution: every image on it. */
  readonly image: RegExp | LinuxName;
  /** The first version of the image, or release of the distribution, without it. */
  readonly since: string;
  /** `pip`: packages that pip or uv installs into the system. */
  readonly what: 'command' | 'package' | 'variable' | 'pip';
  /** The whole name. */
  readonly name: RegExp;
  /** What to do instead: a clause that begins with a verb. */
  readonly instead: string;
}
