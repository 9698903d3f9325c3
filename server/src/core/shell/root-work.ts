/** What commands do that only root may do in an image, and which paths they write. */

import { effectiveCommands } from './effective.ts';
import { knownStart } from './options.ts';
import { parseShell } from './parse.ts';
import type { ShellCommand } from './syntax.ts';

/** An installer whose words, in any order, say that it installs for the whole system; `unless` one of these says where else. */
const INSTALLERS: readonly { readonly name: RegExp; readonly words: RegExp; readonly unless?: RegExp }[] = [
  {
    name: /^pip[\d.]*$/,
    words: /^install$/,
    unless: /^(?:--user|--target|-t|--prefix|--root|--dry-run|--help|--python)(?:=|$)/,
  },
  { name: /^(?:npm|pnpm)$/, words: /^(?:-g|--global)$/, unless: /^--prefix(?:=|$)/ },
  { name: /^yarn$/, words: /^global$/, unless: /^--prefix(?:=|$)/ },
  { name: /^gem$/, words: /^install$/, unless: /^(?:--user-install|-i|--install-dir)(?:=|$)/ },
  { name: /^cpanm?$/, words: /^[A-Z]\w*/, unless: /^(?:-l|-L|--local-lib(?:-contained)?)(?:=|$)/ },
  { name: /^(?:update-ca-certificates|update-ca-trust|ldconfig|locale-gen|update-alternatives)$/, words: /^/ },
  { name: /^(?:a2(?:en|dis)(?:mod|site|conf)|docker-php-ext-\w+|phpenmod)$/, words: /^/ },
];

/** Commands whose last word is what they write. */
const WRITES_LAST = /^(?:cp|mv|ln|install|rsync)$/;
/** Commands that write all their operands. */
const WRITES_ALL = /^(?:mkdir|touch|tee|rm|rmdir)$/;

/** Options whose value is the next word, where they do not hold it themselves: letters, and long names. `to`: those whose value is the folder that is written. */
const VALUED: readonly {
  readonly name: RegExp;
  readonly letters: RegExp;
  readonly long: RegExp;
  readonly to?: RegExp;
}[] = [
  {
    name: /^install$/,
    letters: /[mogSt]/,
    long: /^--(?:mode|owner|group|suffix|target-directory|strip-program)$/,
    to: /^(?:-\w*t|--target-directory)$/,
  },
  {
    name: /^(?:cp|mv|ln)$/,
    letters: /[St]/,
    long: /^--(?:suffix|target-directory)$/,
    to: /^(?:-\w*t|--target-directory)$/,
  },
  { name: /^mkdir$/, letters: /m/, long: /^--mode$/ },
  { name: /^touch$/, letters: /[dtr]/, long: /^--(?:date|reference|time)$/ },
  {
    name: /^rsync$/,
    letters: /[ef]/,
    long: /^--(?:rsh|filter|exclude|include|exclude-from|include-from|files-from|chmod|chown|port)$/,
  },
  { name: /^sed$/, letters: /[efl]/, long: /^--(?:expression|file|line-length)$/ },
];

/** An option of sed that holds its script. Source: POSIX.1-2024, sed; GNU sed manual, "Overview": without `-e` and `-f` the first operand is the script. */
const SCRIPT = /^(?:-[a-zA-Z]*?[ef]|--(?:expression|file)(?:=|$))/;

/**
 * The operands of a command, '' for those that are not known, without the values of options: the mode of `install -m 700 -d DIR`. `folder`: what an
 * option names as the place that is written, as in `cp -t DIR FILE`.
 */
function operandsOf(name: string | undefined, args: readonly string[]): { operands: string[]; folder?: string } {
  const row = VALUED.find((one) => one.name.test(name ?? ''));
  const operands: string[] = [];
  let folder: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') return { operands: [...operands, ...args.slice(i + 1)], ...(folder !== undefined && { folder }) };
    if (!arg.startsWith('-') || arg === '-') operands.push(arg);
    else if (row?.long.test(arg) || bundleTakesNext(arg, row?.letters)) {
      i++;
      if (row?.to?.test(arg)) folder = args[i] ?? '';
    } else if (row?.to) folder = /^(?:--target-directory=|-t)(.+)$/.exec(arg)?.[1] ?? folder;
  }
  return { operands, ...(folder !== undefined && { folder }) };
}

