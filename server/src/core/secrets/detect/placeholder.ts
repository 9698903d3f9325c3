import { longestRun } from './entropy.ts';

/** Shapes of values that are not secrets, each with its reason. Every expression is anchored and has no nested repetition. */
const shapes: readonly [reason: string, shape: RegExp][] = [
  [
    'variable reference',
    /^\$[A-Za-z_]\w{0,100}$|^\$\w{1,40}\{[^}]{1,200}\}$|^%{1,2}[A-Za-z_]\w{0,100}%{1,2}$|^@[A-Za-z_][\w.-]{0,100}@$|^#\{[^}]{0,200}\}#?$/,
  ],
  [
    'bracketed placeholder',
    /^<[^<>]{0,200}>[!?.]{0,3}$|^\[[^[\]]{0,200}\]$|^\{[\w .:-]{0,200}\}$|^__[\w.-]{1,200}__$|^_[A-Z]{2,30}(?:_[A-Z]{2,30}){0,5}_$|^%[sdv]$|^%\([\w]{1,60}\)s$/,
  ],
  ['filler', /^[xX]{3,}$|^[*\u2022.?_-]+$|^(?:[xX*]{2,8}[-_ ]){1,20}[xX*]{2,8}$|\.{3}$|^[xX]{4,}|[xX*]{6,}$/],
  [
    'reference to a secret store',
    /^(?:vault|op|secret|secretref|ssm|awssm|aws-sm|gcpsm|gcp-sm|gcpsecretmanager|azkv|akv|azurekeyvault|keyvault|doppler|bws|sops|env|file|ref|ref\+[a-z]{2,20}|resolve|from|cms|kms|arn|projects|docker-secret|infisical|akeyless|berglas):/i,
  ],
  [
    'reference to a secret store',
    /^@Microsoft\.KeyVault\(|^AgA[A-Za-z0-9+/=]{200}|^ENC\[|^arn:aws|^projects\/[^/]{1,80}\/secrets\/|^!vault\b|^\$ANSIBLE_VAULT/,
  ],
  [
    'boolean',
    /^(?:true|false|yes|no|on|off|y|n|enabled?|disabled?|required|optional|allow(?:ed)?|deny|denied|never|always|auto(?:matic)?|manual)$/i,
  ],
  [
    'no value',
    /^(?:none|null|nil|undefined|empty|unset|n\/a|na|unknown|tbd|todo|fixme|missing|void|nan|not[-_ ]?set|not[-_ ]?used|unused|redacted|removed|hidden|masked|omitted|ignored?|(?:user|admin|customer)[-_ ]?(?:provided|supplied|defined)|\(none\)|\[redacted\])$/i,
  ],
  // Terraform: a variable, or an attribute of a resource, whose type names the provider first: `random_password.db.result`.
  ['variable reference', /^(?:var|local|data|module|each|self)(?:\.[A-Za-z_][\w-]{0,60}){1,6}$/],
  [
    'variable reference',
    /^[a-z][a-z0-9]{0,30}(?:_[a-z0-9]{1,30}){1,6}\.[A-Za-z_][\w-]{0,60}(?:\[[^\]]{1,60}\])?(?:\.[a-z_]{2,60}){1,4}$/,
  ],
  // A program that reads its settings
  [
    'variable reference',
    /^(?:this|settings|config|cfg|conf|options|opts|process\.env|import\.meta\.env|Deno\.env|os\.environ|env)(?:\.[A-Za-z_]\w{0,60}){1,6}[,;]?$/,
  ],
  // The ciphers of dm-crypt and OpenSSL
  [
    'name of a method or mode',
    /^(?:aes|serpent|twofish|camellia|chacha20|aria|sm4|des3?)(?:[-:](?:\d{3}|cbc|ctr|ecb|gcm|ccm|xts|lrw|cfb8?|ofb|essiv|benbi|null|plain(?:64)?(?:be)?|poly1305|sha\d{1,3}|hmac|random)){1,6}$/i,
  ],
  ['number', /^[-+]?\d{1,3}$|^[-+]?\d{1,12}\.\d{1,6}$|^\d{1,6}(?:ms|s|m|h|d|w|y|b|k|kb|mb|gb|ki|mi|gi)$/i],
  ['filler', /^([0-9a-f])\1{7}(?:-([0-9a-f])\2{3}){3}-([0-9a-f])\3{11}$/i],
  ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
  ['checksum', /^(?:sha(?:1|224|256|384|512)|md5|blake2b|blake3)[:=-][A-Za-z0-9+/=]{16,130}$/i],
  [
    'file path',
    /^(?:~|\.{1,2}|[A-Za-z]:)?[\\/][\w@.+ ~-]{1,100}(?:[\\/][\w@.+ ~-]{0,100}){1,40}$|^~\/|^%[\w.]{1,60}%[\\/]|^\/(?:run|etc|var|opt|usr|home|root|mnt|app|tmp|srv|data|secrets?|vault|certs?|keys?)\b|^\.{1,2}\//,
  ],
  [
    'file path',
    /^(?:[\w@.+-]{1,100}\/){1,40}[\w.-]{1,100}\.(?:pem|key|crt|cer|p12|pfx|jks|json|ya?ml|txt|toml|ini|conf|cfg|env|properties|xml|pub|asc|gpg|kdbx|keytab)$/i,
  ],
  [
    'file name',
    /^[\w.-]{1,100}\.(?:pem|key|crt|cer|p12|pfx|jks|json|ya?ml|txt|toml|ini|conf|cfg|env|properties|xml|sh|py|js|ts|pub|asc|gpg|kdbx|keytab)$/i,
  ],
  [
    'replace-me placeholder',
    /^(?:replace|insert|enter|add|put|fill|set|provide|specify|paste|use|type|supply|generate|choose|pick)[-_ ]?(?:me|this|it|with|your|here|in|a|the|an|by|from|via|to|at|actual|real)(?:[-_ ].{0,200})?$/i,
  ],
  [
    'replace-me placeholder',
    /^(?:replaceme|tobereplaced|to[-_ ]be[-_ ].{1,60}|placeholder.{0,60}|(?:.{1,60}[-_ ])?(?:placeholder|goes[-_ ]here|redacted)|(?:enter|insert|fill|provide|paste)[-_ ].{1,80})$/i,
  ],
  // What says that another program writes the value: `replaced_by_egress_proxy`, `injected-at-runtime`.
  [
    'replace-me placeholder',
    /^(?:(?:is|gets?|will[-_ ]be|must[-_ ]be)[-_ ])?(?:replaced|overridden|overwritten|injected|substituted|populated|provided|supplied|provisioned|filled(?:[-_ ]in)?|set|managed|generated)[-_ ](?:by|at|from|in|on|via|with|during|later|elsewhere|automatically)(?:[-_ ][\w .-]{1,100})?$/i,
  ],
  // A program that needs some value while an image is built: `SECRET_KEY=build-key ./manage.py collectstatic`.
  ['your-value placeholder', /^build(?:[-_ ]?time)?[-_ ](?:only|value|key|secret|token)$/i],
  ['your-value placeholder', /^(?:your|my[-_ ]?own|dummy|fake|mock|sample|stub)[-_ .][\w .-]{0,100}[!?]{0,3}$/i],
  // With the first letters of a provider's token: `xoxb-your-token`.
  ['your-value placeholder', /^[a-z]{2,8}[-_](?:[a-z]{2,8}[-_])?your[-_][\w-]{1,100}$/i],
  // An address at a mail provider or an example's domain, where the account's password belongs.
  [
    'e-mail address',
    /^[\w.+-]{1,64}@(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|example|(?:your|my)?-?(?:domain|company|mail))\.[a-z]{2,6}$/i,
  ],
  [
    'your-value placeholder',
    /^(?:the|some|any|an?|actual|real)[-_ ](?:[\w-]{1,40}[-_ ])?(?:password|secret|token|key|value|string|credential)s?$|(?:^|[-_ ])(?:token|key|secret|password)[-_ ](?:string|value)$/i,
  ],
  [
    'your-value placeholder',
    /^your(?:[A-Z][A-Za-z]{0,60}|password|secret|token|apikey|api|key|pass|access)[\w-]{0,60}$|[-_ ](?:here|goes_here)$|^(?:Set|Put|Add|Insert|Enter|Paste|Use)[A-Z][A-Za-z]{2,60}Here$/,
  ],
  [
    'your-value placeholder',
    /^(?:an?[-_ ])?(?:very[-_ ])?(?:long|random)[-_ ](?:and[-_ ])?(?:[\w-]{0,60}[-_ ])?(?:string|value|secret|key)$/i,
  ],
  ['your-value placeholder', /^Your[A-Z][A-Za-z]{0,60}(?:Token|Key|Secret|Id|Account)$/],
];

