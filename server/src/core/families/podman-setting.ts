/** Rules about one setting of Podman in TOML: each is a row of where it stands in its file and what is wrong with a value. */

import type { PodmanFile } from '../files/podman-file.ts';
import { changes } from '../fixes/effect.ts';
import { fixIf } from '../fixes/fix.ts';
import { removeSetting, writeValue } from '../podman/edit-toml.ts';
import type { Checks, Context, Finding, Fix } from '../rule/rule.ts';
import type { Found, Lens } from '../yaml/lens.ts';

/** A setting, and what is wrong with a value. */
export interface PodmanSetting {
  readonly file: Exclude<PodmanFile, 'policy.json'>;
  /** The path of the key; `*` stands for each item of a list. */
  readonly key: readonly string[];
  /** Whether a value that is written is wrong. `root`: the other settings. */
  readonly wrong: (value: string, root: Found) => boolean;
  /** What follows from it, after a colon: `containers may make every system call`. */
  readonly harm: string;
  /** The value that the fix writes, as TOML; without one the fix removes the setting. */
  readonly good?: string;
  /** For the fix's title, in brackets: what else changes. */
  readonly caveat?: string;
}

/** A finding for each place of the settings with a wrong value. */
export const podmanChecks = (settings: readonly PodmanSetting[]): Pick<Checks, 'podman'> => ({
  *podman({ file, root }, ctx) {
    for (const setting of settings) if (setting.file === file) yield* judge(setting, root, ctx);
  },
});

function* judge(setting: PodmanSetting, root: Found, ctx: Context): Iterable<Finding> {
  const shown = setting.key.filter((step) => step !== '*').join('.');
  for (const one of placesOf(root, setting.key)) {
    const { at, text } = one;
    if (!at || text === undefined || !setting.wrong(text, root)) continue;
    yield {
      at,
      message: `${setting.key.at(-1) === '*' ? `\`${text}\` in \`${shown}\`` : `\`${shown}\` is \`${text}\``}: ${setting.harm}`,
      fixes: () => fixesOf(setting, shown, one, ctx),
    };
  }
}

/** The places that a path leads to. */
function placesOf(from: Lens, key: readonly string[]): readonly Lens[] {
  const star = key.indexOf('*');
  if (star < 0) return [from.get(...key)];
  const list = from.get(...key.slice(0, star));
  return list.items().flatMap((item) => placesOf(item, key.slice(star + 1)));
}

function fixesOf({ key, good, caveat }: PodmanSetting, shown: string, one: Found, ctx: Context): Fix[] {
  const { keyAt, valueAt } = one;
  if (!keyAt || !valueAt || key.at(-1) === '*') return [];
  const title = good === undefined ? `Remove \`${shown}\`` : `Set \`${shown}\` to \`${good}\``;
  return fixIf(
    caveat === undefined ? title : `${title} (${caveat})`,
    'review',
    () => (good === undefined ? removeSetting(ctx.unit.text, keyAt, valueAt) : writeValue(valueAt, good)),
    [changes([key[0] ?? ''])],
  );
}
