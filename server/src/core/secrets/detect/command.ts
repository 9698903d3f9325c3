import { detectAssignment } from './assignment.ts';
import { type CommandOptions, commandOptions, positionalSecrets } from './command-table.ts';
import { byWord, secretsOfShape, type WordHit, withoutTrustStore } from './command-value.ts';
import { nameWords, secretName } from './names.ts';
import { detectInText } from './scan.ts';
import { detectInSql, setsPassword } from './sql.ts';

export type { WordHit } from './command-value.ts';

type Words = readonly (string | undefined)[];

/** Programs that only run another program. Their own options are skipped. */
const wrappers = new Set([
  'sudo',
  'doas',
  'exec',
  'time',
  'nice',
  'nohup',
  'command',
  'setsid',
  'tini',
  'dumb-init',
  'gosu',
  'su-exec',
  'xargs',
]);

/**
 * Detects secrets in the words of one simple command. `words` have their quotes removed and are `undefined` where not literal. Spans
 * are within the word whose index the hit gives. `pipedTo`: the words of the command that reads this one's output, if known (`echo
 * root:x | chpasswd`, `echo x | docker login --password-stdin`). The caller handles assignments before the program (`PGPASSWORD=x
 * psql`) with `detectAssignment`.
 */
export function detectInCommand(words: Words, pipedTo?: Words): WordHit[] {
  const at = programIndex(words);
  const program = basename(words[at]);
  const hits: WordHit[] = [];
  for (const table of optionsOf.get(program) ?? []) {
    if (fits(table, words, at)) hits.push(...fromOptions(table, words, at));
  }
  hits.push(
    ...fromPlaces(program, words, at),
    ...fromNamedOptions(words, at),
    ...fromEcho(program, words, at, pipedTo),
  );
  if (program === 'htpasswd') hits.push(...fromHtpasswd(words, at));
  if (program === 'mosquitto_passwd' && words.includes('-b')) hits.push(...atPlace(words, at, 2, 'password'));
  words.forEach((word, index) => {
    if (word === undefined || index < at) return;
    for (const hit of detectInText(word)) hits.push({ ...hit, word: index });
    for (const hit of detectInSql(word)) hits.push({ ...hit, word: index });
  });
  return byWord(program === 'keytool' ? withoutTrustStore(hits, words) : hits);
}

/** The tables by program. */
const optionsOf = new Map<string, CommandOptions[]>();
for (const table of commandOptions) {
  for (const program of table.programs) optionsOf.set(program, [...(optionsOf.get(program) ?? []), table]);
}

const KNOWN: ReadonlySet<string> = new Set([
  ...optionsOf.keys(),
  ...positionalSecrets.flatMap((p) => p.programs),
  'echo',
  'printf',
  'htpasswd',
  'mosquitto_passwd',
  'chpasswd',
]);

/** Whether a word as written may be a program in the tables, or an option or setting whose name suggests a secret. */
const concernsSecret = (raw: string): boolean =>
  KNOWN.has(raw) ||
  setsPassword(raw) ||
  ((raw.startsWith('-') || raw.includes('=')) && SECRET_NAME_PARTS.test(raw)) ||
  (raw.includes('/') && KNOWN.has(basename(raw)));

/** Parts of the names that `secretName` knows, and a few more. `key` and `auth` cover many of them. */
export const SECRET_NAME_PARTS =
  /pass|pwd|pw|psw|secret|token|key|cred|auth|salt|pepper|mnemonic|login|private|session|cookie|jwt|bearer|pin|license|licence|signature|dsn|connection/i;

/**
 * A quick check of the words as written: whether `detectInCommand` can find anything. Most commands install or copy files and hold
 * only secrets of a known format, which `detectInText` finds in the whole text.
 */
export const mayHoldSecret = (raw: readonly string[]): boolean => raw.some(concernsSecret);

