import { joinWords } from './joined-words.ts';
import { programName, type ShellLanguage } from './names.ts';
import { knownStart, optionValue, wordAfter } from './options.ts';
import { parseScript } from './parse-script.ts';
import { commandName } from './simple.ts';
import type { Building, ShellAssignment, ShellCommand, ShellWord } from './syntax.ts';
import { isShell, type Wrapper, wrapperNamed } from './wrappers.ts';

/** A command that really runs, and the names of the commands that run it, outermost first. */
export interface EffectiveCommand {
  readonly command: ShellCommand;
  readonly via: readonly string[];
}

/** The most nested wrappers that are resolved. */
const maxWrappers = 6;

/**
 * The commands that a command really runs: resolves `sudo`, `env`, `xargs`, `sh -c '…'`, `eval` and the like. Returns the command itself
 * if it is not a wrapper, or if the command it runs is unknown (`sh -c "$SCRIPT"`). A command inside a simple wrapper has its own span,
 * and the wrapper's redirects, pipeline neighbours and separator. A command in a script has its spans in the document; expansions of the
 * outer shell stay expansions.
 */
export function effectiveCommands(command: ShellCommand): readonly EffectiveCommand[] {
  const before = known.get(command);
  if (before) return before;
  const found = resolve(command, []);
  // Of most commands this is the command alone, which costs less to find than to keep.
  if (found[0]?.command !== command) known.set(command, found);
  return found;
}

/** A dozen rules and facts ask for the commands inside one script. */
const known = new WeakMap<ShellCommand, readonly EffectiveCommand[]>();

function resolve(command: ShellCommand, via: readonly string[]): readonly EffectiveCommand[] {
  const { name } = command;
  const inner = via.length < maxWrappers ? commandsInside(command) : [];
  if (name === undefined || inner.length === 0) return [{ command, via }];
  return inner.flatMap((c) => resolve(c, [...via, name]));
}

/** The commands that a wrapper or script runs directly; empty for other commands, and where they are unknown. */
export function commandsInside(command: ShellCommand): readonly ShellCommand[] {
  const { name } = command;
  if (name === undefined) return [];
  // `su` and `runuser` run a script or a command. Only with `runuser -u` it is a command.
  const script = scriptWords(command, name);
  const windows = script ? undefined : windowsScript(command);
  if (script || windows) {
    const inner = windows
      ? commandsOf(windows.words, command, windows.language)
      : commandsOf(script!, command, 'posix');
    return inner.some((c) => c.words.some((w) => w.literal !== undefined)) ? inner : [];
  }
  const wrapper = wrapperNamed(name);
  const inner = wrapper && wrapped(command, wrapper);
  return inner ? [inner] : [];
}

/** The words that `command` joins by blanks and runs as a script. */
function scriptWords(command: ShellCommand, name: string): readonly ShellWord[] | undefined {
  if (name === 'eval') {
    const from = command.words[1]?.literal === '--' ? 2 : 1;
    return command.words.length > from ? command.words.slice(from) : undefined;
  }
  if (name === 'su' || name === 'runuser') {
    const value = optionValue(command, 'c', 'command', 'cCgGsTuw')?.value;
    return value && [value];
  }
  if (!isShell(name)) return undefined;
  let hasScript = false;
  for (let i = 1; i < command.words.length; i++) {
    const word = command.words[i]!;
    const text = knownStart(word);
    if (!/^[-+]/.test(text) || text === '-' || text === '--') {
      const operand = /^--?$/.test(text) && word.literal !== undefined ? command.words[i + 1] : word;
      return hasScript && operand ? [operand] : undefined;
    }
    if (text.startsWith('--')) {
      if (text === '--rcfile' || text === '--init-file') i++;
      continue;
    }
    hasScript ||= text[0] === '-' && text.includes('c');
    for (const letter of text) if (letter === 'o' || letter === 'O') i++;
  }
  return undefined;
}

/** Options of PowerShell whose value is the next word. Source: Microsoft, "about_Pwsh", "about_PowerShell_exe", read 2026-11-30. */
const POWERSHELL_VALUED =
  /^-(?:ex\w*|ep|v\w*|w|wi\w*|wd|wo\w*|o|ou\w*|i|in|inp\w*|if|of|psc\w*|conf\w*|settings\w*|custom\w*)$/i;

