/** Rules about options and settings of programs in a build: each is a table of switches and what they do. */
import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import { removeSwitch } from '../fixes/command.ts';
import { changesInstruction } from '../fixes/effect.ts';
import { fixIf } from '../fixes/fix.ts';
import { type Removal, removeMaker } from '../fixes/remove-maker.ts';
import type { Checks, Context, Finding } from '../rule/rule.ts';
import type { ShellCommand } from '../shell/shell.ts';
import { type Switch, type SwitchHit, switchesIn } from '../shell/switches.ts';

/** Programs that write one text, and the text's words. */
const onlyText = ({ name, words }: ShellCommand): string | undefined => {
  const texts = words.slice(1).map((w) => w.literal ?? '');
  if (name === 'echo' || name === 'printf') return texts.filter((x) => !/^-[neE]+$/.test(x)).join(' ');
  const scripts = texts.filter((x) => /^s[^\w\s]/.test(x));
  return name === 'sed' && scripts.length === 1 ? scripts[0]?.split(scripts[0][1] ?? '')[2] : undefined;
};

/** Removes the option; of a setting that is written to a file, the command that writes nothing else. */
function removal(file: Dockerfile, instruction: Instruction, hit: SwitchHit): Removal {
  const whole = hit.remove && 'command' in hit.remove ? hit.remove.command : undefined;
  if (hit.remove && !whole) return { edits: removeSwitch(file, instruction, hit), instructions: [instruction] };
  const text = onlyText(hit.command)?.replace(/\\n$/, '').trim();
  return (whole || text === hit.shown) && !instruction.exec && (!whole || instruction.posix)
    ? removeMaker(file, instruction, whole ?? hit.command)
    : { edits: [], instructions: [] };
}

/** Where a switch stands. */
interface Origin {
  readonly file: Dockerfile;
  readonly path: string;
  readonly stage: Stage | undefined;
}

/**
 * A finding for each switch of the table in a RUN, CMD or ENTRYPOINT, with its removal as the fix. `says` completes "`--option` …".
 * @param more what differs for a switch; `undefined` where it is harmless
 * @param mayNeed whether something may need what the fix removes: then there is none. It may ask files that have no facts
 */
export const commandSwitchChecks = (
  table: readonly Switch[],
  says: string,
  more: (hit: SwitchHit, from: Origin) => Partial<Finding> | undefined = () => ({}),
  notes: readonly string[] = [],
  mayNeed?: (from: Origin, ctx: Context) => boolean,
): Checks => ({
  *instruction(instruction, ctx) {
    const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
    if (!file) return;
    for (const command of instruction.commands()) {
      for (const hit of switchesIn(command, table)) {
        const from: Origin = { file, path: ctx.unit.path, stage: file.stages[instruction.stage] };
        const rest = more(hit, from);
        if (!rest) continue;
        const shown = hit.shown.trim();
        const { edits, instructions } = removal(file, instruction, hit);
        const fixes = fixIf(
          `Remove \`${shown}\``,
          'review',
          () => edits,
          instructions.flatMap((one) => changesInstruction(file, one)),
          notes,
        );
        yield {
          at: hit.at,
          message: `\`${shown}\` ${says}`,
          fixes: mayNeed && fixes.length > 0 ? () => (mayNeed(from, ctx) ? [] : fixes) : fixes,
          ...rest,
        };
      }
    }
  },
});
