/** Moves a variable from a service's `environment` into a file that `env_file` names and Git ignores. */

import type { ComposeFileUnit } from '../../domain/unit.ts';
import type { Change, Context, Fix } from '../../rule/rule.ts';
import { contains } from '../../text/span.ts';
import { gitIgnores } from '../../workspace/git-ignores.ts';
import { appendItem, deleteItem, deleteKey, setKey } from '../../yaml/edit/edit.ts';
import { lens } from '../../yaml/lens.ts';
import { textOf } from '../../yaml/node.ts';
import { adds, addsVariable, either, ignores, writes } from '../effect.ts';
import { type EditStep, needed, ownEntry, sequentialEdits } from '../sequential-edits.ts';
import { startNotes } from './compose-start.ts';
import { extractSecretFix, folderOf, ignored, untracked } from './dotenv-and-gitignore.ts';
import { dotenvValue, inDotenv, inFolder } from './dotenv-text.ts';
import { otherPlaces, staysIn, staysInUse, withPlaces } from './elsewhere.ts';
import { isShipped } from './shipped-file.ts';
import type { Spot } from './spots.ts';

/** Offered if the secret is the whole value of one of the service's own variables. */
export function serviceFileFix(ctx: Context, unit: ComposeFileUnit, spot: Spot): Fix[] {
  const { service, variable, value } = spot;
  if (!spot.whole || !variable || unit.compose.legacy || !/^[A-Za-z_]\w*$/.test(variable.name)) return [];
  const name = `${service.name}.env`;
  const path = inFolder(folderOf(ctx), name);
  // Such a file name would mark an example or template.
  if (!/^[\w-]+$/.test(service.name) || isShipped(ctx.workspace, path)) return [];
  const steps = [reading(service.name, name), without(service.name, variable.name)];
  // The steps are tested one by one. They are combined now only if comments may be in the way, else when the fix is requested.
  const commented = unit.yaml.comments.some((c) => contains(service.span, c));
  if (commented ? !sequentialEdits(unit.yaml, steps)?.length : steps.some((step) => step(unit.yaml) === undefined))
    return [];
  const secret = { value, name: variable.name };
  // The whole variable moves.
  const left = otherPlaces(ctx, secret, [{ span: spot.node.span, text: '' }]);
  if (staysInUse(ctx, left) || staysIn(unit, left)) return [];
  const change = (): Change[] => [
    ...(sequentialEdits(unit.yaml, steps) ?? []),
    { file: path, text: `${variable.name}=${dotenvValue(value)}\n`, ifExists: 'append' },
    ...ignored(ctx.workspace, folderOf(ctx), path, name),
    ...named(ctx, `${path}.example`, variable.name),
  ];
  return [
    extractSecretFix(
      `Move the variable to \`${name}\`, read by \`env_file\` and kept out of Git`,
      change,
      [
        either(adds(service.container, 'env_file'), addsVariable(path, variable.name)),
        ...ignores(ctx.workspace, path),
        ...named(ctx, `${path}.example`, variable.name).map(() => writes(`${path}.example`, variable.name)),
      ],
      false,
      withPlaces(secret, left, [
        ...untracked(ctx.workspace, path),
        freshClone(ctx, service.name, name),
        ...startNotes(ctx.workspace, unit.path, `without \`${name}\``),
      ]),
    ),
  ];
}

/** Git does not bring the file, and Compose does not start a service whose `env_file` is missing. */
function freshClone(ctx: Context, service: string, name: string): string {
  const example = inFolder(folderOf(ctx), `${name}.example`);
  const make = gitIgnores(ctx.workspace, example) ? 'create it there' : `copy \`${name}.example\` to it`;
  return `In a fresh clone \`${service}\` needs \`${name}\`: ${make}, and fill in the value`;
}

/**
 * Adds the variable's name to a committed example file. In a fresh clone `docker compose` misses the real file, and the example shows
 * its content.
 */
function named({ workspace }: Context, example: string, name: string): Change[] {
  if (gitIgnores(workspace, example) || inDotenv(workspace.text(example), name) !== undefined) return [];
  return [{ file: example, text: `${name}=\n`, ifExists: 'append' }];
}

/** Adds `file` as the last of `env_file`: the last file wins, as `environment` did. */
const reading =
  (service: string, file: string): EditStep =>
  (unit) => {
    const whole = ownEntry(unit, ['services', service]);
    const node = whole?.entry.value;
    if (node?.type !== 'map') return undefined;
    const written = `./${file}`;
    const own = ownEntry(unit, ['services', service, 'env_file']);
    const list = own?.entry.value;
    if (!own)
      return lens(node).get('env_file').node ? undefined : needed(setKey(unit, node, 'env_file', written, BEFORE));
    const is = (t: string | undefined): boolean => t !== undefined && t.replace(/^\.\//, '') === file;
    if (list?.type === 'scalar')
      return is(list.text) ? [] : needed(setKey(unit, node, 'env_file', [list.text, written]));
    if (list?.type !== 'seq') return undefined;
    const last = lens(list.items.at(-1)?.value);
    return is(last.text ?? last.get('path').text) ? [] : needed(appendItem(unit, list, written));
  };

/** Before the variables, where most people write it. */
const BEFORE = { before: ['environment'] } as const;

const without =
  (service: string, name: string): EditStep =>
  (unit) => {
    const node = ownEntry(unit, ['services', service, 'environment'])?.entry.value;
    if (node?.type === 'map') return needed(deleteKey(unit, node, name, { prune: true }));
    if (node?.type !== 'seq') return undefined;
    const index = node.items.findIndex((item) => !item.alias && textOf(item.value)?.startsWith(`${name}=`));
    return index < 0 ? undefined : needed(deleteItem(unit, node, index, { prune: true }));
  };
