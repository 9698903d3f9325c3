/** The server's log: `window/logMessage`. Nothing of a file's contents goes there, and nothing twice. */
import type { Connection } from 'vscode-languageserver';

export interface Log {
  info(message: string): void;
  /** A warning; the second one of the same words is dropped. */
  warnOnce(message: string): void;
  /** A fault of ours, once. */
  fault(where: string, error: unknown): void;
}

/** Messages remembered, so that a server that runs for weeks does not grow. */
const MOST = 2000;

export function createLog(connection: Connection): Log {
  const said = new Set<string>();
  const once = (message: string): boolean => {
    if (said.has(message)) return false;
    if (said.size >= MOST) said.clear();
    said.add(message);
    return true;
  };
  return {
    info: (message) => connection.console.info(message),
    warnOnce: (message) => {
      if (once(message)) connection.console.warn(message);
    },
    fault(where, error) {
      // The place in our own code, not the error's message: that may quote a file.
      const stack = error instanceof Error ? (error.stack ?? '') : '';
      const place = /\n\s+at ([^\n]*)/.exec(stack)?.[1]?.trim() ?? 'unknown place';
      const name = error instanceof Error ? error.name : typeof error;
      const message = `${where} failed: ${name} at ${place}`;
      if (once(message)) connection.console.error(message);
    },
  };
}