const basename = (word: string | undefined): string => (word ?? '').replace(/^.*[\\/]/s, '').replace(/\.exe$/, '');
const isAssignment = (word: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*\+?=/.test(word);

function programIndex(words: Words): number {
  let i = 0;
  let wrapped = false;
  for (; i < words.length - 1; i++) {
    const word = words[i];
    if (word === undefined) return i;
    if (wrappers.has(basename(word))) wrapped = true;
    else if (!isAssignment(word) && !(wrapped && word.startsWith('-'))) return i;
  }
  return i;
}

const fits = (table: CommandOptions, words: Words, at: number): boolean =>
  table.needs === undefined || table.needs.some((n) => words.indexOf(n, at + 1) !== -1);

function fromOptions(table: CommandOptions, words: Words, at: number): WordHit[] {
  const hits: WordHit[] = [];
  const what = table.what ?? 'password';
  for (let i = at + 1; i < words.length; i++) {
    const word = words[i];
    if (word === undefined || !word.startsWith('-') || word === '--') continue;
    const equals = word.indexOf('=');
    const shape = table.options[equals > 0 ? word.slice(0, equals) : word];
    if (shape !== undefined && equals > 0)
      hits.push(...secretsOfShape(shape, word.slice(equals + 1), i, equals + 1, what));
    else if (shape !== undefined) {
      const next = words[i + 1];
      if (next !== undefined) hits.push(...secretsOfShape(shape, next, i + 1, 0, what));
      i++;
    } else if (!word.startsWith('--')) {
      const attached = table.attached?.[word.slice(0, 2)];
      if (attached !== undefined && word.length > 2) hits.push(...secretsOfShape(attached, word.slice(2), i, 2, what));
    }
  }
  return hits;
}

/** `--password x`, `--db-password=x`, `-Dapp.secret=x`, and the `NAME=value` words of export, env, `-e`, `--build-arg`, `--set`. */
function fromNamedOptions(words: Words, at: number): WordHit[] {
  const hits: WordHit[] = [];
  for (let i = at; i < words.length; i++) {
    const word = words[i];
    if (word === undefined) continue;
    const option = /^(-{1,2}[A-Za-z][\w.:-]{0,100})(=)?/.exec(word);
    const pair = /^(?:-[DPe])?([A-Za-z_][\w.\-[\]]{0,100})=/.exec(word);
    if (pair?.[1] !== undefined) {
      // `password=…,username=bob` of mount, `db.password=…,db.user=bob` of Helm
      const value = word.slice(pair[0].length).replace(/,[a-z][\w.-]{0,40}=.*/is, '');
      hits.push(...asCommandLine(pair[1].replace(/^from-literal=/, ''), value, i, pair[0].length));
    } else if (option?.[1] !== undefined && option[2] === '=') {
      const rest = word.slice(option[0].length);
      const inner = /^([A-Za-z_][\w.-]{0,100})=/.exec(rest);
      const name = inner?.[1] ?? option[1].replace(/^-+/, '');
      const from = option[0].length + (inner?.[0].length ?? 0);
      hits.push(...asCommandLine(name, word.slice(from), i, from));
    } else if (option?.[1] !== undefined && /^ \S+$/.test(word.slice(option[0].length)) && namesSecret(option[1])) {
      // One item of a list, which the program joins with the others.
      const from = option[0].length + 1;
      hits.push(...asCommandLine(option[1].replace(/^-+/, ''), word.slice(from), i, from));
    } else if (option?.[1] !== undefined && option[0].length === word.length) {
      const next = words[i + 1];
      if (next === undefined || next.startsWith('-') || !namesSecret(word)) continue;
      hits.push(...asCommandLine(word.replace(/^-+/, ''), next, i + 1, 0));
    }
  }
  return hits;
}

/** `--password`, `--auth-token`, `-storepass`, `--sonar.login`. Single letters and switches do not count. */
function namesSecret(option: string): boolean {
  const name = option.replace(/^-+/, '');
  return name.length > 2 && !nameWords(name).includes('stdin') && secretName(name) !== undefined;
}

function asCommandLine(name: string, value: string, word: number, shift: number): WordHit[] {
  if (secretName(name) === undefined) return [];
  const hit = detectAssignment(name, value);
  if (hit === undefined) return [];
  const kind = hit.kind === 'assignment' ? 'command-line' : hit.kind;
  return [{ ...hit, kind, word, span: { start: hit.span.start + shift, end: hit.span.end + shift } }];
}

/** Indices of the words after `from` that are not options. */
function operands(words: Words, from: number): number[] {
  const found: number[] = [];
  for (let i = from; i < words.length; i++) {
    if (!words[i]?.startsWith('-')) found.push(i);
  }
  return found;
}

function fromPlaces(program: string, words: Words, at: number): WordHit[] {
  const hits: WordHit[] = [];
  for (const row of positionalSecrets) {
    if (!row.programs.includes(program) || (row.needs && !words.some((w) => w && row.needs?.test(w)))) continue;
    let from = at + 1;
    const found = row.sub.every((part) => {
      for (; from < words.length; from++) {
        const word = words[from];
        if (word !== undefined && (typeof part === 'string' ? word === part : part.test(word))) return ++from > 0;
        if (word === undefined || !word.startsWith('-')) return false;
      }
      return false;
    });
    const place = (found ? operands(words, from)[row.place] : undefined) ?? -1;
    const word = words[place];
    if (word !== undefined && !row.not?.test(word)) hits.push(...secretsOfShape(row.shape, word, place, 0, row.what));
  }
  return hits;
}

function atPlace(words: Words, at: number, place: number, what: string): WordHit[] {
  const index = operands(words, at + 1)[place] ?? -1;
  const word = words[index];
  return word === undefined ? [] : secretsOfShape('password', word, index, 0, what);
}

/** `htpasswd -b file user password`; with `-n` there is no file. */
function fromHtpasswd(words: Words, at: number): WordHit[] {
  const flags = words
    .slice(at + 1)
    .filter((w) => w?.startsWith('-'))
    .join('');
  return flags.includes('b') ? atPlace(words, at, flags.includes('n') ? 1 : 2, 'password') : [];
}

const accounts =
  /^(?:root|admin|administrator|user|ubuntu|debian|docker|jenkins|dev|developer|app|sshuser|ftpuser|postgres|mysql|vagrant|node|www-data)$/;

/** `echo root:pw | chpasswd`, and `echo pw | … --password-stdin`. */
function fromEcho(program: string, words: Words, at: number, pipedTo: Words | undefined): WordHit[] {
  if (program !== 'echo' && program !== 'printf') return [];
  const reader = pipedTo ?? words;
  const toChpasswd = reader.some((w) => basename(w) === 'chpasswd');
  const toPrompt =
    pipedTo?.some((w) => w === '--password-stdin' || w === '--stdin' || w === '--with-token' || w === '-S') ?? false;
  const hits: WordHit[] = [];
  for (const i of operands(words, at + 1)) {
    const word = words[i];
    if (word === undefined) continue;
    const colon = word.indexOf(':');
    const account = word.slice(0, Math.max(0, colon));
    const value = word.slice(colon + 1).replace(/\\n$/, '');
    const pair = colon > 0 && /^\S+$/.test(value) && (toChpasswd || (pipedTo === undefined && accounts.test(account)));
    if (pair) hits.push(...secretsOfShape('password', value, i, colon + 1, 'password'));
    else if (toPrompt && /^\S{4,}$/.test(word))
      hits.push(...secretsOfShape('password', word.replace(/\\n$/, ''), i, 0, 'password'));
  }
  return hits;
}
