import { base64Text } from './base64.ts';
import { characterClasses, isCounted, looksRandom } from './entropy.ts';
import { atMost, type Confidence, rank, type SecretHit } from './hit.ts';
import { nameWords, type SecretName, secretName } from './names.ts';
import { isEmulatorKey, isPasswordHash, notASecret } from './placeholder.ts';
import { isPublicKey } from './public-key.ts';
import { detectInText } from './scan.ts';
import { isWeakDefault } from './weak.ts';

/**
 * Detects a secret in a name and its literal value: an environment variable, the default of an ARG, a label, a configuration key. The
 * span is within `value`. The value is also searched by itself (tokens, keys, URLs with credentials) with the name as context, and the
 * hit of highest confidence is returned: do not call `detectInText` again for the same value. `undefined` for an empty value, a
 * reference or a placeholder.
 */
export function detectAssignment(name: string, value: string): SecretHit | undefined {
  if (value.trim() === '') return undefined;
  const seen = inValue(name, value);
  const meaning = secretName(name);
  const named = meaning && judge(meaning, name, value);
  if (seen === undefined || named === undefined) return seen ?? named;
  return rank(seen.confidence) >= rank(named.confidence) ? seen : named;
}

/** Hits in the text `name=value`, for providers whose keyword is the name. Spans are offsets in the value. */
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

/** The hit for a value under a secret name. The characters of the value decide the confidence. */
export function judge(meaning: SecretName, name: string, value: string): SecretHit | undefined {
  const { text, span } = unquoted(value);
  if (meaning.what === 'credentials') return credentialPair(meaning, name, text, span.start);
  if (meaning.what === 'connection string') return undefined;
  if (namesPublicKey(name, text) || namesServices(name, text) || namesVaultObject(name, text)) return undefined;
  if (isForEmulator(name, text) || isEmulatorKey(text) || isPublicKey(name, meaning.what, text)) return undefined;
  if (isPasswordHash(text)) return { kind: 'assignment', what: 'password hash', confidence: 'low', span };
  // `password: DB_PASSWORD`
  const ofVariable = capitals.test(text) && secretName(text) !== undefined;
  if (isWeakDefault(text) && !ofVariable) {
    const confidence = isMailPassword(meaning, name) ? 'low' : meaning.confidence;
    return { kind: 'weak-default', what: meaning.what, confidence, span };
  }
  const why = notASecret(text);
  // A program that signs with any text starts with this one too, and an attacker reads it in the example.
  if (
    why !== undefined &&
    /^(?:your-value|replace-me) placeholder$/.test(why) &&
    ownKey.test(name) &&
    text.length >= 12
  )
    return { kind: 'weak-default', what: meaning.what, confidence: atMost(meaning.confidence, 'medium'), span };
  if (why === 'uuid')
    return { kind: 'assignment', what: meaning.what, confidence: atMost(meaning.confidence, 'medium'), span };
  if (why !== undefined || encodesPlaceholder(text)) return undefined;
  const unused =
    (ofVariable && meaning.what === 'password') ||
    repeatsName(meaning, name, text) ||
    (isMailPassword(meaning, name) && exampleWords.test(text));
  const strength = unused ? 'low' : literal(meaning.what, text, isChosen(name));
  return strength && { kind: 'assignment', what: meaning.what, confidence: atMost(meaning.confidence, strength), span };
}

/** `keyVaultPassword: shop-db-password`: the name of an object in the vault. */
const namesVaultObject = (name: string, text: string): boolean => /key[-_]?vault/i.test(name) && isObjectName(text);

/** `AWS_SECRET_ACCESS_KEY=test`: LocalStack and other emulators take any key. Keys of AWS and MinIO have 8 characters at least. */
const isForEmulator = (name: string, text: string): boolean =>
  /^aws_(?:secret_access_key|secret_key|session_token)$/i.test(name) && text.length < 8;

/** `ZHVtbXktdG9rZW4=`: `dummy-token` in base64. */
const encodesPlaceholder = (text: string): boolean => /placeholder$/.test(notASecret(base64Text(text) ?? '') ?? '');

/** `GPG_KEY=A035C8C1…`: a fingerprint or id of an OpenPGP key (RFC 9580, 5.5.4) that signs releases, or a list of them. It is public. */
const namesPublicKey = (name: string, text: string): boolean =>
  /gpg|pgp/i.test(name) &&
  /^(?:(?:0x)?(?:[0-9a-f]{8}|[0-9a-f]{16}|[0-9a-f]{40}|[0-9a-f]{64})(?:[\s,;]+|$)){1,40}$/i.test(text);

/** `passwd: files sss` in nsswitch.conf(5): the sources of account data. */
const namesServices = (name: string, text: string): boolean =>
  name === 'passwd' &&
  /^(?:(?:files|compat|altfiles|db|nis(?:plus)?|ldap|sss|systemd|winbind)(?:\s+|$)){1,10}$/.test(text);

/** `SMTP_PASSWORD=mail-password`: an account at a mail provider, which rejects such a weak password. A database accepts any password. */
const isMailPassword = (meaning: SecretName, name: string): boolean =>
  meaning.what === 'password' && nameWords(name).some((w) => /^(?:smtp|e?mail|mailer|imap|pop3?)$/.test(w));

