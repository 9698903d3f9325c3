/** What a build puts into the home of root, where no other user can read it. */
import { effectiveCommands, knownStart, type ShellCommand } from '../shell/shell.ts';
import { byContent } from './contents.ts';
import type { Instruction, Stage } from './model.ts';
import { chainOf, startInstructions } from './start-scripts.ts';

/** Tools that write below the home of their user, unless a variable or a word says where else. */
const TOOLS: readonly { readonly tool: RegExp; readonly words: RegExp; readonly unless: RegExp }[] = [
  { tool: /^pipenv$/, words: /^(?:install|sync)$/, unless: /--system|PIPENV_VENV_IN_PROJECT|WORKON_HOME/ },
  {
    tool: /^poetry$/,
    words: /^install$/,
    unless: /VIRTUALENVS_(?:CREATE|IN_PROJECT|PATH)|virtualenvs\.(?:create|in-project|path)/i,
  },
  { tool: /^pip[\d.]*$/, words: /^--user$/, unless: /PYTHONUSERBASE/ },
  { tool: /^playwright$/, words: /^install$/, unless: /PLAYWRIGHT_BROWSERS_PATH/ },
  { tool: /^nvm$/, words: /^install$/, unless: /NVM_DIR/ },
];

/** `/root` or a path in it, alone or in a list: `file:/root/.app/`, `/root/bin:/usr/bin`. */
export const IN_ROOT_HOME = /(?:^|[\s"'=:;,([])\/root(?:$|[\s"':;,)\]/])/;

export interface RootHome {
  readonly instruction: Instruction;
  /** A clause without subject: "copies files to `/root`". */
  readonly does: string;
}

/** Where the image needs what lies in the home of root; `undefined` if nothing shows that it does. */
export const rootHome = (stage: Stage): RootHome | undefined =>
  needsRootHome(stage) ? findRootHome(stage) : undefined;

const needsRootHome: (stage: Stage) => boolean = byContent((stage: Stage) => findRootHome(stage) !== undefined);

function findRootHome(stage: Stage): RootHome | undefined {
  const chain = chainOf(stage);
  const all = chain.flatMap((s) => s.instructions);
  const text = all.map((i) => i.argsText).join('\n');
  for (const i of startInstructions(stage))
    if (IN_ROOT_HOME.test(i.argsText)) return { instruction: i, does: 'uses `/root`' };
  for (const s of chain)
    for (const i of s.instructions) {
      const variable =
        i.keyword === 'ENV' ? i.variables.find(({ resolved }) => IN_ROOT_HOME.test(resolved.text ?? '')) : undefined;
      if (variable) return { instruction: i, does: `sets \`${variable.name}\` to a path in \`/root\`` };
      if (i.keyword === 'VOLUME' && (i.exec ?? i.args).some(({ text: path }) => IN_ROOT_HOME.test(path)))
        return { instruction: i, does: 'has a volume in `/root`' };
      const target = i.keyword === 'COPY' || i.keyword === 'ADD' ? (i.exec ?? i.args).at(-1)?.text : undefined;
      if (target && /^["']?\/root\//.test(target)) return { instruction: i, does: 'copies files to `/root`' };
      if (i.keyword !== 'RUN' || s.userAt(i).verdict === 'non-root') continue;
      for (const outer of i.commands())
        for (const { command } of effectiveCommands(outer)) {
          const tool = homeTool(command, text);
          if (tool !== undefined) return { instruction: i, does: `runs \`${tool}\`, which writes to \`/root\`` };
        }
    }
  const last = all.findLast((i) => i.keyword === 'WORKDIR');
  return last && /^["']?\/root(?:\/|["']?$)/.test(last.argsText)
    ? { instruction: last, does: 'works in `/root`' }
    : undefined;
}

function homeTool(command: ShellCommand, text: string): string | undefined {
  const words = command.words.map(knownStart);
  const start = words.findIndex((word) => /^(?:npx|-m|pnpm|yarn|exec|dlx)$/.test(word)) + 1;
  const name = start > 0 ? words[start] : command.name;
  const row = TOOLS.find((one) => one.tool.test(name ?? ''));
  const word = row && words.slice(1).find((one) => row.words.test(one));
  return word === undefined || row?.unless.test(text) ? undefined : `${name} ${word}`;
}
