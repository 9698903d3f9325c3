/** Commands that fetch a program from a registry of packages and run or install it, without a version. */
import type { Span } from '../text/span.ts';
import { knownStart } from './options.ts';
import type { ShellCommand, ShellWord } from './syntax.ts';

interface Runner {
  /** Its words up to the package, options left out. */
  readonly words: readonly string[];
  /** Options whose next word is no package. */
  readonly valued: RegExp;
  /** The option whose value is the package. */
  readonly from?: RegExp;
  /** An option without which it runs what is installed. */
  readonly needs?: RegExp;
  /** What follows the name when a version is given. */
  readonly version: RegExp;
}

/** No option has a value. */
const NONE = /(?!)/;
const NPM = /.@(?!(?:latest|next|canary|beta)$)[\w.^~*-]+$/;
const PYTHON = /(?:==|~=|[^\s@]@\s?)(?!latest$)[\w.*-]+|[<>]=?/;

/** Build flags of go with a value of its own. */
const GO =
  /^-(?:C|p|o|exec|asmflags|buildmode|compiler|cover(?:mode|pkg)|gccgoflags|gcflags|installsuffix|ldflags|mod|modfile|overlay|pgo|pkgdir|tags|toolexec)$/;
const UV =
  /^-(?:[wcbpifCP]|-(?:with(?:-editable|-requirements)?|constraints?|build-constraints?|overrides?|env-file|python|python-platform|torch-backend|index|default-index|index-url|extra-index-url|find-links|index-strategy|keyring-provider|upgrade-(?:package|group)|reinstall-package|resolution|prerelease|fork-strategy|config-settings?(?:-package)?|exclude-newer(?:-package)?|link-mode|no-build-package|no-binary-package|refresh-package))$/;

/**
 * Sources, all read 2026-11-30: npm-exec(1); pnpm.io `cli/pnx.md`; yarnpkg.com/cli/dlx; oven-sh/bun `docs/pm/bunx.mdx`; uv `docs/concepts/tools.md`
 * ("Tool versions") and `crates/uv-cli/src/lib.rs` (`ToolRunArgs`); pipx `src/pipx/main.py` (`_add_run`); `go help install`, `go help run` and
 * `go help build`.
 */
const RUNNERS: readonly Runner[] = [
  {
    words: ['npx'],
    valued: /^(?:-c|--call|-w|--workspace)$/,
    from: /^(?:-p|--package)$/,
    needs: /^(?:-y|--yes)$/,
    version: NPM,
  },
  {
    words: ['npm', 'exec'],
    valued: /^(?:-c|--call|-w|--workspace)$/,
    from: /^--package$/,
    needs: /^(?:-y|--yes)$/,
    version: NPM,
  },
  // Without a version it runs what is installed.
  { words: ['bunx'], valued: NONE, from: /^(?:-p|--package)$/, version: /^(?!.*.@(?:latest|next|canary|beta)$)/ },
  { words: ['pnpm', 'dlx'], valued: /^--allow-build$/, from: /^--package$/, version: NPM },
  { words: ['pnpx'], valued: /^--allow-build$/, from: /^--package$/, version: NPM },
  { words: ['pnx'], valued: /^--allow-build$/, from: /^--package$/, version: NPM },
  { words: ['yarn', 'dlx'], valued: NONE, from: /^(?:-p|--package)$/, version: NPM },
  { words: ['uvx'], valued: UV, from: /^--from$/, version: PYTHON },
  { words: ['uv', 'tool', 'run'], valued: UV, from: /^--from$/, version: PYTHON },
  {
    words: ['pipx', 'run'],
    valued: /^(?:-i|--(?:python|python-args|pip-args|with|index-url|cooldown|backend))$/,
    from: /^--spec$/,
    version: PYTHON,
  },
  { words: ['go', 'run'], valued: GO, version: /^(?!.*@(?:latest|main|master|HEAD)$)/ },
  { words: ['go', 'install'], valued: GO, version: /^(?!.*@(?:latest|main|master|HEAD)$)/ },
];

/** The package that a command fetches in its newest version; `undefined` for other commands, and where the package is not known. */
export function newestPackage({
  words,
  name,
}: ShellCommand): { readonly at: Span; readonly shown: string } | undefined {
  const args = words.slice(1);
  const runner = RUNNERS.find(
    (one) => one.words[0] === name && one.words.slice(1).every((word, i) => args[i]?.literal === word),
  );
  if (!runner) return undefined;
  const rest = args.slice(runner.words.length - 1);
  const { needs } = runner;
  const operand = rest.findIndex((word, i) => isOperand(word) && !runner.valued.test(rest[i - 1]?.literal ?? ''));
  const options = operand < 0 ? rest : rest.slice(0, operand);
  if (needs && !options.some((word) => needs.test(word.literal ?? ''))) return undefined;
  // `--package=name`
  if (runner.from && options.some((word) => /^--(?:package|from|spec)=/.test(knownStart(word)))) return undefined;
  const named = runner.from ? rest.findIndex((word) => runner.from?.test(word.literal ?? '')) : -1;
  const word = named >= 0 ? rest[named + 1] : rest[operand];
  const text = word?.literal;
  // A path, an address or a repository: not from a registry.
  if (!word || text === undefined || !/^@?[\w][\w./@=<>~^*[\],-]*$/.test(text) || runner.version.test(text))
    return undefined;
  return { at: word.span, shown: text };
}

const isOperand = ({ literal }: ShellWord): boolean => literal === undefined || !literal.startsWith('-');
