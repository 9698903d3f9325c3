import { openCommands, openVariables } from '../../checks/authentication-off.ts';
import { isReachable } from '../../checks/out-of-reach.ts';
import { isForProduction } from '../../checks/production.ts';
import { deleteVariable } from '../../dockerfile/edit.ts';
import type { Container, EnvVariable } from '../../domain/container.ts';
import { isOwn } from '../../fixes/container.ts';
import { adds, removes, removesVariable } from '../../fixes/effect.ts';
import { deleteEnv } from '../../fixes/environment.ts';
import { fixIf, replace } from '../../fixes/fix.ts';
import { requiredVariable } from '../../fixes/secret/dotenv.ts';
import { openByVariable, type VariableRow } from '../../image/knowledge/authentication-off.ts';
import { type Context, type Finding, type Fix, rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/authentication-off',
    title: 'Authentication switched off',
    why: 'Everyone who reaches the port is let in as administrator: another container, another pod, or the internet where the port is published. Attackers scan for open databases, dashboards and notebooks, and empty or encrypt them within hours. A setting for the first try is easily taken along to a server.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes', 'exposure', 'credentials'],
    refs: { nist800190: ['4.4.3'], cwe: ['CWE-306', 'CWE-258'] },
  },
  {
    *instruction(instruction, ctx) {
      if (instruction.keyword !== 'ENV' || ctx.unit.kind !== 'dockerfile') return;
      const file = ctx.unit.dockerfile;
      const stage = file.stages[instruction.stage];
      if (!stage?.final) return;
      const base = stage.source.kind === 'image' ? stage.source.reference : undefined;
      for (const variable of instruction.variables) {
        const { text } = variable.resolved;
        const row =
          text === undefined
            ? undefined
            : openByVariable(base, variable.name, text, (n, wanted) =>
                wanted.test(stage.env.get(n)?.resolved.text ?? ''),
              );
        if (row)
          yield {
            at: variable.span,
            message: `\`${variable.name}=${text}\` ${row.says} in every container of the image`,
            fixes: fixIf(
              `Remove \`${variable.name}\``,
              'review',
              () => deleteVariable(file, variable),
              removesVariable(file, variable),
              ['Give the container a password when it starts'],
            ),
          };
      }
    },
    *container(container, ctx) {
      for (const { variable, row } of openVariables(container))
        yield {
          at: variable.at,
          noFixWhereLowered: true,
          ...(row.forTrying && !isForProduction(ctx.unit.path) ? { profile: 'strict' as const } : {}),
          ...lessWhereUnreachable(container, row.port, ctx),
          message: `\`${variable.name}=${variable.value}\` of \`${container.name}\` ${row.says}`,
          fixes: [...askFix(container, variable, row, ctx), ...removeFix(container, variable, row, ctx)],
        };
      for (const { at, shown, row } of openCommands(container, ctx.unit.text))
        yield {
          at,
          ...lessWhereUnreachable(container, row.port, ctx),
          message: `\`${shown}\` of \`${container.name}\` ${row.says}`,
        };
    },
  },
);

/** Only services of the same Compose file reach it. `port`: where it listens, if the image has other ports too. */
function lessWhereUnreachable(
  { owner, ports }: Container,
  port: string | undefined,
  { unit }: Context,
): Partial<Finding> {
  if (owner.origin !== 'compose' || unit.kind !== 'compose') return {};
  const isOpen = ports.some((p) => !/^(?:127\.|::1$)/.test(p.hostIp ?? '') && (p.containerPort ?? port) === port);
  const isHidden = port !== undefined && owner.networkMode === undefined && !owner.partial && !isOpen;
  return isHidden || !isReachable(owner, unit.compose) ? { severity: 'info', profile: 'strict' } : {};
}

const environmentOf = ({ origin }: Container): string => (origin === 'compose' ? 'environment' : 'env');

/** Not where the image does not start without the password, nor where other services of the file call this one without it. */
const removeFix = (container: Container, variable: EnvVariable, row: VariableRow, ctx: Context): Fix[] =>
  row.needs !== undefined || (row.with === undefined && isCalled(container, ctx))
    ? []
    : fixIf(
        `Remove \`${variable.name}\``,
        'review',
        () => deleteEnv(ctx, container, variable),
        [removes(container, environmentOf(container), variable.name)],
        ['Give the programs that use it a password'],
      );

/** Whether the file names the service as a host: `http://search:9200`, `search:9200`. */
const isCalled = ({ origin, name }: Container, { unit }: Context): boolean =>
  origin === 'compose' && new RegExp(`[/@"'\\s=,]${name.replace(/\W/g, '\\$&')}(?::\\d|/)`).test(unit.text);

/** Puts the password in the place of the setting, if that is a line of its own. */
function askFix(container: Container, variable: EnvVariable, { needs }: VariableRow, ctx: Context): Fix[] {
  const { valueSpan, nameSpan, at } = variable;
  const line = ctx.unit.text.slice(ctx.unit.text.lastIndexOf('\n', at.start - 1) + 1, nameSpan.start);
  if (!needs || !valueSpan || container.origin !== 'compose' || !/^[\s-]*["']?$/.test(line)) return [];
  if (container.env.some((v) => v.name === needs) || !isOwn(container, container.lens.get('environment').node))
    return [];
  return fixIf(
    `Ask for \`${needs}\``,
    'review',
    () => [...replace(nameSpan, needs), ...replace(valueSpan, requiredVariable(needs))],
    [removes(container, 'environment', variable.name), adds(container, 'environment', needs)],
    ['Give the programs that use it the password too; a database that has its data already keeps its old settings'],
  );
}
