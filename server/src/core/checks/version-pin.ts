/** The version of a language that the project asks for, in the files of its package manager. */
import type { ImageUse } from '../domain/image-use.ts';
import { isNamed } from '../files/file-kinds.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { readTag } from '../image/knowledge/tag/tags.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import { allowsLine } from '../text/version-range.ts';

export interface VersionPin {
  /** In the workspace. */
  readonly path: string;
  /** The range as written: `~> 2.7`, `>=18 <21`, `lts/iron` is none. */
  readonly range: string;
  /** What the files of another version are for: the name of the language. */
  readonly language: string;
  /** The build gets this version by itself, whichever the image has. */
  readonly installed: boolean;
  /** Whether the image has a version that the file allows; `true` also where that is not known. */
  allows(reference: ImageReference): boolean;
}

/** A file that pins a version: the first group of `pattern` is the range, `then` follows it with a comma. */
interface PinFile {
  readonly name: string;
  readonly pattern: RegExp;
}

interface Language {
  readonly image: RegExp;
  readonly name: string;
  readonly tilde?: 'major';
  /** The image's program gets the version of the file. */
  readonly installs?: true;
  readonly files: readonly PinFile[];
}

/** Sources: Bundler "gemfile", npm "package.json", nvm, pyenv, Heroku "runtime.txt", PEP 621, Composer "schema", Go "go.mod", .NET "global.json", rustup "Overrides". */
const LANGUAGES: readonly Language[] = [
  {
    image: /^ruby$/,
    name: 'Ruby',
    files: [
      { name: '.ruby-version', pattern: /^(?:ruby-)?(\d+(?:\.\d+)*)/ },
      { name: 'Gemfile', pattern: /^[ \t]*ruby[ \t(]+((?:["'][^"'\n]{1,40}["'][ \t]*,?[ \t]*)+)/m },
    ],
  },
  {
    image: /^node$/,
    name: 'Node.js',
    files: [
      { name: '.nvmrc', pattern: /^\s*v?(\d+(?:\.\d+)*)/ },
      { name: '.node-version', pattern: /^\s*v?(\d+(?:\.\d+)*)/ },
      { name: 'package.json', pattern: /"engines"\s*:\s*\{[^{}]*"node"\s*:\s*"([^"\n]{1,60})"/ },
    ],
  },
  {
    image: /^(?:python|pypy)$/,
    name: 'Python',
    files: [
      { name: '.python-version', pattern: /^\s*(\d+(?:\.\d+)*)/ },
      { name: 'runtime.txt', pattern: /^\s*python-(\d+(?:\.\d+)*)/ },
      { name: 'pyproject.toml', pattern: /^[ \t]*(?:requires-python|python)[ \t]*=[ \t]*["']([^"'\n]{1,60})["']/m },
      { name: 'Pipfile', pattern: /^[ \t]*python_(?:full_)?version[ \t]*=[ \t]*["']([^"'\n]{1,60})["']/m },
    ],
  },
  {
    image: /^php$/,
    name: 'PHP',
    tilde: 'major',
    files: [{ name: 'composer.json', pattern: /"php"\s*:\s*"([^"\n]{1,60})"/ }],
  },
  { image: /^golang$/, name: 'Go', files: [{ name: 'go.mod', pattern: /^go[ \t]+(\d+(?:\.\d+)*)/m }] },
  {
    image: /^mcr\.microsoft\.com\/dotnet\/sdk$/,
    name: '.NET SDK',
    files: [{ name: 'global.json', pattern: /"version"\s*:\s*"(\d+\.\d+)[^"\n]*"/ }],
  },
  {
    image: /^rust$/,
    name: 'Rust',
    installs: true,
    files: [
      { name: 'rust-toolchain.toml', pattern: /^[ \t]*channel[ \t]*=[ \t]*["'](\d+(?:\.\d+)+)["']/m },
      { name: 'rust-toolchain', pattern: /^(?:\[toolchain\]\s*channel[ \t]*=[ \t]*["'])?(\d+(?:\.\d+)+)/ },
    ],
  },
];

/** No pin in a file that is longer is looked for. */
const MOST_CHARACTERS = 200_000;

/**
 * The pins of the language in an image: those in the nearest folder above the Dockerfile or Compose file that has one, and those in files
 * that the Dockerfile copies. It reads the workspace, so call it last.
 */
export function versionPins(use: ImageUse, ctx: Context): readonly VersionPin[] {
  const { reference } = use;
  const name = reference && publicName(reference);
  const language = name === undefined ? undefined : LANGUAGES.find(({ image }) => image.test(name));
  if (!language || ctx.unit.kind === 'kubernetes') return [];
  for (const folder of projectFolders(ctx)) {
    const pins = language.files.flatMap((file) => pinsIn(posix.join(folder, file.name), file, language, ctx));
    if (pins.length > 0) return pins;
  }
  return [];
}

function pinsIn(path: string, { pattern }: PinFile, language: Language, { workspace }: Context): VersionPin[] {
  const text = workspace.text(path);
  const written = text === undefined || text.length > MOST_CHARACTERS ? undefined : pattern.exec(text)?.[1];
  if (written === undefined) return [];
  const range = written.replace(/["']/g, '').replace(/[\s,]+$/, '');
  // Go and `global.json` name the lowest version, which others of its line or above may replace.
  const asked = language.name === 'Go' ? `>=${range}` : range;
  const allows = (reference: ImageReference): boolean => {
    const { version } = readTag(reference.tag);
    return version === undefined || allowsLine(asked, version, language.tilde) !== false;
  };
  return [{ path, range, language: language.name, installed: language.installs ?? false, allows }];
}

/** The folders that may hold the project, nearest first: those that the Dockerfile copies from, then those above it. */
export function projectFolders({ unit }: Context): readonly string[] {
  const own = posix.dirname(unit.path);
  const above: string[] = [own];
  while (above.at(-1) !== '') above.push(posix.dirname(above.at(-1)!));
  if (unit.kind !== 'dockerfile') return above;
  const sources = unit.dockerfile.instructions
    .filter(({ keyword, flags }) => COPIES.has(keyword) && !flags.some(({ name }) => name === 'from'))
    .flatMap(({ args }) => args.slice(0, -1).map(({ text }) => text))
    .filter((text) => !/[*$]|:\/\//.test(text))
    .slice(0, MOST_SOURCES);
  // A source is relative to the build's context, which is the Dockerfile's folder or one above it.
  const copied = sources.flatMap((text) =>
    above.map((folder) => {
      const path = posix.join(folder, text);
      return isNamed(path, 'version-pin') ? posix.dirname(path) : path;
    }),
  );
  return [...new Set([...copied, ...above])];
}

const COPIES: ReadonlySet<string> = new Set(['COPY', 'ADD']);

/** Sources of COPY that are followed. */
const MOST_SOURCES = 20;
