/** What in a container works only as root: with another user it would fail. */
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import { stepDown } from '../image/knowledge/user/step-down.ts';
import { effectiveCommands, knownStart, type ShellCommand } from '../shell/shell.ts';
import { commandNeeds } from './command-capabilities.ts';
import { keptRoot } from './kept-root.ts';

/** They use capabilities where they have them, and work without. */
const NOT_ONLY_ROOTS = /^(?:tar|cpio|cp|mv|rsync|install|kill|pkill|killall|f?ping6?|traceroute)$/;

/**
 * The container is privileged, adds capabilities, which only root has, signals the processes of other containers, or runs a command that
 * works only as root.
 */
export const needsRoot = (container: Container): boolean =>
  container.privileged.value === true ||
  usesAddedCapabilities(container) ||
  signalsOthers(container) ||
  commandNeeds(container).some(({ command }) => !NOT_ONLY_ROOTS.test(command)) ||
  containerCommands(container).some(({ command }) =>
    effectiveCommands(command).some((one) => changesSystem(one.command, container)),
  );

/**
 * A capability that is added reaches only programs of root: neither Docker nor Kubernetes makes it ambient. Those of an image that gives up
 * root are for its start. `NET_BIND_SERVICE` is also what a program with file capabilities is given.
 */
function usesAddedCapabilities(container: Container): boolean {
  const { capAdd, image } = container;
  if (!capAdd.some(({ name }) => name !== 'NET_BIND_SERVICE')) return false;
  const step = image?.reference && stepDown(image.reference);
  return !step || keptRoot(container, step) !== undefined;
}

/** Containers that share a process namespace mostly do so that one of them can signal the others, which have users of their own. */
const signalsOthers = ({ owner }: Container): boolean =>
  owner.origin === 'kubernetes' && owner.pod.get('shareProcessNamespace').text === 'true';

/** Folders that belong to root in an image. */
const OF_THE_SYSTEM = /^\/(?:etc|usr|s?bin|lib(?:32|64|x32)?|opt|root|boot)(?:\/|$)/;

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
const WRITERS = /^(?:cp|mv|ln|install|mkdir|touch|tee|rm|rmdir|rsync)$/;

/** The command installs something into the system, or writes to a folder of it that no volume covers. */
function changesSystem(command: ShellCommand, container: Container): boolean {
  const { name, args } = program(command);
  if (name === undefined) return false;
  const installs = INSTALLERS.some(
    (one) =>
      one.name.test(name) &&
      (args.length === 0 ? one.words.test('') : args.some((arg) => one.words.test(arg))) &&
      !args.some((arg) => one.unless?.test(arg)),
  );
  if (installs) return true;
  const inPlace = name === 'sed' && args.some((arg) => /^(?:-\w*i|--in-place)/.test(arg));
  const last = WRITERS.test(name) || inPlace ? args.slice(-1) : [];
  const redirected = command.redirects.flatMap(({ operator, target }) =>
    /^(?:>>?\|?|&>>?)$/.test(operator) && target ? [knownStart(target)] : [],
  );
  return [...last, ...redirected].some((path) => OF_THE_SYSTEM.test(path) && !isOnVolume(path, container));
}

/** `python3 -m pip` counts as `pip`. */
function program({ name, words }: ShellCommand): { readonly name: string | undefined; readonly args: string[] } {
  const args = words.slice(1).map(knownStart);
  if (name && /^python[\d.]*$/.test(name) && args[0] === '-m') return { name: args[1], args: args.slice(2) };
  return { name, args };
}

function isOnVolume(path: string, { origin, lens, hostMounts }: Container): boolean {
  const targets =
    origin === 'kubernetes'
      ? lens
          .get('volumeMounts')
          .items()
          .map((mount) => mount.get('mountPath').text)
      : hostMounts.map(({ target }) => target);
  return targets.some((target) => target !== undefined && `${path}/`.startsWith(`${target.replace(/\/+$/, '')}/`));
}
