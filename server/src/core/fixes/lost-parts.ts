/** What the build or the container uses of an image and the next version no longer has. */
import { containerCommands } from '../domain/container-commands.ts';
import { hookCommands } from '../domain/hook-commands.ts';
import type { ImageUse } from '../domain/image-use.ts';
import { lostBetween } from '../image/knowledge/lost.ts';
import type { Lost } from '../image/knowledge/lost-row.ts';
import { type ImageReference, parseReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';
import { effectiveCommands, type ShellCommand } from '../shell/shell.ts';
import { lineIndex } from '../text/lines.ts';
import { onImage, stagesOn } from './stages-on.ts';
import { pipIntoSystem } from './system-pip.ts';

/** A command or variable that the file uses. */
export interface Used {
  readonly words: readonly string[];
  readonly name: string;
  /** 1-based, in a Dockerfile. */
  readonly line?: number;
}

/** Whether the Python of the reference `text` refuses packages, and that of the reference in use does not. */
export function losesSystemPip({ reference }: ImageUse, text: string): boolean {
  const next = parseReference(text);
  return (
    reference !== undefined && next !== undefined && lostBetween(reference, next).some((row) => row.what === 'pip')
  );
}

/** A note for everything that the reference `text` no longer has and that the file uses, with its first line in a Dockerfile. */
export function lostNotes(use: ImageUse, ctx: Context, text: string): string[] {
  const next = parseReference(text);
  if (!use.reference || !next) return [];
  const lost = lostBetween(use.reference, next);
  if (lost.length === 0) return [];
  const commands = usedCommands(use, ctx);
  const variables = use.container?.env.map(({ name }) => name) ?? [];
  return lost.flatMap((row) => {
    const found =
      row.what === 'variable'
        ? variables.find((name) => row.name.test(name))
        : row.what === 'pip'
          ? pipIntoSystem(use, ctx)
          : foundIn(commands, row);
    return found === undefined ? [] : [noteOn(row, found, next)];
  });
}

function noteOn(row: Lost, found: string | Used, next: ImageReference): string {
  const [name, line] = typeof found === 'string' ? [found, undefined] : [nameFor(row, found), found.line];
  const where = line === undefined ? '' : ` (line ${line})`;
  if (row.what === 'pip')
    return `\`${next.familiar}:${next.tag}\` refuses to \`${name}\` into the system${where}: ${row.instead}`;
  const verb = row.what === 'variable' ? 'does not read' : 'has no';
  return `\`${next.familiar}:${next.tag}\` ${verb} \`${name}\`${where}: ${row.instead}`;
}

const nameFor = (row: Lost, { name, words }: Used): string =>
  row.what === 'package' ? (words.find((word) => row.name.test(packageName(word))) ?? name) : name;

/** The first use of what is lost, unless an earlier command installs it: `npm install -g yarn`. */
function foundIn(commands: readonly Used[], row: Lost): Used | undefined {
  const installs = ({ words }: Used): boolean => words.some((word) => /^(?:install|i|add)$/.test(word));
  if (row.what === 'package')
    return commands.find(
      (one) =>
        PACKAGE_MANAGER.test(one.name) && installs(one) && one.words.some((word) => row.name.test(packageName(word))),
    );
  const at = commands.findIndex((one) => row.name.test(one.name));
  const before = commands.slice(0, Math.max(at, 0));
  const isInstalled = before.some((one) => installs(one) && one.words.some((word) => row.name.test(packageName(word))));
  // Corepack brings Yarn; whether there is Corepack is a row of its own.
  const isEnabled = before.some((one) => one.name === 'corepack' && one.words.includes('enable'));
  return isInstalled || (isEnabled && row.name.test('yarn')) ? undefined : commands[at];
}

const PACKAGE_MANAGER = /^(?:apt|apt-get|aptitude|apk)$/;

/** `yarn` for `yarn@1.22`, `openjdk-17-jdk` for `openjdk-17-jdk=17.0.1`. */
const packageName = (word: string): string => word.split(/[@=]/)[0]!;

function usedCommands(use: ImageUse, ctx: Context): readonly Used[] {
  if (use.container) {
    const all = [...containerCommands(use.container), ...hookCommands(use.container)];
    return all.flatMap(({ command }) => usedIn(command));
  }
  if (ctx.unit.kind !== 'dockerfile' || !use.stage) return [];
  return usedOnImage(ctx.unit.dockerfile, use.raw);
}

const usedOnImage = onImage((file, raw): readonly Used[] => {
  const lines = lineIndex(file.text);
  return stagesOn(file, raw).flatMap((stage) =>
    stage.instructions.flatMap((instruction) =>
      instruction.commands().flatMap((command) => usedIn(command, lines.position(instruction.span.start).line + 1)),
    ),
  );
});

const usedIn = (command: ShellCommand, line?: number): Used[] =>
  effectiveCommands(command).flatMap(({ command: { name, words } }) =>
    name === undefined
      ? []
      : [{ name, words: words.slice(1).flatMap((word) => word.literal ?? []), ...(line !== undefined && { line }) }],
  );
