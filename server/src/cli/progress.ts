import { isTerminal } from './output.ts';

/** A counter on stderr, shown on a terminal after one second. */
export function progressBar(): { step: () => void; done: () => void } {
  const began = Date.now();
  let steps = 0;
  let shownAt = 0;
  const show = isTerminal(2);
  return {
    step() {
      steps++;
      const now = Date.now();
      if (!show || now - began < 1000 || now - shownAt < 100) return;
      shownAt = now;
      const dots = '#'.repeat(Math.min(30, Math.floor(steps / 100)));
      process.stderr.write(`\r\u001b[K${dots} ${steps} steps`);
    },
    done() {
      if (shownAt > 0) process.stderr.write('\r\u001b[K');
    },
  };
}
