/**
 * Rules about one setting of Docker's daemon: each is a row of where it stands in `daemon.json` and what is wrong with a value. Source of all keys
 * and defaults: docker/cli `docs/reference/dockerd.md` @28f756087e, 2026-08-20.
 */
import { changes } from '../fixes/effect.ts';
import { fixIf, yamlOf } from '../fixes/fix.ts';
import { deleteNode } from '../fixes/yaml-node.ts';
import type { Checks, Context, Finding, Fix } from '../rule/rule.ts';
import { setPath, type YamlInput } from '../yaml/edit/edit.ts';
import type { Found } from '../yaml/lens.ts';

export interface DaemonSetting {
  /** The path of the key; `*` at the end stands for each item of its list. */
  readonly key: readonly string[];
  /** Whether a value that is written is wrong. `root`: the other settings. */
  readonly wrong: (value: string, root: Found) => boolean;
  /** What follows from it, after a colon: `everyone may use Docker`. */
  readonly harm: string;
  /** What differs for a value that is written. */
  readonly found?: Partial<Finding>;
  /** It is wrong too where it is not written: then a finding in the audit profile. */
  readonly missing?: (root: Found) => boolean;
  /** The value that the fix writes; without one the fix removes the setting. */
  readonly good?: YamlInput;
  /** For the fix's title, in brackets: what else changes. */
  readonly caveat?: string;
}

export const daemonChecks = (settings: readonly DaemonSetting[]): Checks => ({
  *daemon(root, ctx) {
    for (const setting of settings) yield* judge(setting, root, ctx);
  },
});

function* judge(setting: DaemonSetting, root: Found, ctx: Context): Iterable<Finding> {
  const { key, wrong, harm, found, missing, good } = setting;
  const path = key.filter((step) => step !== '*');
  const shown = path.join('.');
  const lens = root.get(...path);
  if (!lens.at) {
    if (!missing?.(root) || good === undefined) return;
    const { start } = root.at;
    yield {
      at: { start, end: start + 1 },
      profile: 'audit',
      absent: true,
      message: `\`${shown}\` is not set: ${harm}`,
      fixes: () => writing(setting, path, root, ctx),
    };
    return;
  }
  for (const one of path.length < key.length ? lens.items() : [lens]) {
    const value = one.text ?? (one.seq?.items.length === 0 || one.map?.entries.length === 0 ? '' : undefined);
    if (value === undefined || !wrong(value, root)) continue;
    yield {
      at: one.at,
      ...found,
      message:
        path.length < key.length
          ? `\`${value}\` in \`${shown}\`: ${harm}`
          : `\`${shown}\` is ${value === '' ? 'empty' : `\`${value}\``}: ${harm}`,
      fixes: () =>
        good === undefined
          ? fixIf(
              titleOf(`Remove \`${path.length < key.length ? value : shown}\``, setting),
              'review',
              () => deleteNode(ctx, one.node),
              [changes([path[0] ?? ''])],
            )
          : writing(setting, path, root, ctx),
    };
  }
}

const titleOf = (text: string, { caveat }: DaemonSetting): string =>
  caveat === undefined ? text : `${text} (${caveat})`;

function writing(setting: DaemonSetting, path: readonly string[], root: Found, ctx: Context): Fix[] {
  const unit = yamlOf(ctx);
  const { map } = root;
  const { good } = setting;
  if (!unit || !map || good === undefined) return [];
  const to = typeof good === 'object' ? '' : ` to \`${good}\``;
  return fixIf(titleOf(`Set \`${path.join('.')}\`${to}`, setting), 'review', () => setPath(unit, map, path, good), [
    changes([path[0] ?? '']),
  ]);
}

export const isTrue = (value: string): boolean => value === 'true';
export const isFalse = (value: string): boolean => value === 'false';
/** One of these values. */
export const oneOf =
  (...values: readonly string[]) =>
  (value: string): boolean =>
    values.includes(value);
/** For `missing`: always. */
export const always = (): boolean => true;
