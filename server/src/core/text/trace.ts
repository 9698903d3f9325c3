/** Where an error was thrown, without its message: that may quote a file. */

/** Frames of a trace, at most. */
const MOST = 20;

/**
 * The frames of an error's stack, innermost first, each as `at …`; empty if there is no stack. The message is cut off before, since its own
 * lines may look like frames.
 */
export function traceOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  const { stack, message } = error;
  const at = message === '' ? 0 : stack.indexOf(message);
  return stack
    .slice(at < 0 ? stack.length : at + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, MOST);
}
