/** The literal values in the manifest of a Kubernetes Secret. */
import type { KubernetesObject } from '../domain/kubernetes.ts';
import type { Span } from '../text/span.ts';
import { detectAssignment } from './detect/assignment.ts';
import { base64Text } from './detect/base64.ts';
import { looksRandom } from './detect/entropy.ts';
import { atMost, type Confidence, hasKnownFormat, rank, type SecretHit } from './detect/hit.ts';
import { aboutSuffixes } from './detect/name-words.ts';
import { nameWords, type SecretName, secretName } from './detect/names.ts';
import { isPasswordHash, notASecret } from './detect/placeholder.ts';
import { privateKeyFinder } from './detect/private-key.ts';
import { detectInText } from './detect/scan.ts';
import { detectInLines } from './sites/lines.ts';
import { nameToShow } from './sites/site-of.ts';

export interface ManifestValue {
  /** `undefined` where it cannot be shown. */
  readonly key: string | undefined;
  readonly at: Span;
  /** The value is in `data`, in base64. */
  readonly encoded: boolean;
  readonly confidence: Confidence;
  /** The kind of secret, if its format is known: `GitHub personal access token`. */
  readonly what: string | undefined;
  /** The decoded value, for the configuration's allowance. Never shown. */
  readonly plain: string;
}

/** Keys with a defined meaning that hold no secret. */
const open =
  /^(?:tls\.crt|ca\.crt|ca\.pem|ca-bundle\.crt|ssh-publickey|known_hosts|namespace|username|user|login|email|host|hostname|port|database|dbname|endpoint|region|bucket)$|(?:[._-](?:crt|pub|cert))$/i;
/** Keys that the API server or a Secret type defines as secret. */
const keys = /^(?:token-secret|\.htpasswd|auth)$/i;
/** Keys for which a Secret type requires a PEM file. */
const pemKeys = /^(?:tls\.key|ssh-privatekey)$/i;
/** Files that usually contain secrets. */
const secretFiles = /^(?:service-account\.json|credentials(?:\.json)?|kubeconfig)$/i;
/** `central.shop.svc:443` */
const address = /^[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}(?::\d{1,5})?$/;

/** A date, alone or with a time. */
const date = /^\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/;
/** The first line of a private key: examples often show no more. */
const keyHeader = /^-----BEGIN [A-Z0-9 ]*PRIVATE KEY/;
/** A line of a configuration file. Padding at the end of base64 does not match. */
const settingLine = /^\s*(?:[#;[].*|[A-Za-z_][\w.-]*\s*=\s*(?:[^=\s].*)?)?$/;

/** The literal values, highest confidence first. Placeholders, references, templates, and encrypted or binary values are left out. */
export function manifestValues(object: KubernetesObject): ManifestValue[] {
  const found: ManifestValue[] = [];
  for (const [field, encoded] of [
    ['data', true],
    ['stringData', false],
  ] as const) {
    const values = object.lens.get(field);
    const user = values.get('username').text ?? '';
    for (const entry of values.entries()) {
      const written = entry.text;
      if (written === undefined || written.trim() === '' || !entry.node) continue;
      const plain = encoded ? base64Text(written) : written;
      const judgement = plain === undefined ? undefined : judged(entry.key, plain);
      if (plain === undefined || !judgement) continue;
      const confidence = explains(encoded ? (base64Text(user) ?? '') : user, plain) ? 'low' : judgement;
      const what = detectInText(plain).find((hit) => hasKnownFormat(hit) && hit.confidence === 'high')?.what;
      found.push({ key: nameToShow(entry.key), at: entry.node.span, encoded, confidence, what, plain: plain.trim() });
    }
  }
  return found.sort((a, b) => rank(b.confidence) - rank(a.confidence) || a.at.start - b.at.start);
}

/** The confidence that the value is a secret in use; `undefined` if it is not a secret. */
function judged(key: string, written: string): Confidence | undefined {
  const value = written.trim();
  if (value === '' || value.startsWith('ENC[')) return undefined;
  const hit = detectAssignment(key, value);
  // A known format beats the checks below: a URL may contain a token, and a UUID may be a provider's key.
  if (hit?.kind === 'provider' && !isPasswordHash(value)) return hit.confidence;
  const meaning = secretName(key);
  const why = notASecret(value);
  if (why !== undefined && !(why === 'uuid' && meaning)) return undefined;
  if (date.test(value) || (keyHeader.test(value) && !privateKeyFinder(value)(0))) return undefined;
  if (isPasswordHash(value)) return 'low';
  if (key === '.dockerconfigjson' || key === '.dockercfg')
    return /"(?:auth|password)"\s*:\s*"[^"]/.test(value) ? 'high' : undefined;
  if (hit && hasKnownFormat(hit)) return hit.confidence;
  if (pemKeys.test(key)) return 'low';
  if (secretFiles.test(key)) return surest(value);
  if (meaning) return why === 'uuid' ? atMost(meaning.confidence, 'medium') : underName(meaning, value, hit);
  if (hit) return hit.confidence;
  if (keys.test(key)) return 'medium';
  const lines = value.split('\n');
  const settings = lines.every((line) => settingLine.test(line)) && lines.some((line) => line.includes('='));
  if (settings && detectInLines(value).length > 0) return 'medium';
  if (open.test(key) || aboutSuffixes.has(nameWords(key).at(-1) ?? '')) return undefined;
  return looksRandom(value) && !settings && !address.test(value) ? 'medium' : 'low';
}

/** `my-username` and `my-password`, `foo` and `bar`: the account of an example. */
function explains(user: string, password: string): boolean {
  const [name, secret] = [user.trim().toLowerCase(), password.trim().toLowerCase()];
  const frame = name.replace(/user(?:name)?/, '*');
  return (
    (name === 'foo' && secret === 'bar') ||
    (frame !== name && frame.length > 1 && frame === secret.replace(/pass(?:word|wd)?/, '*'))
  );
}

/** A short word may be a password, but not a token. */
function underName(meaning: SecretName, value: string, hit: SecretHit | undefined): Confidence {
  if (hit?.kind === 'weak-default') return atMost(hit.confidence, 'medium');
  if (hit && rank(hit.confidence) > rank('low')) return hit.confidence;
  return meaning.what === 'password' && value.length >= 3 && !/\s/.test(value)
    ? atMost(meaning.confidence, 'medium')
    : 'low';
}

/** The highest confidence of the secrets in a file. */
function surest(text: string): Confidence {
  const found = [...detectInText(text), ...detectInLines(text)].map((hit) => hit.confidence);
  return found.sort((a, b) => rank(b) - rank(a))[0] ?? 'low';
}
