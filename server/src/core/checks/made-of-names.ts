/** Passwords that repeat the names around them, as files for trying a program have them: `shop` of user `shop`, `shop-local-secret`. */
import type { Unit } from '../domain/unit.ts';
import type { Context } from '../rule/rule.ts';
import { nameWords } from '../secrets/detect/names.ts';
import type { SecretSite } from '../secrets/sites/site.ts';
import { projectNames } from '../workspace/project-names.ts';

/** Characters of the longest password that is taken apart. */
const LONGEST = 80;

/**
 * Whether a password consists of words that its file has as names anyway (of the variable, the service, its image, users and databases), of the
 * project's name, and of words of examples. Digits at the end of a word do not count. It may read the workspace, so call it last.
 */
export function isMadeOfNames(value: string, site: SecretSite, { unit, workspace }: Context): boolean {
  if (value.length > LONGEST) return false;
  const words = wordsOf(value);
  if (words.length === 0) return false;
  const names = new Set([...ORDINARY, ...namesIn(unit), ...namesOf(site)]);
  const isMade = (): boolean => words.every((word) => names.has(word) || isJoined(word, names));
  if (isMade()) return true;
  for (const { owner, name } of projectNames(unit.path, workspace))
    for (const word of [owner, name].flatMap((one) => [...wordsOf(one), one.replace(/[^a-z]/g, '')])) names.add(word);
  return isMade();
}

const wordsOf = (text: string): string[] =>
  nameWords(text)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');

/** Whether a word is several of the names, each of three letters at least: `shoppassword`. */
function isJoined(word: string, names: ReadonlySet<string>): boolean {
  const reached = [true];
  for (let end = 3; end <= word.length; end++)
    for (let start = end - 3; start >= 0 && !reached[end]; start--)
      if (reached[start] && names.has(word.slice(start, end))) reached[end] = true;
  return reached[word.length] === true;
}

function namesOf({ name = '', owner }: SecretSite): string[] {
  const container =
    owner.in === 'container' ? owner.container : owner.in === 'compose' ? owner.service?.container : undefined;
  return [name, container?.name ?? '', container?.image?.raw ?? ''].flatMap(wordsOf);
}

const known = new WeakMap<Unit, readonly string[]>();

/** The words of a unit's path, of its users, databases and key ids, and of the users of its URLs. */
function namesIn(unit: Unit): readonly string[] {
  const before = known.get(unit);
  if (before) return before;
  const found = [unit.path, ...[...unit.text.matchAll(NAMED)].map((match) => match[1] ?? match[2]!)].flatMap(wordsOf);
  known.set(unit, found);
  return found;
}

/** The value of a variable (also of a pod, on the line below) or key for a user, a database or a key's id, also the default of `${X:-value}`; the user in a URL. */
const NAMED =
  /(?:user(?:_?name)?|db|database|name|key_?id|access_?key|login|tenant)(?=["']?(?:[ \t]{0,4}[:=]|[ \t]{0,4}\r?\n[ \t]{1,60}value:)[ \t]{0,4}["']?(?:\$\{\w{1,80}:?-)?([\w.-]{2,60}))|:\/\/(?:\$\{\w{1,80}:?-)?([\w.-]{2,60})\}?:/gi;

/** Words of passwords that are written to be replaced. */
const ORDINARY: readonly string[] =
  'password passwd pass pwd secret key token change me it this in for production please local dev development demo test testing example sample default only use your my our the super admin root user app db database service server client principal api jwt auth'.split(
    ' ',
  );
