/** Whether somebody has decided against a setting, and knows more of the program than the files say. */
import type { Container } from '../domain/container.ts';
import { keyOf, type SettingName } from '../platform/setting.ts';
import type { Context } from '../rule/rule.ts';
import { knownService } from './known-container.ts';

/**
 * A comment in the container names the setting: it is commented out, or left out for a reason (`# no readOnlyRootFilesystem: it caches below $HOME`); or it is stated (`stated`), and the image is not one whose needs are known.
 * A fix would then be a guess against what somebody has found out.
 */
export const isDecided = (container: Container, ctx: Context, setting: SettingName, stated: boolean): boolean =>
  (stated && knownService(container) === undefined) || isInComment(container, ctx, setting);

function isInComment({ node, platform }: Container, { unit }: Context, setting: SettingName): boolean {
  const { start, end } = node.span;
  const key = keyOf(setting, platform.format).replace(/^.*\./, '');
  const below = /^[^\n]*\n(?:[ \t]*#[^\n]*\n)*/.exec(unit.text.slice(end))?.[0] ?? '';
  return new RegExp(`(?:^|[ \\t])#[^\\n]*\\b${key}\\b`, 'm').test(unit.text.slice(start, end) + below);
}
