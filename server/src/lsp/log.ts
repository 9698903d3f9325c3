/** The server's log (`window/logMessage`). It contains no text of files and no message twice; secrets in file names are masked. */
import type { Connection } from 'vscode-languageserver';
import { oneLine } from '../core/report/escape.ts';

export interface Log {
  info(message: string): void;
  /** Logs a warning; drops repetitions. */
  warnOnce(message: string): void;
  /** Logs an internal error once. */
  fault(where: string, error: unknown): void;
}

/** Most messages to remember, so that the memory of a server that runs for weeks stays bounded. */
const MOST = 2000;

export function createLog(connection: Connection): Log {
  const seen = new Set<string>();
  const once = (message: string): boolean => {
    if (seen.has(message)) return false;
    if (seen.size >= MOST) seen.clear();
    seen.add(message);
    return true;
  };
  return {
    info: (message) => connection.console.info(oneLine(message)),
    warnOnce: (message) => {
      if (once(message)) connection.console.warn(oneLine(message));
    },
    fault(where, error) {
      // Log the place in our code, not the error's message, which may quote a file.
      const stack = error instanceof Error ? (error.stack ?? '') : '';
      const place = /\n\s+at ([^\n]*)/.exec(stack)?.[1]?.trim() ?? 'unknown place';
      const name = error instanceof Error ? error.name : typeof error;
      const message = `${where} failed: ${name} at ${place}`;
      if (once(message)) connection.console.error(oneLine(message));
    },
  };
}
