/** The URLs that commands download. */
import { knownStart, type ShellCommand, type ShellWord } from '../shell/shell.ts';

/** Programs that download the URLs in their operands. Not apt and apk: their packages are signed, so an HTTP mirror is safe. */
export const FETCH_PROGRAMS =
  /^(?:curl|wget2?|aria2c|git|svn|hg|pip[\d.]*|uv|npm|yarn|pnpm|gem|go|rpm|dnf5?|yum|microdnf|tdnf|zypper|yum-config-manager|dnf-config-manager|helm|conda|composer|npx|uvx|Invoke-WebRequest|Invoke-RestMethod|Start-BitsTransfer|DownloadFile|DownloadString)$/;
/** Options whose value is a URL that is not downloaded. */
const OTHER_ADDRESS =
  /^(?:-x|--proxy|--preproxy|-e|--referer|-H|--header|-d|--data\S*|--resolve|-b|--cookie|-u|--user|--post-data)$/;
/** Commands that verify a download with a checksum or a signature. */
export const VERIFY_PROGRAMS =
  /^(?:sha(?:1|224|256|384|512)?sum|shasum|b2sum|gpgv?2?|cosign|minisign|signify|slsa-verifier|Get-FileHash|Get-AuthenticodeSignature)$/;

/** The words with the URLs that the command downloads. */
export const fetchedAddresses = (command: ShellCommand): ShellWord[] =>
  command.words.filter(
    (word, i) => i > 0 && /^(?:--[\w-]+=)?(?:https?|ftp):\/\//i.test(knownStart(word)) && !isOther(command, i),
  );

const isOther = ({ words }: ShellCommand, index: number): boolean =>
  OTHER_ADDRESS.test(words[index - 1]?.literal ?? '') || /^--(?:proxy|referer)=/.test(knownStart(words[index]!));
