/** Renames a file over another one. Windows refuses that while a program, such as a virus scanner or an editor, has one of them open. */
import * as fs from 'node:fs';

/** The parts of the system that a rename needs; tests pass their own. */
export interface RenameSystem {
  readonly platform: NodeJS.Platform;
  readonly rename: (from: string | Buffer, to: string | Buffer) => void;
  /** Blocks for a number of milliseconds. */
  readonly wait: (milliseconds: number) => void;
}

const system: RenameSystem = {
  platform: process.platform,
  rename: (from, to) => fs.renameSync(from, to),
  wait: (milliseconds) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
};

/** Codes with which Windows refuses while a file is open. Elsewhere they do not pass by waiting. */
const OPEN_ELSEWHERE = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** Milliseconds to wait before each further attempt: about one second in total. */
const WAITS = [5, 10, 20, 40, 80, 160, 320, 320];

/** Renames `from` to `to`, which may exist. On Windows tries again a limited number of times. Throws the last error. */
export function renameOver(
  from: string | Buffer,
  to: string | Buffer,
  { platform, rename, wait }: RenameSystem = system,
): void {
  const waits = platform === 'win32' ? WAITS : [];
  for (let attempt = 0; ; attempt++) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      const pause = waits[attempt];
      if (pause === undefined || !OPEN_ELSEWHERE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      wait(pause);
    }
  }
}
