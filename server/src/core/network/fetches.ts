/** What commands fetch. */
import { knownStart, type ShellCommand, type ShellWord } from '../shell/shell.ts';

/** Programs that fetch what their operands name. Packages of apt and apk are signed: a plain mirror is no weakness there. */
export const FETCH_PROGRAMS =
  /^(?:curl|wget2?|aria2c|git|svn|hg|pip[\d.]*|uv|npm|yarn|pnpm|gem|go|rpm|dnf5?|yum|microdnf|tdnf|zypper|yum-config-manager|dnf-config-manager|helm|conda|composer|npx|uvx)$/;
/** Options whose value is an address, but not of what is fetched. */
const OTHER_ADDRESS =
  /^(?:-x|--proxy|--preproxy|-e|--referer|-H|--header|-d|--data\S*|--resolve|-b|--cookie|-u|--user|--post-data)$/;
/** Commands that compare what was fetched with something known. */
export const VERIFY_PROGRAMS =
  /^(?:sha(?:1|224|256|384|512)?sum|shasum|b2sum|gpgv?2?|cosign|minisign|signify|slsa-verifier)$/;

/** Words that name what is fetched. */
export const fetchedAddresses = (command: ShellCommand): ShellWord[] =>
  command.words.filter(
    (word, i) => i > 0 && /^(?:--[\w-]+=)?(?:https?|ftp):\/\//i.test(knownStart(word)) && !isOther(command, i),
  );

const isOther = ({ words }: ShellCommand, index: number): boolean =>
  OTHER_ADDRESS.test(words[index - 1]?.literal ?? '') || /^--(?:proxy|referer)=/.test(knownStart(words[index]!));
