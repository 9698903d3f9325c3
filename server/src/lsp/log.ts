/** The server's log (`window/logMessage`). It contains no text of files and no message twice; secrets in file names are masked. */
import type { Connection } from 'vscode-languageserver';
import { oneLine } from '../core/report/escape.ts';
import { traceOf } from '../core/text/trace.ts';

export interface Log {
  info(message: string): void;
  /** Logs a warning; drops repetitions. */
  warnOnce(message: string): void;
  /** Logs an internal error once, with the frames of its stack, but without its message: that may quote a file. */
  fault(where: string, error: unknown): void;
  /** The same for an error that is known by its frames. */
  faultAt(what: string, trace: readonly string[]): void;
}

/** Most messages to remember, so that the memory of a server that runs for weeks stays bounded. */
const MOST = 2000;

/** What failed and the kind of its error, without the error's message. */
export const faultText = (where: string, error: unknown): string =>
  `${where} failed: ${error instanceof Error ? error.name : typeof error}`;

/** A fault as text to show, with a line for each frame. */
export const withTrace = (what: string, trace: readonly string[]): string =>
  [what, ...trace.map((frame) => `  ${frame}`)].map(oneLine).join('\n');

export function createLog(connection: Connection): Log {
  const seen = new Set<string>();
  const once = (message: string): boolean => {
    if (seen.has(message)) return false;
    if (seen.size >= MOST) seen.clear();
    seen.add(message);
    return true;
  };
  const faultAt = (what: string, trace: readonly string[]): void => {
    // The frames further out differ by what asked.
    if (once(`${what}\n${trace[0]}`)) connection.console.error(withTrace(what, trace));
  };
  return {
    info: (message) => connection.console.info(oneLine(message)),
    warnOnce: (message) => {
      if (once(message)) connection.console.warn(oneLine(message));
    },
    fault: (where, error) => faultAt(faultText(where, error), traceOf(error)),
    faultAt,
  };
}
