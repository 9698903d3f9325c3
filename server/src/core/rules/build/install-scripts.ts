import { changesInstruction } from '../../fixes/effect.ts';
import { fixIf, replace } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';
import { effectiveCommands, type ShellCommand, type ShellWord } from '../../shell/shell.ts';

/** Source: npm-install(1) and npm-ci(1), `ignore-scripts`, read 2026-11-30. pnpm 10 and Yarn 4 ask before they run scripts of packages. */
export default rule(
  {
    id: 'build/install-scripts',
    title: 'Scripts of packages run in the build',
    why: 'npm runs the install scripts of every package, also of those that a package of yours needs. A worm that spreads through stolen accounts of publishers does its work there: it reads tokens and writes into the image, before anyone calls the package.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: { nist800190: ['4.1.3', '4.1.5'], owaspDocker: ['13'], cwe: ['CWE-506', 'CWE-829'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      const stage = file?.stages[instruction.stage];
      if (!file || !stage || instruction.keyword !== 'RUN') return;
      if (/^true$/i.test(stage.env.get('NPM_CONFIG_IGNORE_SCRIPTS')?.resolved.text ?? '')) return;
      for (const { command } of instruction.commands().flatMap(effectiveCommands)) {
        const word = installing(command);
        if (!word) continue;
        const { end } = word.span;
        yield {
          at: word.span,
          message: `\`npm ${word.literal}\` runs the install scripts of all packages`,
          fixes: fixIf(
            'Add `--ignore-scripts`',
            'review',
            () => (instruction.exec ? [] : replace({ start: end, end }, ' --ignore-scripts')),
            changesInstruction(file, instruction),
            [
              'Run `npm rebuild` for the packages that need their scripts; the scripts of the project do not run either',
            ],
          ),
        };
      }
    },
  },
);

/** The word that makes npm install packages. */
function installing({ name, words }: ShellCommand): ShellWord | undefined {
  if (name !== 'npm' || words.some(({ literal }) => /^--ignore-scripts(?:=true)?$/.test(literal ?? '')))
    return undefined;
  const word = words.slice(1).find(({ literal }) => literal === undefined || !literal.startsWith('-'));
  return /^(?:ci|i|install|clean-install)$/.test(word?.literal ?? '') ? word : undefined;
}
