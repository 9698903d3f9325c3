/** Words in the names of settings. All lower case. */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((w) => w !== ''));

/** Words that mark a secret anywhere in a name, with the kind of secret. */
export const secretWords: ReadonlyMap<string, string> = new Map([
  ...[
    'password',
    'passwords',
    'passwd',
    'passwrd',
    'pword',
    'passphrase',
    'userpassword',
    'passcode',
    'psw',
    'rconpw',
    'rootpw',
    'adminpw',
    'userpw',
    'dbpw',
    'pswd',
  ].map((w): [string, string] => [w, w === 'passphrase' ? 'passphrase' : 'password']),
  ...['secret', 'secrets'].map((w): [string, string] => [w, 'secret']),
  ['token', 'token'],
  ['authtoken', 'token'],
  ...[
    'apikey',
    'apikeys',
    'apisecret',
    'appkey',
    'secretkey',
    'accesskey',
    'privatekey',
    'encryptionkey',
    'signingkey',
  ].map((w): [string, string] => [w, 'key']),
  ...['credential', 'credentials', 'creds', 'cred'].map((w): [string, string] => [w, 'credentials']),
  ['mnemonic', 'mnemonic'],
  ['htpasswd', 'password'],
]);

/** Words that mark a secret only at the end of a name. */
export const lastWords: ReadonlyMap<string, string> = new Map([
  ['pass', 'password'],
  ['pwd', 'password'],
  ['pw', 'password'],
  ['auth', 'credentials'],
  ['basicauth', 'credentials'],
  ['salt', 'salt'],
  ['pepper', 'salt'],
  ['passkey', 'key'],
]);

/** Endings of names written as one word: `mysqlpassword`, `clientsecret`, `npmtoken`. */
export const endings: readonly [ending: string, what: string][] = [
  ['password', 'password'],
  ['passwd', 'password'],
  ['passphrase', 'passphrase'],
  ['requirepass', 'password'],
  ['masterauth', 'password'],
  ['secret', 'secret'],
  ['token', 'token'],
  ['apikey', 'key'],
  ['secretkey', 'key'],
  ['accesskey', 'key'],
  ['privatekey', 'key'],
  ['credentials', 'credentials'],
];

/** `sshpass`, `dbpass`: prefixes of `pass` that make a secret name (not `bypass`, `compass`, `gopass`). */
export const passPrefix =
  /^(?:ssh|db|my|pg|mysql|root|admin|user|smtp|mail|email|ftp|redis|mongo|ldap|http|proxy|keystore|truststore|store|key|ca|cert|login|auth|git|vnc|rpc|wp)pass$/;

/**
 * Before `pass` at the end of a name, these make it a passage and no password. Several are nginx directives that name an upstream (`uwsgi_pass`;
 * nginx.org, "Alphabetical index of directives"). `memcached_pass` is one too, but `MEMCACHED_PASS` is more often a password.
 */
export const notPassword: ReadonlySet<string> = words(
  'by proxy fastcgi uwsgi scgi cgi grpc multi single first second one two render boarding',
);

/** Words before `key` that make a secret name. */
export const keyQualifiers: ReadonlySet<string> = words(
  `api access secret private encryption encrypt signing sign signature master auth app application session cipher hmac jwt
   crypto cryptographic shared storage account admin service role deploy ssh gpg pgp rsa ecdsa aes fernet cookie webhook
   subscription decryption license licence install integration ingest server client write root token tls ssl wallet age
   recovery unseal join pre preshared vault symmetric security machine host tsig dkim`,
);

/** Weaker qualifiers: such a name gives less confidence. */
export const vagueQualifiers: ReadonlySet<string> = words(
  'app application account admin service role deploy client write install integration ingest server host license licence root subscription session join machine tls ssl',
);

/** After the secret word, these show that the value describes the secret and is not the secret. */
export const aboutSuffixes: ReadonlySet<string> = words(
  `file files filename path paths dir directory folder url urls uri uris link host hosts hostname domain port name names id ids
   identifier length len size min max minimum maximum expiry expire expires expiration expired ttl timeout lifetime validity duration
   age days hours minutes seconds secs sec ms enabled enable disabled disable required require mode type types kind method
   algorithm alg algo policy policies count limit header headers field fields prefix suffix issuer audience endpoint
   provider providers manager store backend engine format regex pattern version arn ref refs reference alias label env var variable
   reset strength encoder encoding encryption hasher hashing rounds iterations rotation rotate refresh interval cache
   claim claims scope scopes service server validator validation validate check checks change changes changed history complexity
   login authentication authenticator prompt cmd command script location template placeholder hint mount volume class
   source grace rate used usage budget window stdin fd from helper generator realm servers users hosts bytes chars characters digits hour minute day month months year years
   message messages notification notifications event events strategy flow grant authorizer verifier verification
   managers operator csi sync driver plugin namespace group resource bucket table column sha256 sha1 md5 checksum
   fingerprint hint hints protection protected support feature flow page form input recovery retrieval leeway skew cost per
   allowed attempts retries lockout quality similarity rules rule requirements audit scanning scanner detection sniffer
   unlock visible visibility show toggle autocomplete only needed exists exist status state info description comment title
   uid gid permissions owner user username email address region zone project annotations annotation selector`,
);

/** A name that begins with one of these is a switch or a number about secrets. */
export const aboutPrefixes: ReadonlySet<string> = words(
  `allow no use enable enabled require required disable disabled skip show is has with without generate random reset forgot max
   min num number count force check verify validate ignore hide mask expose rotate external existing should can num lost change auto automount install`,
);

/** Before the secret word, these make the value a limit on a number of secrets: `ACCOUNT_MAX_PASSWORDS`. */
export const bounds: ReadonlySet<string> = words('max min maximum minimum num');

/** Before `secret` at the end of a name, these describe the content of the Secret object that the value names. */
export const objectNameWords: ReadonlySet<string> = words(
  'tls ssl cert certs certificate certificates ca pull keystore truststore credential credentials',
);

/**
 * Stores with an Amazon S3 interface. Their access key is the public half of a pair: it identifies the caller. `s` and `r` are S3 and
 * R2: digits at a word's end are dropped.
 */
export const namedByKeyId: ReadonlySet<string> = words('s aws minio r oss obs cos wasabi rgw seaweedfs');

/** A name with one of these words is not a secret's. */
export const harmless: ReadonlySet<string> = words(
  'empty random publishable keyboard tokenizer tokenization csrf xsrf cors monkey santa',
);
