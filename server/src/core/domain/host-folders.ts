/** Folders and devices of the host in a container: they keep the owner that they have on the host. */
import type { Container } from './container.ts';

/** Folders of the system: programs only read what is mounted there. */
const SYSTEM = /^\/(?:dev|etc|proc|sys)(?:\/|$)/;

/** A source that is one variable: the name of a volume or a folder of the host. */
const VARIABLE = /^\$(?:\{.*\}|\w+):(\/[^:]*)(?::(.*))?$/;

/** Where the container may write to what is mounted from the host, each once, as written; also where a variable is the whole source of a mount. */
export function writableFolders({ origin, lens, hostMounts }: Container): string[] {
  const items = origin === 'compose' ? lens.get('volumes').items() : [];
  const chosen = items.flatMap(({ text }) => {
    const [, target, options] = VARIABLE.exec(text ?? '') ?? [];
    return target === undefined || options?.split(',').includes('ro') ? [] : [target];
  });
  const known = hostMounts.flatMap(({ target, readOnly }) => (readOnly || !target ? [] : [target]));
  return [...new Set([...known, ...chosen])].filter((target) => !SYSTEM.test(target));
}

/** A device of the host, other than those that everybody may open. */
const DEVICE = /^\/dev\/(?!(?:shm|log|null|zero|full|u?random|tty|ptmx|pts)(?:[/:]|$))[^:$]+/;

/** The path of a device of the host that the container gets: devices belong to root and to groups of the host. */
export const hostDevice = (container: Container): string | undefined => hostDevices(container)[0];

/**
 * Whether the container mounts file systems of programs (FUSE): mount(2) needs `SYS_ADMIN`, and Docker's AppArmor profile refuses it.
 * Sources: capabilities(7), fuse(4); moby/profiles, `apparmor/template.go`, "deny mount".
 */
export const mountsWithFuse = (container: Container): boolean => hostDevices(container).includes('/dev/fuse');

function hostDevices({ origin, lens, hostMounts }: Container): string[] {
  const given = origin === 'compose' ? lens.get('devices').items() : [];
  const sources = given.flatMap((item) => item.get('source').text ?? item.text ?? []);
  const paths = [...sources, ...hostMounts.map(({ source }) => source)];
  return paths.flatMap((path) => DEVICE.exec(path)?.[0] ?? []);
}
