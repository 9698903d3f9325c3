import { memoByText } from '../../text/memo-by-text.ts';
import type { Confidence } from './hit.ts';
import {
  aboutPrefixes,
  aboutSuffixes,
  bounds,
  endings,
  harmless,
  keyQualifiers,
  lastWords,
  namedByKeyId,
  notPassword,
  objectNameWords,
  passPrefix,
  secretWords,
  vagueQualifiers,
} from './name-words.ts';

/** The kind of secret that a name announces. */
export interface SecretName {
  /** `password`, `token`, `API key` … */
  readonly what: string;
  readonly confidence: Confidence;
}

/**
 * Splits a name into lower-case words: at every character except letters and digits, and where camelCase begins a word (`dbPassword`,
 * `APIKey`, `tokenURLs`, `DB_PASSWORD`, `spring.datasource.password`). Digits at a word's end are dropped.
 */
export function nameWords(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/([A-Z]{2})s(?![a-z])/g, '$1S')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
}

/** Exceptions by whole name, words joined with a blank: names that look secret and are not, and the reverse. */
const known: ReadonlyMap<string, SecretName | undefined> = new Map<string, SecretName | undefined>([
  ['pwd', undefined],
  ['old pwd', undefined],
  ['oldpwd', undefined],
  ['init cwd', undefined],
  ['google application credentials', undefined],
  ['git askpass', undefined],
  ['ssh auth sock', undefined],
  ['auth', undefined],
  ['basic auth', undefined],
  ['pass', { what: 'password', confidence: 'medium' }],
  ['vault secret id', { what: 'secret id', confidence: 'high' }],
  ['vault role secret id', { what: 'secret id', confidence: 'high' }],
  ['approle secret id', { what: 'secret id', confidence: 'high' }],
  ['role secret id', { what: 'secret id', confidence: 'high' }],
  ['secret key base', { what: 'key', confidence: 'high' }],
  ['connection string', { what: 'connection string', confidence: 'low' }],
  ['rabbitmq erlang cookie', { what: 'Erlang cookie', confidence: 'high' }],
  ['erlang cookie', { what: 'Erlang cookie', confidence: 'high' }],
  ['rediscli auth', { what: 'password', confidence: 'high' }],
  ['vault dev root token id', { what: 'token', confidence: 'high' }],
  ['release cookie', { what: 'Erlang cookie', confidence: 'medium' }],
]);

/**
 * The kind of secret that a name announces; `undefined` if none. It compares whole words, so `MONKEY` and `KEYBOARD` do not match. A
 * descriptive word after the secret word (`PASSWORD_FILE`, `TOKEN_URL`, `SECRET_NAME`, `KEY_ID`) cancels the match.
 */
export const secretName: (name: string) => SecretName | undefined = memoByText(readName);

/** Credentials of a gem server: its host with `__` for each dot. Source: Bundler 2.7, bundle-config(1), "Credentials for gem sources", read 2026-11-30. */
const gemSource = /^BUNDLE_(?!BUILD__|LOCAL__|MIRROR__)[A-Z0-9_]{1,100}__[A-Z0-9_]{2,60}$/;

