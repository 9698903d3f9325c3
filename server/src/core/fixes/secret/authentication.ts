/** Fixes of variables that let everyone in without a password. */
import type { Container, EnvVariable } from '../../domain/container.ts';
import type { VariableRow } from '../../image/knowledge/authentication-off-row.ts';
import type { Context, Fix } from '../../rule/rule.ts';
import { isOwn } from '../container.ts';
import { adds, removes } from '../effect.ts';
import { deleteEnv } from '../environment.ts';
import { fixIf, replace } from '../fix.ts';
import { requiredVariable } from './dotenv.ts';
import { isCalledByScript, isCalledInFile, openClientsBeside } from './open-clients.ts';

/** Asks for the password that the image needs, or removes the variable; none where the container would not start or its callers would be shut out. */
export const authenticationFixes = (
  container: Container,
  variable: EnvVariable,
  row: VariableRow,
  ctx: Context,
): Fix[] => [...askFix(container, variable, row, ctx), ...removeFix(container, variable, row, ctx)];

const environmentOf = ({ origin }: Container): string => (origin === 'compose' ? 'environment' : 'env');

/**
 * Not where the image does not start without the password or without other settings, nor where other services of the file call this one without the
 * password.
 */
const removeFix = (container: Container, variable: EnvVariable, row: VariableRow, ctx: Context): Fix[] =>
  row.needs !== undefined || row.needsMore || (row.with === undefined && hasCallers(container, ctx))
    ? []
    : fixIf(
        `Remove \`${variable.name}\``,
        'review',
        () => deleteEnv(ctx, container, variable),
        [removes(container, environmentOf(container), variable.name)],
        [`Give the programs that use it a password`, ...(row.also === undefined ? [] : [row.also])],
      );

/** Whether the file names the service as a host: `http://search:9200`, `search:9200`. */
const isCalled = (container: Container, ctx: Context): boolean =>
  isCalledInFile(container, ctx) ||
  (container.origin === 'compose' &&
    new RegExp(`[/@"'\\s=,]${container.name.replace(/\W/g, '\\$&')}(?::\\d|/)`).test(ctx.unit.text));

/** Whether something that calls the service without a password, in this file or near it, would be shut out. */
const isShutOut = (container: Container, ctx: Context): boolean =>
  isCalledInFile(container, ctx) || openClientsBeside(container, ctx).length > 0 || isCalledByScript(container, ctx);

const hasCallers = (container: Container, ctx: Context): boolean =>
  isCalled(container, ctx) || isShutOut(container, ctx);

/** Puts the password in the place of the setting, if that is a line of its own and no service of the file would be shut out. */
function askFix(container: Container, variable: EnvVariable, { needs, also }: VariableRow, ctx: Context): Fix[] {
  const { valueSpan, nameSpan, at } = variable;
  const line = ctx.unit.text.slice(ctx.unit.text.lastIndexOf('\n', at.start - 1) + 1, nameSpan.start);
  if (!needs || !valueSpan || container.origin !== 'compose' || !/^[\s-]*["']?$/.test(line)) return [];
  if (isShutOut(container, ctx) || (also !== undefined && isCalled(container, ctx))) return [];
  if (container.env.some((v) => v.name === needs) || !isOwn(container, container.lens.get('environment').node))
    return [];
  return fixIf(
    `Ask for \`${needs}\``,
    'review',
    () => [...replace(nameSpan, needs), ...replace(valueSpan, requiredVariable(needs))],
    [removes(container, 'environment', variable.name), adds(container, 'environment', needs)],
    [
      `Give the programs that use it the password too; a database that has its data already keeps its old settings`,
      ...(also === undefined ? [] : [also]),
    ],
  );
}
