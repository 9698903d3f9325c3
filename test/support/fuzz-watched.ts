/** Hostile texts through a child process that is killed when it does not end. */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { build } from 'esbuild';
import type { Answer } from './fuzz-child.ts';

/** An endless loop is what this is for; a busy machine must not reach it. How costs grow is asserted elsewhere. */
const DEADLINE = 300_000;
const outfile = `out/fuzz-${process.pid}.mjs`;
await build({
  entryPoints: ['test/support/fuzz-child.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'error',
});
after(() => fs.rmSync(outfile, { force: true }));

export interface Text {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** Fixes to try; a dozen by default. */
  readonly fixes?: number;
}

/** Judges the texts one after the other in one process, and in another after one that ended it; `faults` say so. */
export async function judgeAll(texts: readonly Text[]): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  let judge = start();
  for (const text of texts) {
    const answer = await judge.ask(text);
    answers.set(text.name, 'fault' in answer ? { ...NOTHING, faults: [answer.fault] } : answer);
    if ('fault' in answer) judge = start();
  }
  judge.end();
  return answers;
}

const NOTHING: Answer = { faults: [], problems: [], findings: 0 };

function start(): { ask(text: Text): Promise<Answer | { fault: string }>; end(): void } {
  const child = spawn(process.execPath, ['--enable-source-maps', outfile], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2000);
  });
  // The missing answer reports a child that has ended.
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask({ path, text, fixes }) {
      child.stdin.write(`${JSON.stringify({ path, text, fixes })}\n`);
      let late = false;
      const watchdog = setTimeout(() => {
        late = true;
        child.kill('SIGKILL');
      }, DEADLINE);
      const line = await lines.next();
      clearTimeout(watchdog);
      if (!line.done) return JSON.parse(line.value) as Answer;
      return { fault: late ? `did not end within ${DEADLINE / 1000} s` : `the process ended: ${said}` };
    },
    end: () => child.kill(),
  };
}

/** What went wrong, each with the name of its text, for an assertion that it is nothing. */
export const faultsOf = (answers: ReadonlyMap<string, Answer>): string[] =>
  [...answers].flatMap(([name, { faults }]) => faults.map((f) => `${name}: ${f}`));
