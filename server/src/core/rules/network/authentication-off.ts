import { openCommands, openVariables } from '../../checks/authentication-off.ts';
import { onlyHelps } from '../../checks/helper-file.ts';
import { isReachable } from '../../checks/out-of-reach.ts';
import { isForProduction } from '../../checks/production.ts';
import { deleteVariable } from '../../dockerfile/edit.ts';
import type { Container } from '../../domain/container.ts';
import { removesVariable } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { authenticationFixes } from '../../fixes/secret/authentication.ts';
import { openByVariable } from '../../image/knowledge/authentication-off.ts';
import type { VariableRow } from '../../image/knowledge/authentication-off-row.ts';
import { ON } from '../../image/knowledge/authentication-off-variables.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';

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
            fixes: row.needsMore
              ? []
              : fixIf(
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
          fixes: () => (isOnlyWay(container, row) ? [] : authenticationFixes(container, variable, row, ctx)),
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

const isOnlyWay = ({ env }: Container, { onlyWayWith }: VariableRow): boolean =>
  onlyWayWith !== undefined && env.some((v) => v.name === onlyWayWith && (v.dynamic || ON.test(v.value ?? '')));

/**
 * Only services of the same Compose file reach it, or of the networks that it shares: nothing is published on the host. Of nine such findings in public
 * repositories, read until 2026-11-30, a maintainer would have acted on one, in our judgement. `port`: where it listens, if the image has other ports too.
 */
function lessWhereUnreachable(
  { owner, ports, lens }: Container,
  port: string | undefined,
  ctx: Context,
): Partial<Finding> {
  const { unit } = ctx;
  if (owner.origin !== 'compose' || unit.kind !== 'compose') return {};
  const isOpen = ports.some((p) => !/^(?:127\.|::1$)/.test(p.hostIp ?? '') && (p.containerPort ?? port) === port);
  const isHidden = port !== undefined && owner.networkMode === undefined && !owner.partial && !isOpen;
  if (isHidden || !isReachable(owner, unit.compose)) return { severity: 'info', profile: 'strict' };
  const isPublished = owner.partial || owner.networkMode !== undefined || lens.get('ports').at !== undefined;
  return (!isPublished && !isForProduction(unit.path)) || onlyHelps(ctx) ? { profile: 'strict' } : {};
}
