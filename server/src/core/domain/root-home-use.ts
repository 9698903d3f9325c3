/** What a container has in the home of root, where no other user may read. */
import { IN_ROOT_HOME } from '../dockerfile/root-home.ts';
import type { Container } from './container.ts';
import { mountTargets } from './mount-targets.ts';

/** The path of a mount in `/root`, or the name of a variable whose value is one; `undefined` if nothing of the container is there. */
export function rootHomeUse(container: Container): string | undefined {
  const mount = mountTargets(container).find((target) => IN_ROOT_HOME.test(target));
  if (mount !== undefined) return mount;
  const variable = container.env.find(({ value }) => value !== undefined && IN_ROOT_HOME.test(value));
  return variable?.name ?? container.command.find(({ text }) => IN_ROOT_HOME.test(text))?.text;
}
