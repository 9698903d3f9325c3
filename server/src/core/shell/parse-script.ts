import { parseCmd } from './cmd.ts';
import type { ShellLanguage } from './names.ts';
import { parseShell } from './parse.ts';
import { parsePowerShell } from './powershell.ts';
import type { Source } from './reader.ts';
import type { ShellScript } from './syntax.ts';

/** Parses a script in the given language. Never throws. */
export function parseScript(source: Source, language: ShellLanguage): ShellScript {
  if (language === 'posix') return parseShell(source);
  return language === 'cmd' ? parseCmd(source) : parsePowerShell(source, language === 'powershell');
}
