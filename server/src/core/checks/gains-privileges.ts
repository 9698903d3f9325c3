/** Programs that work only with more privileges than they were started with. */
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import { effectiveCommands } from '../shell/shell.ts';

/** Programs with the setuid or setgid bit, or file capabilities, in Debian, Alpine and Fedora; a process that is not root needs it for them. */
const PROGRAMS: ReadonlySet<string> = new Set(
  (
    'sudo doas su pkexec newgrp sg mount umount fusermount fusermount3 newuidmap newgidmap passwd chsh chfn gpasswd chage crontab at ' +
    'ping ping6 fping mtr dumpcap traceroute fixuid sendmail postdrop postqueue Xorg bwrap rootlesskit podman buildah'
  ).split(' '),
);

/**
 * Words in the names and tags of images whose own start does so: those without root map users with `newuidmap`, development containers
 * and browsers for tests call `sudo`, Postfix has programs with the setgid bit.
 */
const IMAGES =
  /\b(?:rootless|podman|buildah|devcontainers?|code-server|openvscode-server|gitpod|cimg|circleci|actions-runner|selenium|standalone-(?:chrome|firefox|edge)|postfix|mailserver|mailu|poste\.io|exim|sudo)\b/;

/** A command of the container, or the start of its image, gains privileges. */
export const gainsPrivileges = (container: Container): boolean =>
  IMAGES.test(nameOf(container)) || runs(container, PROGRAMS) || hasFileCapabilities(container);

/** A user other than root gets a capability that is added only from a program’s file. Source: capabilities(7), "Transformation of capabilities". */
const hasFileCapabilities = ({ capAdd, user, runAsNonRoot }: Container): boolean =>
  capAdd.length > 0 && (/^[1-9]/.test(user.value ?? '') || runAsNonRoot.value === true);

const NESTED: ReadonlySet<string> = new Set(['unshare', 'bwrap', 'rootlesskit', 'podman', 'buildah']);

/** A command of the container, or its image, starts containers without being root. */
export const createsNamespaces = (container: Container): boolean =>
  /\b(?:rootless|podman|buildah)\b/.test(nameOf(container)) || runs(container, NESTED);

const nameOf = ({ image }: Container): string => image?.raw ?? '';

const runs = (container: Container, programs: ReadonlySet<string>): boolean =>
  containerCommands(container).some(({ command }) =>
    effectiveCommands(command).some(({ command: { name }, via }) =>
      [...via, name].some((each) => each !== undefined && programs.has(each)),
    ),
  );
