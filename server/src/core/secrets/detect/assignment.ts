import { base64Text } from './base64.ts';
import { characterClasses, isCounted, looksRandom } from './entropy.ts';
import { atMost, type Confidence, rank, type SecretHit } from './hit.ts';
import { nameWords, type SecretName, secretName } from './names.ts';
import { isPasswordHash, notASecret } from './placeholder.ts';
import { detectInText } from './scan.ts';
import { isWeakDefault } from './weak.ts';

/**
 * A name and its literal value: an environment variable, the default of an ARG, a label, a key of a configuration. The span is
 * within `value`. It looks at the value by itself too (tokens, keys, URLs with credentials), with the name for context, and
 * returns the surest hit, so that `detectInText` need not be asked again for the same value. No hit for an empty value, nor
 * for a reference or placeholder.
 */
export function detectAssignment(name: string, value: string): SecretHit | undefined {
  if (value.trim() === '') return undefined;
  const seen = inValue(name, value);
  const meaning = secretName(name);
  const named = meaning && judge(meaning, name, value);
  if (seen === undefined || named === undefined) return seen ?? named;
  return rank(seen.confidence) >= rank(named.confidence) ? seen : named;
}

/** Hits in the text `name=value`, for providers whose keyword is the name, brought back to offsets in the value. */
function inValue(name: string, value: string): SecretHit | undefined {
  const lead = name.length + 1;
  let best: SecretHit | undefined;
  for (const hit of detectInText(`${name}=${value}`)) {
    if (hit.span.start < lead) continue;
    if (best !== undefined && rank(best.confidence) >= rank(hit.confidence)) continue;
    best = { ...hit, span: { start: hit.span.start - lead, end: hit.span.end - lead } };
  }
  return best;
}

/** The hit for a value that stands under a secret name, by what its characters say. */
export function judge(meaning: SecretName, name: string, value: string): SecretHit | undefined {
  const { text, span } = unquoted(value);
  if (meaning.what === 'credentials') return credentialPair(meaning, name, text, span.start);
  if (meaning.what === 'connection string') return undefined;
  if (namesPublicKey(name, text) || namesServices(name, text)) return undefined;
  if (isPasswordHash(text)) return { kind: 'assignment', what: 'password hash', confidence: 'low', span };
  // `password: DB_PASSWORD`
  const ofVariable = capitals.test(text) && secretName(text) !== undefined;
  if (isWeakDefault(text) && !ofVariable) {
    const confidence = isMailPassword(meaning, name) ? 'low' : meaning.confidence;
    return { kind: 'weak-default', what: meaning.what, confidence, span };
  }
  const why = notASecret(text);
  if (why === 'uuid')
    return { kind: 'assignment', what: meaning.what, confidence: atMost(meaning.confidence, 'medium'), span };
  if (why !== undefined) return undefined;
  const unused =
    (ofVariable && meaning.what === 'password') ||
    repeatsName(meaning, name, text) ||
    (isMailPassword(meaning, name) && exampleWords.test(text));
  const strength = unused ? 'low' : literal(meaning.what, text, isChosen(name));
  return strength && { kind: 'assignment', what: meaning.what, confidence: atMost(meaning.confidence, strength), span };
}

/** `GPG_KEY=A035C8C1…`: the fingerprint or id of an OpenPGP key (RFC 9580, 5.5.4) that signs releases, or a list of them. Everybody may know it. */
const namesPublicKey = (name: string, text: string): boolean =>
  /gpg|pgp/i.test(name) &&
  /^(?:(?:0x)?(?:[0-9a-f]{8}|[0-9a-f]{16}|[0-9a-f]{40}|[0-9a-f]{64})(?:[\s,;]+|$)){1,40}$/i.test(text);

/** `passwd: files sss` in nsswitch.conf(5): where accounts are looked up. */
const namesServices = (name: string, text: string): boolean =>
  name === 'passwd' &&
  /^(?:(?:files|compat|altfiles|db|nis(?:plus)?|ldap|sss|systemd|winbind)(?:\s+|$)){1,10}$/.test(text);

/**
 * `SMTP_PASSWORD=mail-password`: of an account with a provider of mail, who lets nobody have such a password. That of a database is what is
 * written here.
 */
const isMailPassword = (meaning: SecretName, name: string): boolean =>
  meaning.what === 'password' && nameWords(name).some((w) => /^(?:smtp|e?mail|mailer|imap|pop3?)$/.test(w));

/** `CLIENT_SECRET=client-secret`, `OIDC_CLIENT_SECRET=ClientSecret`. As a password that would work. */
function repeatsName(meaning: SecretName, name: string, text: string): boolean {
  if (meaning.what === 'password' || text.length > 100) return false;
  const words = nameWords(text);
  return words.length > 1 && nameWords(name).slice(-words.length).join(' ') === words.join(' ');
}

