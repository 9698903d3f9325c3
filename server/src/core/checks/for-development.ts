/** Images that developers and builds run, not servers: a devcontainer, or a set of build tools. */
import { hasCommand } from '../dockerfile/has-command.ts';
import type { Stage } from '../dockerfile/model.ts';

/** Whether a file belongs to a development container. Source: containers.dev, "Development Container Specification", `.devcontainer`. */
export const isDevcontainer = (path: string): boolean => /(?:^|\/)\.devcontainer(?:\/|\.|$)/.test(path);

/** Images of compilers and build tools, with names as Docker shows them. */
const TOOLS =
  /^(?:golang|rust|maven|gradle|gcc|buildpack-deps|haskell|mcr\.microsoft\.com\/dotnet(?:\/nightly)?\/sdk|mcr\.microsoft\.com\/(?:vscode\/)?devcontainers\/.+|cimg\/.+)$/;

/**
 * Whether the image of a stage only holds build tools: it is built on a compiler's image and names no command of its own. An image with a command
 * runs a program.
 */
export function holdsBuildTools(stage: Stage): boolean {
  const { origin } = stage.user;
  return origin.kind === 'image' && TOOLS.test(origin.reference.familiar) && !hasCommand(stage);
}
