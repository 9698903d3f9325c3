/** Whether something in an image becomes root by `sudo`, as far as the files tell. Asks files that have no facts: only fixes may ask. */
import { copiedFiles } from '../dockerfile/copied-files.ts';
import { hasCommand } from '../dockerfile/has-command.ts';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import { chainOf, startScripts } from '../dockerfile/start-scripts.ts';
import { effectiveCommands } from '../shell/shell.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { possibleContexts, startFile } from './start-files.ts';
import { onlyShell } from './user-obstacle.ts';

/**
 * Whether a command of the file, a script or a setting that an image with `stage` holds calls `sudo`, or whether that is not known: the image starts a shell or
 * nothing, or holds programs that are not read. `path`: of the Dockerfile.
 */
export function mayCallSudo(file: Dockerfile, stage: Stage, path: string, workspace: WorkspaceIndex): boolean {
  if (file.instructions.some(usesSudo)) return true;
  const contexts = possibleContexts(workspace, path);
  return imagesWith(file, stage).some((image) => {
    if (!hasCommand(image) || onlyShell(image) !== undefined || startScripts(image).texts.some(namesSudo)) return true;
    const copies = chainOf(image).flatMap((s) => s.instructions.filter((i) => /^(?:COPY|ADD)$/.test(i.keyword)));
    const read = copiedFiles(image);
    // A whole folder, a file of another stage or an address.
    if (read.length < copies.reduce((sum, i) => sum + (i.exec ?? i.args).length - 1, 0)) return true;
    return read.some(({ from }) => {
      const [found] = startFile(from, contexts, workspace);
      return !found || namesSudo(found.text);
    });
  });
}

/** The last stages that are FROM the stage, or the stage itself. */
const imagesWith = (file: Dockerfile, stage: Stage): Stage[] =>
  file.stages.filter((one) => (one.final || one === stage) && chainOf(one).includes(stage));

const usesSudo = (one: Instruction): boolean =>
  one.commands().some((command) => effectiveCommands(command).some(({ via }) => via.includes('sudo')));

/** Whether a line that is no comment has the word. */
const namesSudo = (text: string): boolean => /^(?![ \t]*[#;])[^\n]*\bsudo\b/m.test(text);
