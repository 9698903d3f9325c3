/** Runs the suites inside the extension host and prints what mocha found, one line a test. Shared by node.ts and web.ts. */
/// <reference types="mocha" />
import type MochaType from 'mocha';

/** Resolves when all passed, else rejects: the editor turns that into its exit code. `say` prints a line. */
export async function runSuites(Mocha: typeof MochaType, say: (line: string) => void): Promise<void> {
  class Lines extends Mocha.reporters.Base {
    constructor(runner: MochaType.Runner, options: MochaType.MochaOptions) {
      super(runner, options);
      const { stats } = runner;
      runner.on('pass', (test) => say(`  ok      ${test.fullTitle()} (${test.duration} ms)`));
      runner.on('fail', (test, error: Error) => say(`  FAILED  ${test.fullTitle()}\n${error.stack ?? error.message}`));
      runner.on('end', () => say(`${stats?.passes ?? 0} passing, ${stats?.failures ?? 0} failing`));
    }
  }
  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000, reporter: Lines, forbidOnly: true, forbidPending: true });
  mocha.suite.emit('pre-require', globalThis, 'suite', mocha);
  await import('./suite/index.ts');
  const failed = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failed > 0) throw new Error(`${failed} failed`);
}
