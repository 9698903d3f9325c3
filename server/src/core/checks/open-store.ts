/** Databases and caches of a Compose file that let everyone in who reaches their port. */
import type { ComposeUnit } from '../domain/compose.ts';
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import { isDataImage } from '../network/sensitive-ports.ts';
import { detectAssignment } from '../secrets/detect/assignment.ts';
import { secretName } from '../secrets/detect/names.ts';

/**
 * Images that ask for no password until a setting makes them: the last name of the repository. Read on 2026-11-30 in docker-library/docs:
 * redis/content.md and valkey/content.md ("Security"), mongo/content.md ("MongoDB does not require authentication by default").
 */
const WITHOUT_PASSWORD = /(?:^|\/)(?:redis|redis-stack|redis-stack-server|valkey|mongo)$/;

/** Whether the text of a service shows that its store takes a well-known default password, or none at all. False where a file that we do not read decides it. */
export function isOpenAsWritten(container: Container): boolean {
  const passwords = container.env.filter(({ name }) => secretName(name) !== undefined || /_AUTH$/.test(name));
  const weak = passwords.some(({ name, value, dynamic, fallback }) => {
    const text = dynamic ? fallback?.text : value;
    return text !== undefined && detectAssignment(name, text)?.kind === 'weak-default';
  });
  if (weak) return true;
  const repository = container.image?.reference?.repository ?? '';
  return passwords.length === 0 && WITHOUT_PASSWORD.test(repository) && !mayAskFor(container);
}

/** Whether a password may come from an environment file, a configuration, a secret or the command. */
function mayAskFor(container: Container): boolean {
  const { lens } = container;
  if (['env_file', 'secrets', 'configs', 'extends'].some((key) => lens.get(key).node)) return true;
  if (
    container.hostMounts.some(({ target }) => target === undefined || /(?:\/etc\/|conf|\.ya?ml$|\.acl$)/.test(target))
  )
    return true;
  return containerCommands(container).some(({ command }) =>
    command.words.some(({ literal }) => literal === undefined || /pass|auth|acl|\.conf|keyfile/i.test(literal)),
  );
}

/** Whether a Compose file starts databases, caches, brokers and their pages only: the program that uses them runs on the developer's machine, over their ports. */
export const onlyStores = ({ services }: ComposeUnit): boolean =>
  services.every(
    ({ container: { image }, build }) =>
      build === undefined && image?.reference !== undefined && isDataImage(image.reference.repository),
  );
