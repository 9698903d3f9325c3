/** One secret in several environment files of a folder, which the programs that share it read: it is one cause. */
import { isExampleFile } from '../files/example-file.ts';
import type { Context, Finding } from '../rule/rule.ts';
import { isAllowed, valueHash } from '../secrets/allow.ts';
import { secretName } from '../secrets/detect/names.ts';
import { posix } from '../text/paths.ts';
import { gitIgnores } from '../workspace/git-ignores.ts';
import { isForDevelopment, isForTests } from './for-development.ts';
import { isForProduction } from './production.ts';

/**
 * What differs for a secret of the environment file of `ctx`: the first file of the folder by name reports it, with the others as related places, and the others are for the strict profile. Files
 * of examples, tests, developers and those that Git ignores have no say, and files for production are compared among themselves.
 * @param value the secret, which no other secret is likely to equal
 */
export function amongCopies(value: string, ctx: Context): Pick<Finding, 'profile' | 'related'> {
  const { unit, workspace, settings } = ctx;
  const folder = posix.dirname(unit.path);
  const isAlike = (path: string): boolean =>
    posix.dirname(path) === folder &&
    isForProduction(path) === isForProduction(unit.path) &&
    ![isExampleFile, isForTests, isForDevelopment].some((is) => is(path));
  if (!isAlike(unit.path)) return {};
  const copies = workspace.of('secret-value', valueHash(value)).filter(({ fact: { name }, place: { unit: of } }) => {
    const { path } = of;
    return (
      of.kind === 'env' &&
      path !== unit.path &&
      isAlike(path) &&
      secretName(name) !== undefined &&
      !gitIgnores(workspace, path) &&
      !isAllowed(settings.secrets.allow, { path, name, value: () => value })
    );
  });
  if (copies.length === 0) return {};
  const isCopy = copies.some(({ place }) => place.unit.path < unit.path);
  const related = copies.map(({ place, fact }) => ({ place, message: `the same value is in \`${fact.name}\`` }));
  return { ...(isCopy && { profile: 'strict' }), related };
}
