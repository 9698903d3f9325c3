import { rule } from '../../rule.ts';
import { effectiveCommands, hasFlag, knownStart, optionValue, type ShellCommand } from '../../shell/shell.ts';
import { isShell } from '../../shell/wrappers.ts';
import { cover } from '../../text/span.ts';
import { addressOf } from '../../network/hosts.ts';

const DOWNLOADS = /^(?:curl|wget2?|aria2c|fetch|http|https)$/;
const INTERPRETERS = /^(?:python[\d.]*|perl|ruby|node|php|pwsh|Rscript|lua|deno|bun)$/;
/** Programs that pass on what they read, changed or not. */
const PASSES_ON = /^(?:cat|tee|tac|tr|sed|awk|head|tail|gunzip|zcat|gzip|xz|unxz|bunzip2|zstd|base64|envsubst|iconv|dos2unix)$/;
const MAX_PIPELINE = 8;

export default rule(
  {
    id: 'build/piped-shell-download',
    title: 'Download piped into a shell',
    why: 'The script is run as it arrives: nobody has read it, and the next build may get another one. Whoever controls the server, its name or its bucket runs commands as root in your build and puts what they like into the image. A server can even tell a pipe from a browser, and a connection that breaks off leaves half a script run.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    tags: ['dockerfile', 'compose', 'kubernetes', 'supply-chain'],
    refs: { cisDocker: ['4.11'], nist800190: ['4.1.5'], owaspDocker: ['9', '13'], cwe: ['CWE-494'] },
  },
  {
    *instruction(instruction) {
      for (const command of instruction.commands()) {
        const found = download(command);
        if (found) yield { at: cover(found.from.span, found.by.span), message: message(found) };
      }
    },
  },
);

interface Found {
  readonly from: ShellCommand;
  readonly by: ShellCommand;
}

function message({ from, by }: Found): string {
  const host = from.words.map((w) => addressOf(knownStart(w))?.host).find((h) => h !== undefined);
  return `What \`${from.name}\` fetches${host ? ` from \`${host}\`` : ''} is run by \`${by.name}\` unseen`;
}

/** A download that `command` runs or gives to what runs it. */
function download(command: ShellCommand): Found | undefined {
  for (const { command: inner } of effectiveCommands(command)) {
    if (DOWNLOADS.test(inner.name ?? '') && toOutput(inner)) {
      const by = readerOf(inner);
      if (by) return { from: inner, by };
    }
  }
  // `bash <(curl …)`, `sh -c "$(curl …)"`, `eval "$(wget …)"`: a substitution among the words of what runs scripts.
  const runners = [command, ...effectiveCommands(command).map((e) => e.command)];
  for (const by of runners) {
    if (!/^(?:eval|source|\.)$/.test(by.name ?? '') && !interprets(by)) continue;
    for (const [i, word] of by.words.entries()) {
      if (i === 0 || !isScript(by, i)) continue;
      for (const part of word.parts) {
        const from = part.kind === 'command' ? part.commands.find((c) => DOWNLOADS.test(c.name ?? '')) : undefined;
        if (from && toOutput(from)) return { from, by };
      }
    }
  }
  return undefined;
}

/** The word is the script, or stands where it may: not an argument behind it. */
const isScript = (command: ShellCommand, index: number): boolean =>
  command.words.slice(1, index).every((w) => w.literal === undefined || /^[-+]/.test(w.literal)) ||
  command.name === 'eval';

const interprets = ({ name = '' }: ShellCommand): boolean => isShell(name) || INTERPRETERS.test(name);

/** It writes what it fetches to its standard output. */
function toOutput(command: ShellCommand): boolean {
  if (command.redirects.some((r) => /^>/.test(r.operator) && (r.fd ?? 1) === 1)) return false;
  if (command.name === 'wget' || command.name === 'wget2') {
    const file = optionValue(command, 'O', 'output-document', 'aBDeiIlOPQRtTUwX');
    return file?.text === '-' || file?.text === '/dev/stdout';
  }
  if (command.name !== 'curl') return true;
  const valued = 'AbcCdDeEFHKmoPQrtTuUwxXyYz';
  const file = optionValue(command, 'o', 'output', valued);
  return hasFlag(command, 'O', 'remote-name', valued) === undefined && (!file || file.text === '-');
}

/** What runs the output of `command` as a script: a shell or interpreter that reads its standard input. */
function readerOf(command: ShellCommand): ShellCommand | undefined {
  let next = command.pipedTo;
  for (let i = 0; next && i < MAX_PIPELINE; i++, next = next.pipedTo) {
    for (const { command: reader } of effectiveCommands(next)) {
      if (interprets(reader) && readsInput(reader)) return reader;
      if (!PASSES_ON.test(reader.name ?? '')) return undefined;
    }
  }
  return undefined;
}

/** No script is named: `bash`, `bash -s -- --yes`, `python3 -`. */
function readsInput(command: ShellCommand): boolean {
  const words = command.words.slice(1).map((w) => w.literal);
  if (isShell(command.name ?? '') && words.some((w) => w !== undefined && /^-[a-z]*s[a-z]*$/.test(w))) return true;
  if (words.some((w) => w !== undefined && /^-[a-z]*[ce]$/.test(w))) return false;
  const operand = words.find((w) => w === undefined || !/^-./.test(w));
  return operand === undefined ? !words.includes(undefined) : operand === '-' || operand === '/dev/stdin';
}