/** The words that `powershell -Command` and `cmd /c` run as a script. Sources: as above, and Microsoft, "cmd", read 2026-11-30. */
function windowsScript({
  words,
}: ShellCommand): { readonly words: readonly ShellWord[]; readonly language: ShellLanguage } | undefined {
  const language = programName(words[0] ? knownStart(words[0]) : '');
  if (language !== 'cmd' && language !== 'powershell' && language !== 'pwsh') return undefined;
  for (let i = 1; i < words.length; i++) {
    const option = knownStart(words[i]!);
    if (language === 'cmd') {
      if (/^\/[ck]$/i.test(option)) return i + 1 < words.length ? { words: words.slice(i + 1), language } : undefined;
      if (option[0] !== '/') return undefined;
    } else if (/^-c(?:o\w*)?$/i.test(option) && !/^-conf/i.test(option)) {
      return i + 1 < words.length ? { words: words.slice(i + 1), language } : undefined;
    } else if (/^-(?:e|ec|en\w*|f|fi\w*)?$/i.test(option)) return undefined;
    else if (POWERSHELL_VALUED.test(option)) i++;
    // Only Windows PowerShell reads other words as a script; PowerShell 7 reads a file.
    else if (option[0] !== '-') return language === 'powershell' ? { words: words.slice(i), language } : undefined;
  }
  return undefined;
}

/** The simple commands of a script that is given as words. Spans are in the document. */
function commandsOf(
  words: readonly ShellWord[],
  outer: ShellCommand,
  language: ShellLanguage,
): readonly ShellCommand[] {
  const inner = parseScript(joinWords(words), language).commands as readonly Building<ShellCommand>[];
  const substituted = new Set<ShellCommand>();
  for (const command of inner) {
    for (const word of [...command.words, ...command.assignments.map((a) => a.value)]) {
      for (const part of word.parts) if (part.kind === 'command') for (const c of part.commands) substituted.add(c);
    }
    command.depth += outer.depth + 1;
  }
  const streams = inner.filter((c) => !substituted.has(c));
  for (const command of streams) {
    if (outer.pipedTo) command.pipedTo ??= outer.pipedTo;
    if (outer.pipedFrom) command.pipedFrom ??= outer.pipedFrom;
  }
  return inner;
}

/** The command among the operands of a wrapper. */
function wrapped(command: ShellCommand, wrapper: Wrapper): ShellCommand | undefined {
  const { words } = command;
  const assignments: ShellAssignment[] = [...command.assignments];
  let operands = wrapper.operands ?? 0;
  let index = 1;
  let options = true;
  for (; index < words.length; index++) {
    const word = words[index]!;
    const text = knownStart(word);
    if (options && text[0] === '-') {
      if (wrapper.refuses?.test(text)) return undefined;
      if (text === '--') options = false;
      else if (takesNext(text, word, wrapper)) index++;
      continue;
    }
    const name = wrapper.assignments ? /^([A-Za-z_]\w*)=/.exec(text)?.[1] : undefined;
    if (name === undefined && operands === 0) break;
    options = false;
    if (name === undefined) operands--;
    else assignments.push({ name, value: wordAfter(word, name.length + 1), span: word.span });
  }
  const first = words[index];
  if (!first) return undefined;
  const { name: _, ...rest } = command;
  const name = commandName(first);
  const span = { start: first.span.start, end: Math.max(command.span.end, first.span.end) };
  return { ...rest, span, assignments, words: words.slice(index), ...(name !== undefined && { name }) };
}

/** Whether the word after an option word is that option's value. */
function takesNext(text: string, word: ShellWord, wrapper: Wrapper): boolean {
  if (word.literal === undefined) return false;
  if (text.startsWith('--')) return wrapper.valuedLong?.includes(text) ?? false;
  for (let i = 1; i < text.length; i++) if (wrapper.valued?.includes(text[i]!)) return i === text.length - 1;
  return false;
}
