/** Downloads that are piped into a shell or interpreter. */
import { CURL_VALUED, DOWNLOADS, WGET_VALUED } from './download.ts';
import { effectiveCommands } from './effective.ts';
import { hasFlag, optionValue } from './options.ts';
import type { ShellCommand, ShellWord } from './syntax.ts';
import { INTERPRETERS, isShell } from './wrappers.ts';

/** Programs that write their input to their output, changed or not. */
const FILTERS =
  /^(?:cat|tee|tac|tr|sed|awk|head|tail|gunzip|zcat|gzip|xz|unxz|bunzip2|zstd|base64|envsubst|iconv|dos2unix)$/;
/** Commands that run their arguments as a script. */
const EVALUATES = /^(?:eval|Invoke-Expression|ScriptBlock\.Create)$/;
const MAX_PIPELINE = 8;

/** A download command, and the command that runs the downloaded script. */
export interface PipedDownload {
  readonly from: ShellCommand;
  readonly by: ShellCommand;
}

/** The download that `command` runs, or pipes into a command that runs it. */
export function pipedDownload(command: ShellCommand): PipedDownload | undefined {
  for (const { command: inner } of effectiveCommands(command)) {
    if (DOWNLOADS.test(inner.name ?? '') && writesToStdout(inner)) {
      const by = readerOf(inner);
      if (by) return { from: inner, by };
    }
  }
  // `bash <(curl …)`, `sh -c "$(curl …)"`, `eval "$(wget …)"`: a substitution as an argument of a command that runs scripts.
  const runners = [command, ...effectiveCommands(command).map((e) => e.command)];
  for (const by of runners) {
    const all = EVALUATES.test(by.name ?? '');
    if (!all && !/^(?:source|\.)$/.test(by.name ?? '') && !isInterpreter(by)) continue;
    for (const word of by.words.slice(1)) {
      const from = substituted(word);
      if (from) return { from, by };
      // Words behind the script are its arguments.
      if (!all && word.literal !== undefined && !/^[-+]/.test(word.literal)) break;
    }
  }
  return undefined;
}

/** The download whose output a word has in the place of a command. `sh -c "echo $(curl …)"` only prints it. */
function substituted({ parts }: ShellWord): ShellCommand | undefined {
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1];
    if (part.kind !== 'command' || (before && !(before.kind === 'text' && endsCommand(before.text)))) continue;
    const from = part.commands.find((c) => DOWNLOADS.test(c.name ?? ''));
    if (from && writesToStdout(from)) return from;
  }
  return undefined;
}

function endsCommand(text: string): boolean {
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end--;
  return end === 0 || ';&|({\n'.includes(text[end - 1] ?? '');
}

const isInterpreter = ({ name = '' }: ShellCommand): boolean =>
  isShell(name) || INTERPRETERS.test(name) || name === 'Invoke-Expression';

/** Whether the command writes the download to its standard output. */
function writesToStdout(command: ShellCommand): boolean {
  if (command.redirects.some((r) => /^>/.test(r.operator) && (r.fd ?? 1) === 1)) return false;
  if (command.name === 'wget' || command.name === 'wget2') {
    const file = optionValue(command, 'O', 'output-document', WGET_VALUED);
    return file?.text === '-' || file?.text === '/dev/stdout';
  }
  if (command.name?.startsWith('Invoke-'))
    return !command.words.some((w) => /^-o(?:u(?:t\w*)?)?$/i.test(w.literal ?? ''));
  if (command.name !== 'curl') return true;
  const file = optionValue(command, 'o', 'output', CURL_VALUED);
  return hasFlag(command, 'O', 'remote-name', CURL_VALUED) === undefined && (!file || file.text === '-');
}

/** The command that runs the output of `command`: a shell or interpreter that reads its script from standard input. */
function readerOf(command: ShellCommand): ShellCommand | undefined {
  let next = command.pipedTo;
  for (let i = 0; next && i < MAX_PIPELINE; i++, next = next.pipedTo) {
    for (const { command: reader } of effectiveCommands(next)) {
      if (isInterpreter(reader) && readsInput(reader)) return reader;
      if (!FILTERS.test(reader.name ?? '')) return undefined;
    }
  }
  return undefined;
}

/** Whether the command names no script and reads standard input: `bash`, `bash -s -- --yes`, `python3 -`. */
function readsInput(command: ShellCommand): boolean {
  const words = command.words.slice(1).map((w) => w.literal);
  if (isShell(command.name ?? '') && words.some((w) => w?.includes('s') && /^-[a-z]+$/.test(w))) return true;
  if (words.some((w) => w !== undefined && /^-[a-z]*[ce]$/.test(w))) return false;
  const operand = words.find((w) => w === undefined || !/^-./.test(w));
  return operand === undefined ? !words.includes(undefined) : operand === '-' || operand === '/dev/stdin';
}
