/** Rules about environment variables, in ENV of a Dockerfile and of containers: each is a row of a name and what is wrong with a value. */
import { deleteVariable } from '../dockerfile/edit.ts';
import type { Container } from '../domain/container.ts';
import { removes, removesVariable } from '../fixes/effect.ts';
import { deleteEnv } from '../fixes/environment.ts';
import { fixIf } from '../fixes/fix.ts';
import type { Checks, Context, Finding } from '../rule/rule.ts';

export interface EnvironmentSetting {
  readonly names: readonly string[];
  /** What follows from a value, after a colon: `pulls fail`; `undefined` where the value is harmless. `container` is absent in a build. */
  readonly harm: (value: string, ctx: Context, container?: Container) => string | undefined;
  readonly found?: Partial<Finding>;
  /** The manual step that remains after the variable is removed. */
  readonly note?: string;
}

/** A finding for each variable with a wrong value that is known, with its removal as the fix. */
export const environmentChecks = (settings: readonly EnvironmentSetting[]): Checks => ({
  *instruction({ variables }, ctx) {
    const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
    for (const variable of file ? variables : []) {
      const { name, resolved } = variable;
      for (const { row, harm } of wrong(settings, name, resolved.text, ctx))
        yield {
          at: variable.span,
          message: `\`${name}\` is \`${withoutLogin(resolved.text)}\`: ${harm}`,
          fixes: fixIf(
            `Remove \`${name}\``,
            'review',
            () => (file ? deleteVariable(file, variable) : []),
            file && removesVariable(file, variable),
            row.note === undefined ? [] : [row.note],
          ),
          ...row.found,
        };
    }
  },
  *container(container, ctx) {
    for (const variable of container.env) {
      if (variable.dynamic) continue;
      const { name, value } = variable;
      for (const { row, harm } of wrong(settings, name, value, ctx, container))
        yield {
          at: variable.valueSpan ?? variable.at,
          message: `\`${name}\` of \`${container.name}\` is \`${withoutLogin(value)}\`: ${harm}`,
          fixes: fixIf(
            `Remove \`${name}\``,
            'review',
            () => deleteEnv(ctx, container, variable),
            [removes(container, container.origin === 'compose' ? 'environment' : 'env', name)],
            row.note === undefined ? [] : [row.note],
          ),
          ...row.found,
        };
    }
  },
});

/** Messages never contain a password. */
const withoutLogin = (value = ''): string => value.replace(/\/\/[^@\s/]*@/g, '//');

function* wrong(
  settings: readonly EnvironmentSetting[],
  name: string,
  value: string | undefined,
  ctx: Context,
  container?: Container,
): Iterable<{ readonly row: EnvironmentSetting; readonly harm: string }> {
  for (const row of value === undefined ? [] : settings) {
    const harm = row.names.includes(name) ? row.harm(value ?? '', ctx, container) : undefined;
    if (harm !== undefined) yield { row, harm };
  }
}
