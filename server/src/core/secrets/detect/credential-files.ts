/** Files whose names show that they hold credentials. */

export interface SecretFile {
  /** For messages: `private key`, `npm configuration`. */
  readonly what: string;
  /** The file is a key or a list of passwords; other files may hold only settings. */
  readonly certain: boolean;
}

const rows: readonly [shape: RegExp, what: string, certain: boolean][] = [
  [/^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$|^identity\.key$/, 'SSH private key', true],
  [/\.(?:ppk)$/, 'SSH private key', true],
  [/\.(?:pem|key)$/, 'private key', true],
  [/\.(?:p12|pfx|jks|keystore|kdbx|keytab|ovpn)$/, 'key store', true],
  [
    /^(?:\.netrc|_netrc|\.pypirc|\.git-credentials|\.pgpass|\.my\.cnf|\.vault-token|\.htpasswd|\.s3cfg|\.boto)$/,
    'credentials file',
    true,
  ],
  [
    /^(?:.*[-_.])?service[-_]?account(?:[-_.].*)?\.json$|^(?:gcp|gcloud|google|firebase)[-_.]?(?:.*[-_.])?(?:key|credentials?|adminsdk.*)\.json$/,
    'service account key',
    true,
  ],
  [
    /^(?:client_secrets?.*|credentials|.*[-_]credentials|application_default_credentials)\.json$/,
    'credentials file',
    true,
  ],
  [/^kubeconfig(?:[.-].*)?$|^.*\.kubeconfig$/, 'kubeconfig', true],
  [/^(?:terraform\.tfstate.*|.*\.tfstate)$/, 'Terraform state', true],
  [/^(?!.*\.(?:sh|bash|[cm]?[jt]s|py|rb|go|php|ps1)$)\.env(?:rc|[._-].*)?$|^.+\.env$/, 'environment file', false],
  [/^(?:\.npmrc|\.yarnrc(?:\.yml)?)$/, 'npm configuration', false],
  [/^(?:pip\.conf|\.dockercfg|\.terraformrc)$/, 'configuration with credentials', false],
];

const folders: readonly [shape: RegExp, what: string][] = [
  [/(?:^|\/)\.aws(?:\/credentials)?$/, 'AWS credentials'],
  [/(?:^|\/)\.ssh$/, 'folder of SSH keys'],
  [/(?:^|\/)\.gnupg$/, 'GnuPG keys'],
  [/(?:^|\/)\.kube(?:\/config)?$/, 'kubeconfig'],
  [/(?:^|\/)\.docker\/config\.json$/, 'registry credentials'],
  [/(?:^|\/)\.azure$|(?:^|\/)\.config\/gcloud$/, 'cloud credentials'],
];

/** Examples, public keys, and keys that verify packages. */
const harmless =
  /(?:^|[._-])(?:examples?|samples?|dist|templates?|tpl|tmpl|defaults?|dummy|fake|mock|pub|public|[a-z\d]{0,40}certs?|certificates?|ca|root-?ca|rootca|chain|fullchain|bundle|truststore|trust|crt|gpg|pgp|apt|yum|rpm|repo|signing|archive|release|nodesource|pubkey)(?:[._-]|\d*(?:[._-]|$))/i;
/** Every file of an ending that keys share with certificates, or secrets with settings: the pattern names none of them. */
const allOfEnding = /^\*\.(?:pem|env)$/;
const packageKeys = /\/etc\/(?:apt|pki|yum|apk)|keyrings?\b|rpm-gpg|ca-certificates|\/dev\/shm|\.(?:pub|asc|gpg)["']?$/;

/**
 * The kind of credentials that the name of the file or folder `source` shows; `undefined` when the name is not known to hold secrets.
 * `target`: the destination of the copy.
 */
export function secretFile(source: string, target: string): SecretFile | undefined {
  const path = source.replace(/\/+$/, '').replace(/[*?]+$/, '');
  // Many repositories keep their files for Docker in a folder of this name.
  if (/(?:^|\/)\.docker$/.test(path) && /\/\.docker\/?$/.test(target))
    return { what: 'registry credentials', certain: true };
  const folder = folders.find(([shape]) => shape.test(path));
  if (folder) return { what: folder[1], certain: true };
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const row = rows.find(([shape]) => shape.test(name));
  if (!row || allOfEnding.test(name) || harmless.test(name) || packageKeys.test(target)) return undefined;
  return { what: row[1], certain: row[2] };
}
