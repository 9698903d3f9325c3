/** What a build does with files that it downloads and that no command verifies, also in a later instruction. */
import type { Instruction, Stage } from '../dockerfile/model.ts';
import { comparable, joinPath, withSlashes } from '../shell/download.ts';
import { effectiveCommands, type ShellCommand } from '../shell/shell.ts';
import { scriptOf, storedDownloads, verifies } from '../shell/stored-download.ts';

export interface UsedDownload {
  readonly from: ShellCommand;
  readonly by: ShellCommand;
  /** `run`: as a program or script. `install`: as a package, whose scripts run as root. `unpack`: as an archive. `allow`: it becomes executable. */
  readonly use: 'run' | 'install' | 'unpack' | 'allow';
  /** The instructions of the two. */
  readonly fetched: Instruction;
  readonly used: Instruction;
}

/** The first use of each unverified download of a stage. A run in the instruction of its download is not among them: see `storedDownloads`. */
export function usedDownloads(stage: Stage): UsedDownload[] {
  const found: UsedDownload[] = [];
  const kept = new Map<string, { from: ShellCommand; fetched: Instruction }>();
  let folder = '';
  for (const instruction of stage.instructions) {
    if (instruction.keyword === 'WORKDIR') folder = joinPath(folder, instruction.argsText);
    if (instruction.keyword !== 'RUN') continue;
    const commands = instruction.commands();
    for (const d of storedDownloads(commands)) {
      const path = joinPath(folder, d.file);
      kept.delete(path);
      if (!d.verified && !d.by) kept.set(path, { from: d.from, fetched: instruction });
    }
    if (kept.size === 0) continue;
    let here = folder;
    for (const command of commands.flatMap((c) => effectiveCommands(c).map((e) => e.command))) {
      // Whatever is verified here may be any of them.
      if (verifies(command)) kept.clear();
      if (command.name === 'cd') here = joinPath(here, (command.words[1] && comparable(command.words[1])) ?? '');
      const use = useOf(command);
      if (!use) continue;
      for (const path of use.paths) {
        const one = kept.get(joinPath(here, path));
        if (!one || (one.fetched === instruction && one.from.span.start > command.span.start)) continue;
        kept.delete(joinPath(here, path));
        found.push({ ...one, by: command, use: use.as, used: instruction });
      }
    }
  }
  return found;
}

function useOf(command: ShellCommand): { as: UsedDownload['use']; paths: readonly string[] } | undefined {
  const { name = '', words } = command;
  const texts = words.slice(1).map((w) => comparable(w) ?? '');
  const operands = texts.filter((text) => text !== '' && !text.startsWith('-'));
  if (name === 'dpkg' || name === 'rpm')
    return texts.some((x) => /^(?:-\w*[iUF]|--install|--upgrade)/.test(x))
      ? { as: 'install', paths: operands }
      : undefined;
  if (/^(?:apt|apt-get|dnf|yum|microdnf|zypper|gdebi|apk|pip[\d.]*|npm|gem)$/.test(name))
    return operands.some((x) => /^(?:install|localinstall|add|i)$/.test(x)) || name === 'gdebi'
      ? { as: 'install', paths: operands }
      : undefined;
  if (/^msiexec(?:\.exe)?$/i.test(name)) return { as: 'install', paths: operands.map((x) => withSlashes(x) ?? x) };
  if (name === 'Expand-Archive') return { as: 'unpack', paths: operands };
  if (/^(?:tar|bsdtar|unzip|7z|7za|gunzip|unxz|bunzip2)$/.test(name)) return { as: 'unpack', paths: operands };
  if (name === 'chmod')
    return texts.some((x) => /x|^[0-7]*[1357]/.test(x)) ? { as: 'allow', paths: operands.slice(1) } : undefined;
  // `Start-Process msiexec.exe -ArgumentList '/i', 'x.msi'`
  if (name === 'Start-Process' && texts.some((x) => /^msiexec(?:\.exe)?$/i.test(x)))
    return { as: 'install', paths: texts.flatMap((x) => x.split(/[\s,]+/)).map((x) => withSlashes(x) ?? x) };
  const script = scriptOf(command);
  return script === undefined ? undefined : { as: 'run', paths: [script] };
}
