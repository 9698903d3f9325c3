/** Whether somebody has decided against a setting, and knows more of the program than the files say. */
import type { Container } from '../domain/container.ts';
import { keyOf, type SettingName } from '../platform/setting.ts';
import type { Context } from '../rule/rule.ts';
import { knownService } from './known-container.ts';
import { isNamedInComment } from './setting-comments.ts';

/**
 * A comment in the container names the setting, or the file states it (`stated`) and the needs of the image are not known. The author may know more than
 * the files show, so a fix would be a guess.
 */
export function isDecided(container: Container, { unit }: Context, setting: SettingName, stated: boolean): boolean {
  const key = keyOf(setting, container.platform.format).replace(/^.*\./, '');
  return (stated && knownService(container) === undefined) || isNamedInComment(unit, container.node.span, key);
}
