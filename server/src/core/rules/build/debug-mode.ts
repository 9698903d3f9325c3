import { isForDevelopment } from '../../checks/for-development.ts';
import { deleteVariable } from '../../dockerfile/edit.ts';
import { removesVariable } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { type Finding, rule } from '../../rule/rule.ts';

interface Mode extends Partial<Finding> {
  readonly name: string;
  readonly value: RegExp;
  readonly does: string;
}
const ON = /^(?:true|1|yes|on)$/i;

/** Named in the programs' manuals: Flask "Debugging", Django `DEBUG`, Laravel `APP_DEBUG`, Xdebug 3, ASP.NET Core "Environments", Rails "Configuring". */
const MODES: readonly Mode[] = [
  {
    name: 'FLASK_DEBUG',
    value: ON,
    does: 'offers a console that runs Python to whoever sees an error',
    profile: 'default',
  },
  { name: 'DJANGO_DEBUG', value: ON, does: 'shows settings and source to whoever sees an error' },
  { name: 'APP_DEBUG', value: ON, does: 'shows settings and source to whoever sees an error' },
  { name: 'FLASK_ENV', value: /^development$/i, does: 'switches debug mode on' },
  { name: 'RAILS_ENV', value: /^development$/i, does: 'shows source to whoever sees an error' },
  { name: 'ASPNETCORE_ENVIRONMENT', value: /^development$/i, does: 'shows source to whoever sees an error' },
  { name: 'XDEBUG_MODE', value: /(?:^|,)debug(?:,|$)/i, does: 'lets a debugger run code' },
  {
    name: 'JAVA_TOOL_OPTIONS',
    value: /-agentlib:jdwp=\S*address=(?:\*|0\.0\.0\.0):/,
    does: 'lets everyone who reaches the port run code in the program',
    severity: 'warning',
    profile: 'default',
  },
];

export default rule(
  {
    id: 'build/debug-mode',
    title: 'Debug mode in the image',
    why: 'Debug modes show source, settings and passwords to whoever causes an error, and some run code for everyone who asks. An image carries its environment into every place where it runs, production too.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'exposure'],
    refs: { cisDocker: ['4.3'], nist800190: ['4.1.2'], cwe: ['CWE-489', 'CWE-215'], 'sonar-iac': ['S4507'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      const stage = file?.stages[instruction.stage];
      if (!file || !stage?.final || instruction.keyword !== 'ENV') return;
      if (isForDevelopment(ctx.unit.path) || /^dev/.test(stage.name ?? '')) return;
      for (const variable of instruction.variables) {
        const { text, overridable } = variable.resolved;
        const mode = MODES.find((m) => m.name === variable.name && text !== undefined && m.value.test(text));
        if (!mode || overridable || stage.env.get(variable.name) !== variable) continue;
        const { name, value: _, does, ...rest } = mode;
        yield {
          at: variable.span,
          ...rest,
          message: `\`${name}=${text}\` ${does}`,
          fixes: fixIf(
            `Remove \`${name}\``,
            'review',
            () => deleteVariable(file, variable),
            removesVariable(file, variable),
            ['Set it where developers start the container'],
          ),
        };
      }
    },
  },
);
