/** Threads that run pages with mutants. A mutant that does not end counts as killed: its thread is stopped and replaced. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Question } from './mutant-worker.ts';

/** Milliseconds without an answer after which a mutant counts as endless: a page takes well under one second. */
const ENDLESS = 30_000;

/** Answers every question, in any order; `answered` is called for each answer at once. */
export async function askAll(
  script: string,
  questions: readonly Question[],
  answered: (nth: number, noticed: boolean) => void,
): Promise<void> {
  let next = 0;
  const serve = async (): Promise<void> => {
    let worker = new Worker(script);
    while (next < questions.length) {
      const nth = next++;
      const answer = await ask(worker, questions[nth]!);
      if (answer === undefined) {
        await worker.terminate();
        worker = new Worker(script);
      }
      answered(nth, answer ?? true);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), questions.length) }, serve));
}

/** `undefined`: there was no answer in time. */
function ask(worker: Worker, question: Question): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    const done = (answer: boolean | undefined): void => {
      clearTimeout(timer);
      worker.off('message', done);
      worker.off('error', failed);
      resolve(answer);
    };
    const failed = (): void => done(undefined);
    const timer = setTimeout(failed, ENDLESS);
    worker.on('message', done);
    worker.on('error', failed);
    worker.postMessage(question);
  });
}