/** The value without blanks and quotes around it, which a list item `- NAME="value"` has as part of the value. */
function unquoted(value: string): { readonly text: string; readonly span: SecretHit['span'] } {
  const trimmed = value.trim();
  const inner = /^(["'])[^"']+\1$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
  const start = value.length - value.trimStart().length + (inner === trimmed ? 0 : 1);
  return { text: inner, span: { start, end: start + inner.length } };
}

/** Words of an example: it works as a password, and may well be in use, but was written to be changed. */
const exampleWords = /pass(?:word|wd)|secret|change.?(?:me|it|this)|your(?:own)?|example|choose|please|you.?see/i;

/** What others issue is none of this kind: `my-cloud-api-token`, `token-of-an-example`, `personal access token`. */
const isExample = (what: string, text: string): boolean =>
  /^[a-z]+(?:\s+[a-z]+)+$|example|sample|dummy|placeholder/i.test(text) ||
  (/^(?:token|API key)$/.test(what) && /^my[-_]?(?!.*secret)[a-z-_]*(?:token|key)$/i.test(text));

/**
 * Names of keys that whoever sets a program up makes up: a word, or what looks like the name of an object, is the key all the same. Below
 * `secretKey` stands which key of a Secret is meant, so that only `SECRET_KEY` counts.
 */
const isChosen = (name: string): boolean =>
  /\b(?:jwt|nextauth|session|cookie|sign(?:ing)?|hmac|encryption)\b/.test(nameWords(name).join(' ')) ||
  /^(?:[A-Z0-9_]+_)?SECRET_?KEY(?:_BASE)?$/.test(name);

/** `Shop@1`, `shopping2024`: made up, as often for an example as for use. */
const wordAndNumber = /^[A-Za-z]{3,30}[@#!_.-]?\d{1,4}[!.]?$/;

/** How much a literal looks like the kind of secret its name announces; `undefined` for what cannot be one. */
function literal(what: string, text: string, chosen: boolean): Confidence | undefined {
  if (text.length < 3 || text.length > 4096) return undefined;
  const spaces = text.split(/\s/).length - 1;
  if (what === 'passphrase' || what === 'mnemonic') return text.length >= 8 ? 'medium' : 'low';
  if (spaces > 2) return 'low';
  const fromExample = exampleWords.test(text) || exampleWords.test(base64Text(text) ?? '');
  if (what !== 'password' && (isCounted(text) || isExample(what, text))) return 'low';
  if (looksRandom(text) && !fromExample) return 'high';
  const classes = characterClasses(text);
  if (what === 'password') {
    return text.length >= 8 && classes >= 2 && !fromExample && !wordAndNumber.test(text) ? 'high' : 'medium';
  }
  if (isOwnReference(text)) return undefined;
  if (chosen && text.length >= 5) return 'medium';
  if (text.length < 6) return undefined;
  if (text.length < 10 || isObjectName(text)) return 'low';
  return classes >= 2 ? 'medium' : 'low';
}

/** `cert-manager-webhook-tls`: words joined by hyphens, as objects are named. */
const isObjectName = (text: string): boolean =>
  /^[a-z]{2,20}(?:-[a-z0-9]{2,20}){1,6}$/.test(text) && !looksRandom(text);

/** `DB_PASSWORD`, the name of a variable. */
const capitals = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** `secretKeyRef`, `my-app-secret-name`, `db.password`, `nvapi-NVKEY`: a name of another secret rather than its value. */
const isOwnReference = (text: string): boolean =>
  /^[a-z]+(?:\.[a-z]+)+$/i.test(text) ||
  /^[a-z_-]+(?:\/[a-z_-]+)+$/.test(text) ||
  capitals.test(text) ||
  /^[a-z]{1,12}[-_][A-Z]{2,}(?:[-_][A-Z]{2,})*$/.test(text) ||
  /[-_](?:ref|name|id)$/i.test(text);

/** Under `NEO4J_AUTH`, `HTTP_BASIC_AUTH`, `CREDENTIALS`: the password of `user:password` or `user/password`, or a key drawn at random. */
function credentialPair(meaning: SecretName, name: string, text: string, start: number): SecretHit | undefined {
  if (notASecret(text) !== undefined) return undefined;
  const separator = /neo4j/i.test(name) ? '/' : ':';
  const at = text.indexOf(separator);
  const secret = at > 0 && !/\s/.test(text) ? text.slice(at + 1) : text;
  const from = start + (text.length - secret.length);
  const span = { start: from, end: from + secret.length };
  if (secret === text) {
    return looksRandom(text) ? { kind: 'assignment', what: meaning.what, confidence: 'medium', span } : undefined;
  }
  if (isWeakDefault(secret)) return { kind: 'weak-default', what: 'password', confidence: 'medium', span };
  if (notASecret(secret) !== undefined || secret.length < 4 || secret.startsWith('//')) return undefined;
  return { kind: 'assignment', what: 'password', confidence: secret.length >= 6 ? 'medium' : 'low', span };
}