/** Whether the first letter of a bundle such as `-dm` that takes a value is its last: then the value is the next word. */
function bundleTakesNext(arg: string, letters: RegExp | undefined): boolean {
  if (!letters || arg.startsWith('--')) return false;
  const at = arg.search(letters);
  return at > 0 && at === arg.length - 1;
}

/** `python3 -m pip` counts as `pip`. */
function program({ name, words }: ShellCommand): { readonly name: string | undefined; readonly args: string[] } {
  const args = words.slice(1).map(knownStart);
  if (name && /^python[\d.]*$/.test(name) && args[0] === '-m') return { name: args[1], args: args.slice(2) };
  return { name, args };
}

/** The name of the installer, if the command installs something for the whole system. */
export function installsForAll(command: ShellCommand): string | undefined {
  const { name, args } = program(command);
  if (name === undefined) return undefined;
  const installs = INSTALLERS.some(
    (one) =>
      one.name.test(name) &&
      (args.length === 0 ? one.words.test('') : args.some((arg) => one.words.test(arg))) &&
      !args.some((arg) => one.unless?.test(arg)),
  );
  return installs ? name : undefined;
}

/** The paths that a command writes, as far as their beginning is known. */
export function writtenPaths(command: ShellCommand): string[] {
  const { name, args } = program(command);
  const inPlace = name === 'sed' && args.some((arg) => /^(?:-\w*i|--in-place)/.test(arg));
  const { operands: all, folder } = operandsOf(name, args);
  const operands = name === 'sed' && !args.some((arg) => SCRIPT.test(arg)) ? all.slice(1) : all;
  const makesFolders = name === 'install' && args.some((arg) => /^(?:-[a-ln-zA-Z]*d|--directory$)/.test(arg));
  const isLast = WRITES_LAST.test(name ?? '') && !makesFolders;
  const last = isLast ? (folder === undefined ? operands.slice(-1) : [folder]) : [];
  const each = inPlace || makesFolders || WRITES_ALL.test(name ?? '') ? operands : [];
  const redirected = command.redirects.flatMap(({ operator, target }) =>
    /^(?:>>?\|?|&>>?)$/.test(operator) && target ? [knownStart(target)] : [],
  );
  return [...last, ...each, ...redirected].filter((path) => path !== '');
}

const PACKAGES = /^(?:apt|apt-get|aptitude|apk|yum|dnf|microdnf|zypper)$/;

/** Services of a system: they need root to start, or change to users of their own. */
const SERVICES =
  /^(?:sshd|crond?|rsyslogd|syslogd|syslog-ng|dbus-daemon|dockerd|containerd|dnsmasq|named|ntpd|chronyd|vsftpd|proftpd|smbd|nmbd|slapd|postfix|opendkim|fail2ban-server|keepalived|openvpn|xinetd|inetd|udevd|systemd|init)$/;

const ADMINISTRATION =
  /^(?:chown|chgrp|useradd|adduser|groupadd|addgroup|usermod|groupmod|userdel|deluser|chpasswd|passwd|mount|umount|ip6?tables(?:-restore)?|nft|modprobe|setcap|mknod|losetup|mkfs(?:\.\w+)?|insmod|rmmod|bpftool|chroot|hwclock|ldconfig)$/;

/** What the command does that only root may do, as a clause without subject: "starts `sshd`"; `undefined` if nothing is known. */
export function rootWork(command: ShellCommand): string | undefined {
  const { name, words } = command;
  if (name === undefined) return undefined;
  const args = words.slice(1).map(knownStart);
  const script = /^\/etc\/(?:rc\.d\/)?init\.d\/([\w.-]+)$/.exec(knownStart(words[0]!))?.[1];
  if (script !== undefined) return `starts \`${script}\``;
  if (name === 'service' && args[0] && /^(?:re)?start$/.test(args[1] ?? '')) return `starts \`${args[0]}\``;
  if (name === 'systemctl' && /^(?:re)?start$/.test(args[0] ?? '') && args[1]) return `starts \`${args[1]}\``;
  if (SERVICES.test(name)) return `starts \`${name}\``;
  if (PACKAGES.test(name)) {
    const installs = args.some((arg) => /^(?:install|add|update|upgrade|dist-upgrade)$/.test(arg));
    return installs ? `installs packages with \`${name}\`` : undefined;
  }
  const installer = installsForAll(command);
  if (installer !== undefined) return `runs \`${installer}\` for the whole system`;
  return ADMINISTRATION.test(name) ? `runs \`${name}\`` : undefined;
}

