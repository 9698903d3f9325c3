/** Where a build installs Python packages into the Python of its distribution, which newer releases refuse (PEP 668). */
import type { Dockerfile } from '../dockerfile/model.ts';
import type { ImageUse } from '../domain/image-use.ts';
import type { Context } from '../rule/rule.ts';
import { effectiveCommands, knownStart, type ShellCommand } from '../shell/shell.ts';
import { lineIndex } from '../text/lines.ts';
import { onImage, stagesOn } from './stages-on.ts';

/** What makes another Python, or allows the system's one to change: in a command or an ENV before, or in the command itself. */
const OTHER_PYTHON =
  /EXTERNALLY-MANAGED|BREAK_SYSTEM_PACKAGES|break-system-packages|VIRTUAL_ENV|venv\b|virtualenv|conda|pyenv|\/activate\b|uv python|Python-\d/;

/** Options of pip that install into a folder of their own. */
const ELSEWHERE = /^(?:-t|--target|--prefix|--root|--python|--dry-run|--help|--version)(?:=|$)/;

/** The first such command, as far as it names itself: `pip3 install`, `uv pip install`. `line`: from 1. */
export const pipIntoSystem = (use: ImageUse, { unit }: Context) =>
  unit.kind === 'dockerfile' && use.stage ? firstInstaller(unit.dockerfile, use.raw).found : undefined;

const firstInstaller = onImage((file, raw) => ({ found: findInstaller(file, raw) }));

function findInstaller(file: Dockerfile, raw: string) {
  const lines = lineIndex(file.text);
  for (const stage of stagesOn(file, raw))
    for (const i of stage.instructions) {
      if (OTHER_PYTHON.test(i.argsText)) break;
      if (i.keyword !== 'RUN') continue;
      for (const { command } of i.commands().flatMap(effectiveCommands)) {
        const name = installer(command);
        if (name !== undefined) return { name, words: [], line: lines.position(i.span.start).line + 1 };
      }
    }
  return undefined;
}

function installer({ name, words }: ShellCommand): string | undefined {
  const [path = '', ...args] = words.map(knownStart);
  // A Python of another folder is not the distribution's.
  if (name === undefined || (path.includes('/') && !path.startsWith('/usr/bin/'))) return undefined;
  const at = args.indexOf('install');
  if (at < 0 || args.some((arg) => ELSEWHERE.test(arg))) return undefined;
  const isPip = /^pip3?$/.test(name) && !args.slice(0, at).some((arg) => !arg.startsWith('-'));
  const isModule = /^python3?$/.test(name) && args[0] === '-m' && args[1] === 'pip' && at === 2;
  const isUv = name === 'uv' && args[0] === 'pip' && at === 1 && args.includes('--system');
  return isPip || isModule || isUv ? [name, ...args.slice(0, at + 1)].join(' ') : undefined;
}