const enumerations = new Set(
  `bearer basic digest jwt oauth oauth2 oidc saml ldap kerberos token cookie session header query body plain plaintext
   md5 sha1 sha256 sha512 scram-sha-256 scram-sha-512 bcrypt argon2 argon2id pbkdf2 hs256 hs384 hs512 rs256 rs384 rs512 es256
   es384 ps256 eddsa rsa ecdsa ed25519 aes aes-128-cbc aes-256-cbc aes-128-gcm aes-256-gcm file env string memory keyring
   access_token refresh_token id_token auth_token client_secret access_key secret_access_key
   vault kubernetes docker aws gcp azure local external internal trust cert peer ident reject production staging development`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

const references: readonly [reason: string, open: string, close: string][] = [
  ['variable reference', '${', '}'],
  ['command substitution', '$(', ')'],
  ['template', '{{', '}}'],
  ['template', '{%', '%}'],
  ['template', '<%', '%>'],
  ['template', '#{', '}'],
];

/**
 * Why the value is not a literal secret (a reference, a placeholder, a path, a switch …); `undefined` if it may be one. A weak default
 * like `changeme` is not a placeholder: it works as a password. Takes time linear in the value.
 */
export function notASecret(value: string): string | undefined {
  const text = value.trim();
  if (text === '') return 'empty';
  for (const [reason, open, close] of references) {
    const at = text.indexOf(open);
    if (at !== -1 && text.includes(close, at + open.length)) return reason;
  }
  if (text.length > 1000) return undefined;
  if (enumerations.has(text.toLowerCase())) return 'name of a method or mode';
  for (const [reason, shape] of shapes) {
    if (shape.test(text)) return reason;
  }
  if (isPlainUrl(text)) return 'URL without credentials';
  const run = longestRun(text);
  if (text.length >= 6 && run === text.length && !/\d/.test(text)) return 'filler';
  if ((text.match(/[xX]{3,}|\*{3,}/g)?.length ?? 0) > 1) return 'filler';
  // `1x00000000000000000000AA`: a key for tests, or a blank form.
  if (text.length >= 16 && run < text.length && run * 2 >= text.length) return 'filler';
  return undefined;
}

/**
 * Whether the value is a key that everyone has: the one of Microsoft's emulators of Azure Storage and Cosmos DB, which opens an emulator alone. Sources:
 * learn.microsoft.com, "Connect to Azurite with SDKs and tools" and "What is the Azure Cosmos DB emulator?", read on 2026-12-01.
 */
export const isEmulatorKey = (value: string): boolean =>
  /^(?:Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1|C2y6yDjf5\/R\+ob0N8A7Cgv30VRDJIWEH)[A-Za-z0-9+/]{54}==$/.test(value);

/** Whether the value switches something on or off. */
export const isSwitch = (value: string): boolean => /^(?:true|false|yes|no|on|off|0|1)$/i.test(value);

/**
 * Whether the value is a password hash, alone or after a user name: any crypt(5) scheme, Argon2 and PBKDF2 in the same form, LDAP (RFC
 * 2307, 5.3). An attacker can try to crack a hash but cannot log in with it. Compose doubles the dollar signs; in an
 * environment file a backslash may stand before each.
 */
export const isPasswordHash = (value: string): boolean =>
  /^(?:[\w.@-]{1,100}:)?(?:(?:\$\$?|\\\$)(?:2[abxy]|argon2(?:id?|d)|[156]|apr1|y|pbkdf2[\w-]{0,20}|scrypt)\\?\$|\{S?SHA(?:256|512)?\})/.test(
    value,
  );

/** A URL without user information, and without a query or path long enough to hold a key. */
function isPlainUrl(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]{1,20}:\/\/\S{0,900}$/i.test(text)) return false;
  const authority = text.slice(text.indexOf('://') + 3).split(/[/?#]/, 1)[0] ?? '';
  return !authority.includes('@');
}
