import { languageOf } from '../shell/names.ts';
import type { Container } from './container.ts';

const SHELL = /^(?:.*[\\/])?(?:(?:ba|da|a|k|z|c)?sh|busybox|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh(?:\.exe)?)$/i;
const SCRIPT_FLAG = /^(?:-[a-z]*c|\/c|-command)$/i;

type Word = Container['command'][number];

/** Sets `shell` of the word after `sh -c` (also `bash -euc`, `cmd /c`, `/bin/busybox sh -c`). */
export function markScripts(words: readonly Word[]): readonly Word[] {
  let shell = words.findIndex((w) => w.literal && !w.unsplit && SHELL.test(w.text));
  if (shell < 0) return words;
  for (let i = shell + 1; i + 1 < words.length; i++) {
    const word = words[i];
    if (!word?.literal || word.unsplit) return words;
    if (SHELL.test(word.text)) shell = i;
    else if (SCRIPT_FLAG.test(word.text)) {
      const language = languageOf(words[shell]!.text) ?? 'posix';
      return words.map((w, at) =>
        at === i + 1 ? { ...w, shell: true, ...(language !== 'posix' && { language }) } : w,
      );
    } else if (!/^[-/]/.test(word.text)) return words;
  }
  return words;
}