/** `CLIENT_SECRET=client-secret`, `OIDC_CLIENT_SECRET=ClientSecret`. A password may repeat its name and still work. */
function repeatsName(meaning: SecretName, name: string, text: string): boolean {
  if (meaning.what === 'password' || text.length > 100) return false;
  const words = nameWords(text);
  return words.length > 1 && nameWords(name).slice(-words.length).join(' ') === words.join(' ');
}

/** The value without the blanks and quotes around it. In a list item `- NAME="value"` the quotes are part of the value. */
function unquoted(value: string): { readonly text: string; readonly span: SecretHit['span'] } {
  const trimmed = value.trim();
  const inner = /^(["'])[^"']+\1$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
  const start = value.length - value.trimStart().length + (inner === trimmed ? 0 : 1);
  return { text: inner, span: { start, end: start + inner.length } };
}

/** Words typical of an example. Such a password works and may be in use, but its author meant it to be changed. */
const exampleWords = /pass(?:word|wd)|secret|change.?(?:me|it|this)|your(?:own)?|example|choose|please|you.?see/i;

/** An issued credential never looks like this: `my-cloud-api-token`, `token-of-an-example`, `personal access token`. */
const isExample = (what: string, text: string): boolean =>
  /^[a-z]+(?:\s+[a-z]+)+$|example|sample|dummy|placeholder/i.test(text) ||
  (/^(?:token|API key)$/.test(what) && /^my[-_]?(?!.*secret)[a-z-_]*(?:token|key)$/i.test(text));

/** `S3CrEtApIkEy`, `MyS3cr3tT0k3n`: words for a secret, in the spelling of examples. No provider issues such a key. */
const isSpeltOut = (text: string): boolean =>
  /^(?:my|your|our|the|some|super|very|top|secret|api|app|access|auth|client|bearer|key|token|value|[-_])+$/.test(
    text.toLowerCase().replace(/[013457$@]/g, (c) => LETTERS[c] ?? c),
  );
const LETTERS: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', $: 's', '@': 'a' };

/**
 * Names of keys whose value the operator chooses freely: a plain word, or what looks like an object's name, may be the real key.
 * `secretKey` names a key of a Secret, so only `SECRET_KEY` counts.
 */
const isChosen = (name: string): boolean =>
  /\b(?:jwt|nextauth|session|cookie|sign(?:ing)?|hmac|encryption)\b/.test(nameWords(name).join(' ')) ||
  /^(?:[A-Z0-9_]+_)?SECRET_?KEY(?:_BASE)?$/.test(name);

/** Keys that no provider issues: a program accepts any text. A provider of something else may have a name before `SECRET_KEY`. */
const ownKey =
  /^(?:(?:\w+_)?(?:JWT|SESSION|COOKIE|NEXTAUTH|BETTER_AUTH)_(?:SECRET|KEY|SECRET_KEY|SIGNING_KEY)|(?:\w+_)?SECRET_KEY_BASE|(?:APP|DJANGO|FLASK|RAILS)?_?SECRET_KEY)$/i;

/** `Shop@1`, `shopping2024`: invented by a person, for an example or for use. */
const wordAndNumber = /^[A-Za-z]{3,30}[@#!_.-]?\d{1,4}[!.]?$/;

/** Confidence that a literal is the kind of secret that its name announces; `undefined` if it cannot be. */
function literal(what: string, text: string, chosen: boolean): Confidence | undefined {
  if (text.length < 3 || text.length > 4096) return undefined;
  const spaces = text.split(/\s/).length - 1;
  if (what === 'passphrase' || what === 'mnemonic') return text.length >= 8 ? 'medium' : 'low';
  if (spaces > 2) return 'low';
  const fromExample = exampleWords.test(text) || exampleWords.test(base64Text(text) ?? '');
  if (what !== 'password' && (isCounted(text) || isExample(what, text) || (what === 'API key' && isSpeltOut(text))))
    return 'low';
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

/** `cert-manager-webhook-tls`: words joined by hyphens, as Kubernetes objects are named. */
const isObjectName = (text: string): boolean =>
  /^[a-z]{2,20}(?:-[a-z0-9]{2,20}){1,6}$/.test(text) && !looksRandom(text);

/** `DB_PASSWORD`: the name of a variable. */
const capitals = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** `secretKeyRef`, `my-app-secret-name`, `db.password`, `nvapi-NVKEY`: the name of another secret, not a value. */
const isOwnReference = (text: string): boolean =>
  /^[a-z]+(?:\.[a-z]+)+$/i.test(text) ||
  /^[a-z_-]+(?:\/[a-z_-]+)+$/.test(text) ||
  capitals.test(text) ||
  /^[a-z]{1,12}[-_][A-Z]{2,}(?:[-_][A-Z]{2,})*$/.test(text) ||
  /[-_](?:ref|name|id)$/i.test(text);

/** The value of `NEO4J_AUTH`, `HTTP_BASIC_AUTH`, `CREDENTIALS`: the password of `user:password` or `user/password`, or a random key. */
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
