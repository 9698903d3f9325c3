import { changesInstruction } from '../../fixes/effect.ts';
import { fixIf, replace } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';
import { effectiveCommands, type ShellCommand, type ShellWord } from '../../shell/shell.ts';

/**
 * Sources: npm-install(1), npm-ci(1) and npm-approve-scripts(1) of npm 11.21.2, 12.0.0 and 12.2.2: since 12.0.0 npm runs only the scripts that
 * `allowScripts` names; pnpm.io `supply-chain-security.md`: pnpm since 10 likewise; the default of `enableScripts` in Yarn 4.18.1 is off. All
 * read 2026-11-30.
 */
export default rule(
  {
    id: 'build/install-scripts',
    title: 'Scripts of packages run in the build',
    why: 'npm before version 12 runs the install scripts of every package, also of those that a package of yours needs; npm 12 runs only those that the project allows. A worm that spreads through stolen accounts of publishers does its work there: it reads tokens and writes into the image, before anyone calls the package.',
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
      // npm reads the names of its variables in either case.
      const off = ['NPM_CONFIG_IGNORE_SCRIPTS', 'npm_config_ignore_scripts'].map(
        (name) => stage.env.get(name)?.resolved.text,
      );
      if (off.some((text) => /^true$/i.test(text ?? ''))) return;
      if (stage.instructions.some(({ keyword, argsText }) => keyword === 'RUN' && NEW_NPM.test(argsText))) return;
      for (const { command } of instruction.commands().flatMap(effectiveCommands)) {
        const word = installing(command);
        if (!word) continue;
        const { end } = word.span;
        yield {
          at: word.span,
          message: `Before version 12, \`npm ${word.literal}\` runs the install scripts of all packages`,
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

/** An npm that a build fetches, which blocks the scripts by itself. */
const NEW_NPM = /\bnpm@(?:latest\b|1[2-9]\b|[2-9]\d\b)/;

/** The word that makes npm install packages, by the names of npm-install(1) and npm-ci(1). */
function installing({ name, words }: ShellCommand): ShellWord | undefined {
  if (name !== 'npm' || words.some(({ literal }) => /^--ignore-scripts(?:=true)?$/.test(literal ?? '')))
    return undefined;
  const word = words.slice(1).find(({ literal }) => literal === undefined || !literal.startsWith('-'));
  return /^(?:ci|ic|clean-install|install-clean|i|in|install|add)$/.test(word?.literal ?? '') ? word : undefined;
}
