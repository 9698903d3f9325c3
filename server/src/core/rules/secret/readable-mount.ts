import { changesInstruction } from '../../fixes/effect.ts';
import { fixIf, replace } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'secret/readable-mount',
    title: 'Secret that every user of the build may read',
    why: 'BuildKit gives a secret to root alone. With a wider mode every program of the build reads it, also one that gave up root because it comes from elsewhere: a script of a package, a test.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'credentials', 'least-privilege'],
    refs: { nist800190: ['4.1.4'], owaspDocker: ['12'], cwe: ['CWE-732'], 'sonar-iac': ['S6469'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      if (!file) return;
      for (const { options } of instruction.mounts) {
        const type = options.get('type')?.value;
        const mode = options.get('mode');
        if ((type !== 'secret' && type !== 'ssh') || !mode || !/^0?[0-7]{3}$/.test(mode.value)) continue;
        if (!/[4-7]$/.test(mode.value)) continue;
        yield {
          at: mode.span,
          message: `Mode \`${mode.value}\` lets every program of the build read the secret`,
          fixes: fixIf(
            'Use `0400`',
            'review',
            () => replace(mode.valueSpan, '0400'),
            changesInstruction(file, instruction),
            ['A command of another user needs `uid=` in the mount'],
          ),
        };
      }
    },
  },
);