function readName(name: string): SecretName | undefined {
  // Helm's annotation that restarts pods when a Secret changes: `checksum/secret`.
  if (/(?:^|[./])checksum\//i.test(name)) return undefined;
  if (gemSource.test(name)) return { what: 'credentials', confidence: 'medium' };
  const words = nameWords(name);
  const joined = words.join(' ');
  if (known.has(joined)) return known.get(joined);
  // `secretKeyExistingSecretKey: secret-key`: the key of a Secret that exists already, as charts call it.
  if (/(?:^| )existing secret(?: [a-z]+){0,3} key$/.test(joined)) return undefined;
  if (words.some((w) => harmless.has(w)) || aboutPrefixes.has(words[0] ?? '') || namesObject(words)) return undefined;
  for (let i = words.length - 1; i >= 0; i--) {
    const found = secretAt(words, i);
    if (found === undefined) continue;
    const after = words.slice(i + 1);
    // `adminPasswordKey: admin-password`, `apiKeyKey: api-key`: the key of a Secret that holds it.
    const namesKey = after[0] === 'key' && (found.what.startsWith('pass') || words[i] === 'key');
    if (after.some((w) => aboutSuffixes.has(w)) || namesKey) return undefined;
    const hash = after.some((w) => /^(?:hash|hashed|digest|md5|sha\d*|bcrypt|argon2\w*|scrypt|pbkdf2)$/.test(w));
    if (hash) return { what: `${found.what} hash`, confidence: 'low' };
    return after.length > 0 && found.confidence === 'high' && !after.every(isPlain)
      ? { ...found, confidence: 'medium' }
      : found;
  }
  return joined.endsWith('connection string') || joined.endsWith('connectionstring')
    ? { what: 'connection string', confidence: 'low' }
    : undefined;
}

/** Words after a secret word that do not change the confidence. */
const plain =
  /^(?:prod(?:uction)?|dev(?:elopment)?|test|staging|live|old|new|current|previous|primary|secondary|default|base|b|base64|value|string|text|raw|plain|[a-z])$/;
/** Where a program runs: `DB_PASS_PROD`. */
const stage = /^(?:prod(?:uction)?|dev(?:elopment)?|staging|live)$/;
const isPlain = (word: string): boolean => plain.test(word);

function secretAt(words: readonly string[], i: number): SecretName | undefined {
  const word = words[i] ?? '';
  const before = words[i - 1] ?? '';
  const last = words.slice(i + 1).every((w) => stage.test(w));
  if (bounds.has(before)) return undefined;
  if (word === 'key' || word === 'keys') return keyAfter(words, i);
  if (word === 'tokens')
    return /^(?:api|auth|access|bot|refresh)$/.test(before) ? { what: 'token', confidence: 'medium' } : undefined;
  if (word === 'phrase' && (before === 'pass' || before === 'seed')) return { what: 'passphrase', confidence: 'high' };
  if (word === 'word' && before === 'pass') return { what: 'password', confidence: 'high' };
  const whole = secretWords.get(word);
  if (whole !== undefined) {
    if (before === 'public') return undefined;
    // The token that identifies an etcd cluster to its members.
    if (word === 'token' && before === 'cluster' && words[i - 2] === 'initial') return undefined;
    if (word === 'accesskey' && words.some((w) => namedByKeyId.has(w)))
      return { what: 'access key', confidence: 'low' };
    if (
      word === 'token' &&
      /^(?:next|last|continuation|page|pagination|sync|cancellation|eos|bos|pad|unk|separator|design)$/.test(before)
    ) {
      return undefined;
    }
    const vague = word.startsWith('cred') || word === 'secrets' || (word === 'token' && words.length === 1);
    return { what: whole === 'key' ? keyName(word) : whole, confidence: vague ? 'medium' : 'high' };
  }
  if (last) {
    const what = lastWords.get(word);
    if (what !== undefined && words.length > 1) {
      if (word === 'pass' && notPassword.has(before)) return undefined;
      return {
        what,
        confidence:
          word === 'pass' || word === 'pwd' ? 'high' : word === 'pw' || word === 'basicauth' ? 'medium' : 'low',
      };
    }
  }
  if (passPrefix.test(word)) return { what: 'password', confidence: 'high' };
  const ending = endings.find(([e]) => word.endsWith(e));
  return ending && { what: ending[1] === 'key' ? keyName(word) : ending[1], confidence: 'high' };
}

/** `tlsSecret`, `privateKeySecret`: the name of a Secret object. */
function namesObject(words: readonly string[]): boolean {
  const holds = words.at(-2) ?? '';
  if (words.at(-1) !== 'secret') return false;
  return objectNameWords.has(holds) || (holds === 'key' && words.at(-3) === 'private');
}

/** `key` alone does not mark a secret: the word before it must. */
function keyAfter(words: readonly string[], i: number): SecretName | undefined {
  const nearest = words[i - 1] ?? '';
  // `ENCRYPTION_SECONDARY_KEY`
  const before = /^(?:primary|secondary|old|new|current|previous)$/.test(nearest) ? (words[i - 2] ?? '') : nearest;
  if (words.includes('public') && before !== 'secret' && before !== 'private') return undefined;
  if (before === 'anon' || before === 'public' || !keyQualifiers.has(before)) return undefined;
  if (before === 'host' && words[i - 2] !== 'ssh') return undefined;
  const keyId = before === 'access' && words[i - 2] !== 'secret' && words.some((w) => namedByKeyId.has(w));
  if (keyId) return { what: 'access key', confidence: 'low' };
  return { what: keyName(before), confidence: vagueQualifiers.has(before) ? 'medium' : 'high' };
}

function keyName(word: string): string {
  if (word.includes('api')) return 'API key';
  if (word.includes('access')) return 'access key';
  if (word.includes('private')) return 'private key';
  return word.includes('encrypt') ? 'encryption key' : 'secret key';
}
