/** The syntax of a command that runs another command. */
export interface Wrapper {
  /** Letters of options that take a value. */
  readonly valued?: string;
  /** Long options whose value is the next word. */
  readonly valuedLong?: readonly string[];
  /** Number of operands before the command. */
  readonly operands?: number;
  /** Whether `NAME=value` may stand before the command. */
  readonly assignments?: boolean;
  /** With these options it does not run a command. */
  readonly refuses?: RegExp;
}

/**
 * Commands that run their operands as a command. Source: their manual pages (sudo 1.9, coreutils 9, util-linux 2.40, findutils 4.10,
 * bash 5.2, gosu 1.17, su-exec 0.3, tini 0.19, dumb-init 1.2, catatonit 0.2, s6 2.13, runit 2.1, daemontools 0.76).
 */
const wrappers: Readonly<Record<string, Wrapper>> = {
  builtin: {},
  busybox: { refuses: /^--(?:list|install|help)/ },
  catatonit: {},
  chpst: { valued: 'uUbenmdopfcr/' },
  chroot: { operands: 1 },
  command: { refuses: /^-\w*[vV]/ },
  'docker-init': { valued: 'ep' },
  doas: { valued: 'aCu' },
  'dumb-init': { valued: 'r', valuedLong: ['--rewrite'] },
  env: { valued: 'uC', valuedLong: ['--unset', '--chdir'], assignments: true, refuses: /^(?:-\w*S|--split-string)/ },
  exec: { valued: 'a' },
  fakeroot: { valued: 'lfsib' },
  gosu: { operands: 1 },
  ionice: { valued: 'cn', valuedLong: ['--class', '--classdata'], refuses: /^-\w*[pPu]/ },
  nice: { valued: 'n', valuedLong: ['--adjustment'] },
  nohup: {},
  runuser: { valued: 'ugG', valuedLong: ['--user', '--group', '--supp-group'], refuses: /^(?:-|-l|--login)$/ },
  setpriv: {
    valuedLong: ['--reuid', '--regid', '--ruid', '--rgid', '--euid', '--egid', '--groups'],
    refuses: /^(?:-d|--dump)/,
  },
  's6-setuidgid': { operands: 1 },
  setsid: {},
  setuidgid: { operands: 1 },
  stdbuf: { valued: 'ioe', valuedLong: ['--input', '--output', '--error'] },
  sudo: {
    valued: 'CDghpRrTtUu',
    valuedLong: [
      '--chdir',
      '--chroot',
      '--close-from',
      '--command-timeout',
      '--group',
      '--host',
      '--other-user',
      '--prompt',
      '--role',
      '--type',
      '--user',
    ],
    assignments: true,
    refuses: /^(?:-\w*[eKlv]|--(?:edit|list|remove-timestamp|validate))/,
  },
  'su-exec': { operands: 1 },
  time: { valued: 'fo', valuedLong: ['--format', '--output'] },
  timeout: { valued: 'ks', valuedLong: ['--kill-after', '--signal'], operands: 1 },
  tini: { valued: 'ep' },
  'tini-static': { valued: 'ep' },
  toybox: {},
  xargs: {
    valued: 'adEILnPs',
    valuedLong: ['--arg-file', '--delimiter', '--max-args', '--max-chars', '--max-procs', '--process-slot-var'],
  },
};

export function wrapperNamed(name: string): Wrapper | undefined {
  return Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
}

/** Whether a command of this name is a POSIX-like shell, which runs the script after `-c`. */
export function isShell(name: string): boolean {
  return /^(?:ba|da|a|z|k|mk|pdk|ya)?sh$/.test(name);
}

/** Programs other than shells that run scripts. */
export const INTERPRETERS = /^(?:python[\d.]*|perl|ruby|node|php|pwsh|Rscript|lua|deno|bun)$/;