/** Servers that start as root to open ports and files, and run their workers as a user of their own configuration. */
export const isWebServer = ({ name }: ShellCommand): boolean =>
  /^(?:nginx|openresty|apache2|apache2-foreground|apache2ctl|apachectl|httpd|httpd-foreground|php-fpm[\d.]*)$/.test(
    name ?? '',
  );

/** Whether the last command is such a server, and the others in the background are too. */
export function onlyWebServers(commands: readonly ShellCommand[]): boolean {
  const runs = (command: ShellCommand | undefined): boolean =>
    command !== undefined && effectiveCommands(command).some((one) => isWebServer(one.command));
  return runs(commands.at(-1)) && commands.every((c, n) => c.separatorBefore !== '&' || runs(commands[n - 1]));
}

/** Longer scripts are not read. */
const MAX_SCRIPT = 100_000;

/** Whether a script ends with a web server and leaves nothing else running. */
export const endsInWebServer = (text: string): boolean =>
  text.length <= MAX_SCRIPT && onlyWebServers(parseShell({ text, at: (i) => i }).commands);

/** Tools that build or install below the current folder, by the words that make them do so; `unless` one of these says that they write nothing. */
const BUILDS: readonly { readonly name: RegExp; readonly words: RegExp; readonly unless?: RegExp }[] = [
  { name: /^go$/, words: /^(?:build|run|test|generate|get|install|mod)$/ },
  { name: /^cargo$/, words: /^(?:build|run|watch|test|install)$/ },
  { name: /^(?:mvnw?|gradlew?|sbt|lein|make|rake|hugo|air|reflex|modd|CompileDaemon)$/, words: /^/ },
  { name: /^dotnet$/, words: /^(?:run|build|watch|restore|test|publish)$/ },
  { name: /^(?:npm|pnpm|yarn)$/, words: /^(?:install|i|ci|add|build|build:.+)$/ },
  { name: /^bundle$/, words: /^(?:install|rails|rake)$/ },
  { name: /^rails$/, words: /^(?:s|server|db:.+)$/ },
  { name: /^(?:next|nuxt|nuxi|ng|gatsby|astro|remix|ember)$/, words: /^(?:dev|build|serve|develop|watch)$/ },
  // Its command is `dev` unless another one is named.
  { name: /^vite$/, words: /^/, unless: /^(?:preview|optimize)$/ },
  { name: /^(?:vue-cli-service|react-scripts|react-app-rewired|craco)$/, words: /^(?:start|serve|build|test)$/ },
  { name: /^nest$/, words: /^(?:build|start)$/ },
  // Compilers and bundlers write beside the sources, or to the folder of their configuration.
  {
    name: /^(?:tsc|tsc-watch|tsup|ttsc|rollup|webpack|parcel|ncc|microbundle|webpack-dev-server)$/,
    words: /^/,
    unless: /^--noEmit$/i,
  },
  { name: /^(?:babel|swc)$/, words: /^(?:-d|-o|--out-dir|--out-file)$/ },
  { name: /^esbuild$/, words: /^--out(?:dir|file)=/ },
  { name: /^prisma$/, words: /^generate$/ },
  // The emulators write their logs to the current folder. Source: firebase.google.com/docs/emulator-suite.
  { name: /^firebase$/, words: /^emulators:/ },
  { name: /^composer$/, words: /^(?:install|update|create-project)$/ },
  { name: /^python[\d.]*$/, words: /^(?:collectstatic|makemigrations|compilemessages)$/ },
  { name: /^pip(?:env|x)$|^poetry$|^uv$/, words: /^(?:install|sync|lock)$/ },
];

/** A word for a message: values, addresses and what is not known are left out. */
const shortened = (word: string): string => (/^[\w.@/:-]+$/.test(word) && !word.includes('://') ? word : '…');

/** The tool with its words up to the one that tells, if the command builds or installs below the current folder: `go build`, `uv pip install`. */
export function buildTool({ name, words }: ShellCommand): string | undefined {
  const args = words.slice(1).map(knownStart);
  const row = BUILDS.find((one) => one.name.test(name ?? ''));
  if (!row || args.some((arg) => /^--?(?:version|help)$/.test(arg) || row.unless?.test(arg))) return undefined;
  if (row.words.test('')) return name;
  const at = args.slice(0, 4).findIndex((arg) => row.words.test(arg));
  return at < 0 ? undefined : [name, ...args.slice(0, at + 1).map(shortened)].join(' ');
}
