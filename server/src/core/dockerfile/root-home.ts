/** What a build puts into the home of root, where no other user can read it. */
import { effectiveCommands, knownStart, type ShellCommand, writtenPaths } from '../shell/shell.ts';
import { byContent } from './contents.ts';
import type { Instruction, Stage } from './model.ts';
import { chainOf, startInstructions } from './start-scripts.ts';

/**
 * Tools that write below the home of their user, unless a variable or a word says where else. Sources, read 2026-11-30: the documentation of uv ("Storage"), of
 * pipx ("Configure Paths") and of huggingface_hub ("Environment variables").
 */
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
  { tool: /^pipx$/, words: /^install(?:-all)?$/, unless: /--global|PIPX_HOME/ },
  { tool: /^uv$/, words: /^tool install$/, unless: /UV_TOOL_DIR|XDG_DATA_HOME/ },
  { tool: /^uv$/, words: /^python install$/, unless: /UV_PYTHON_INSTALL_DIR|XDG_DATA_HOME|--install-dir|-i\b/ },
  {
    tool: /^(?:hf|huggingface-cli)$/,
    words: /^download$/,
    unless: /HF_HOME|HF_HUB_CACHE|HUGGINGFACE_HUB_CACHE|XDG_CACHE_HOME|--local-dir|--cache-dir/,
  },
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
  const args = words.slice(1).flatMap((word, i, all) => [word, `${word} ${all[i + 1] ?? ''}`]);
  for (const row of TOOLS) {
    const found = row.tool.test(name ?? '') ? args.find((one) => row.words.test(one)) : undefined;
    if (found !== undefined) return row.unless.test(text) ? undefined : `${name} ${found}`;
  }
  return undefined;
}

/**
 * What the build, as root, may leave for the program in the home of root, where the image does not visibly need it, as clauses without subject: "writes
 * `~/.app/key.pem`", "runs `scripts/fetch_models.py`". Of a command only a path is named, since other words may be secrets.
 */
export const leftInRootHome: (stage: Stage) => readonly string[] = byContent((stage: Stage) => {
  const chain = chainOf(stage);
  const text = chain.flatMap((s) => s.instructions.map((i) => i.argsText)).join('\n');
  const commands = chain.flatMap((s) =>
    s.instructions
      .filter((i) => i.keyword === 'RUN' && s.userAt(i).verdict !== 'non-root')
      .flatMap((i) => i.commands().flatMap((outer) => effectiveCommands(outer).map(({ command }) => command))),
  );
  const written = commands
    .filter(({ name }) => !/^(?:rm|rmdir|unlink)$/.test(name ?? ''))
    .flatMap(writtenPaths)
    .filter((path) => BELOW_HOME.test(path) && !OF_BUILD.test(path));
  const scripts = KEPT_ELSEWHERE.test(text) ? [] : commands.flatMap((command) => fetcher(command) ?? []);
  return [
    ...new Set([...scripts.map((script) => `runs \`${script}\``), ...written.map((path) => `writes \`${path}\``)]),
  ];
});

const BELOW_HOME = /^(?:~|\/root)\/[\w.@/-]+$/;

/** What only builds read: access to sources, and caches of package managers. */
const OF_BUILD =
  /\/\.(?:ssh|netrc|npmrc|yarnrc|pypirc|gitconfig|git-credentials|docker|aws|m2|gradle|bashrc|bash_profile|profile|npm|cache\/(?:pip|uv|go-build|yarn|composer)|config\/(?:pip|git|composer|gh))(?:\/|\.|$)/;

/** Variables by which programs keep what they fetch in another place than the home. Source: as above, and "XDG Base Directory Specification". */
const KEPT_ELSEWHERE = /\b(?:HOME|XDG_(?:CACHE|DATA)_HOME|HF_HOME|HF_HUB_CACHE|TORCH_HOME)=/;

/** The script of the project, or `python -c`, if its words say that it fetches something. */
function fetcher({ name = '', words }: ShellCommand): string | undefined {
  const isPython = /^python[\d.]*$/.test(name);
  const texts = words.map(knownStart);
  if (isPython && texts[1] === '-c')
    return /\b(?:from_pretrained|snapshot_download|load_model|download)\(/.test(texts[2] ?? '')
      ? `${name} -c`
      : undefined;
  const script = isPython || /^(?:node|ruby|sh|bash)$/.test(name) ? texts[1] : texts[0];
  return script !== undefined &&
    /^[\w./-]*(?:download|fetch|preload|models?)[\w-]*\.(?:py|js|mjs|cjs|rb|sh)$/.test(script)
    ? script
    : undefined;
}
