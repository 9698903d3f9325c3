/** Runs the suites inside the extension host and prints what mocha found, one line a test. Shared by node.ts and web.ts. */
/// <reference types="mocha" />
import type Mocha from 'mocha';

/** What the two builds of mocha have in common. */
export interface Build {
  Mocha: typeof Mocha;
  mocha: Mocha;
}

/** Resolves when all passed, else rejects: the editor turns that into its exit code. `say` prints a line. */
export async function runSuites({ Mocha, mocha }: Build, say: (line: string) => void): Promise<void> {
  class Lines extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
      super(runner, options);
      const { stats } = runner;
      runner.on('pass', (test) => say(`  ok      ${test.fullTitle()} (${test.duration} ms)`));
      runner.on('fail', (test, error: Error) => say(`  FAILED  ${test.fullTitle()}\n${error.stack ?? error.message}`));
      runner.on('end', () => say(`${stats?.passes ?? 0} passing, ${stats?.failures ?? 0} failing`));
    }
  }
  mocha.ui('tdd').reporter(Lines).timeout(60_000);
  mocha.forbidOnly();
  mocha.forbidPending();
  mocha.suite.emit('pre-require', globalThis, 'suite', mocha);
  await import('./suite/index.ts');
  const failed = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failed > 0) throw new Error(`${failed} failed`);
}
