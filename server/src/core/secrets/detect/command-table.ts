/** How the argument of an option holds a secret. */
export type ValueShape =
  /** The argument is the password. */
  | 'password'
  /** `user:password` */
  | 'user:password'
  /** `user%password`, of Samba */
  | 'user%password'
  /** `user,password`, of lftp */
  | 'user,password'
  /** `pass:…`, of openssl; its other sources (`file:`, `env:`) are references */
  | 'pass-source'
  /** `Name: value`, an HTTP header */
  | 'header'
  /** `a=b&password=c`, a form */
  | 'form'
  /** `a=b,password=c`, of mount */
  | 'options';

/** Options of a family of programs that take a secret although their names do not suggest it. */
export interface CommandOptions {
  readonly programs: readonly string[];
  /** One of these words must follow the program. */
  readonly needs?: readonly string[];
  /** The value is the next word, or follows `=` in long options. */
  readonly options: Readonly<Record<string, ValueShape>>;
  /** Short options whose value may be attached: `-psecret`. */
  readonly attached?: Readonly<Record<string, ValueShape>>;
  /** The kind of secret. `mysql -p` without an attached value prompts, so the next word is not a password. */
  readonly what?: string;
}

const mysql = `mysql mysqldump mysqladmin mysqlimport mysqlcheck mysqlshow mysqlslap mysqlpump mysqlsh mariadb mariadb-dump
  mariadb-admin mariadb-import mariadb-check`;
const list = (names: string): string[] => names.split(/\s+/).filter((n) => n !== '');

/** Source: the manual pages of each program. Options whose names suggest a secret (`--password`, `--token`) need no row. */
export const commandOptions: readonly CommandOptions[] = [
  { programs: list(mysql), options: {}, attached: { '-p': 'password' } },
  {
    programs: ['curl'],
    options: {
      '-u': 'user:password',
      '--user': 'user:password',
      '-U': 'user:password',
      '--proxy-user': 'user:password',
      '-H': 'header',
      '--header': 'header',
      '--proxy-header': 'header',
      '--oauth2-bearer': 'password',
      '--pass': 'password',
      '-d': 'form',
      '--data': 'form',
      '--data-raw': 'form',
      '--data-binary': 'form',
      '--data-urlencode': 'form',
      '-F': 'form',
    },
    attached: { '-u': 'user:password', '-U': 'user:password', '-H': 'header' },
  },
  { programs: ['wget', 'wget2'], options: { '--header': 'header', '--post-data': 'form', '--body-data': 'form' } },
  { programs: ['http', 'https', 'xh'], options: { '-a': 'user:password', '--auth': 'user:password' } },
  {
    programs: list('docker podman nerdctl buildah skopeo helm crane oras regctl img finch'),
    needs: ['login'],
    options: { '-p': 'password' },
    attached: { '-p': 'password' },
  },
  {
    programs: list('skopeo buildah podman'),
    options: { '--creds': 'user:password', '--src-creds': 'user:password', '--dest-creds': 'user:password' },
  },
  { programs: list('az oc cf ibmcloud argocd vault twine rancher'), options: { '-p': 'password' } },
  {
    programs: ['redis-server', 'valkey-server', 'keydb-server'],
    options: { '--requirepass': 'password', '--masterauth': 'password' },
  },
  { programs: ['redis-cli', 'valkey-cli', 'keydb-cli'], options: { '-a': 'password', '--pass': 'password' } },
  { programs: ['sshpass'], options: { '-p': 'password' }, attached: { '-p': 'password' } },
  {
    programs: ['openssl'],
    options: {
      '-pass': 'pass-source',
      '-passin': 'pass-source',
      '-passout': 'pass-source',
      '-password': 'pass-source',
      '-k': 'password',
      '-K': 'password',
    },
  },
  {
    programs: list('mongo mongosh mongodump mongorestore mongoexport mongoimport'),
    options: { '-p': 'password' },
    attached: { '-p': 'password' },
  },
  {
    programs: ['cqlsh', 'cypher-shell', 'influx', 'rclone', 'dotnet', 'arangosh', 'clickhouse-client', 'snowsql'],
    options: { '-p': 'password', '-password': 'password' },
  },
  { programs: ['sqlcmd', 'bcp', 'osql', 'mssql-cli'], options: { '-P': 'password' }, attached: { '-P': 'password' } },
  {
    programs: list('ldapsearch ldapadd ldapmodify ldapdelete ldapmodrdn ldapcompare ldapexop ldapwhoami'),
    options: { '-w': 'password' },
  },
  // Of the others, `-s` is the scope of the search.
  { programs: ['ldappasswd'], options: { '-w': 'password', '-a': 'password', '-s': 'password' } },
  { programs: list('smbclient rpcclient smbget net'), options: { '-U': 'user%password', '--user': 'user%password' } },
  { programs: ['lftp'], options: { '-u': 'user,password', '--user': 'user,password' } },
  { programs: list('mosquitto_pub mosquitto_sub'), options: { '-P': 'password', '--pw': 'password' } },
  { programs: ['zip', 'unzip', 'zipcloak'], options: { '-P': 'password' } },
  { programs: ['7z', '7za', '7zz', 'rar', 'unrar'], options: {}, attached: { '-p': 'password' } },
  { programs: ['ssh-keygen'], options: { '-N': 'password', '-P': 'password' } },
  {
    programs: ['keytool', 'jarsigner', 'apksigner'],
    options: {
      '-storepass': 'password',
      '-keypass': 'password',
      '-srcstorepass': 'password',
      '-deststorepass': 'password',
      '-srckeypass': 'password',
      '-destkeypass': 'password',
    },
  },
  { programs: ['useradd', 'usermod'], options: { '-p': 'password', '--password': 'password' }, what: 'password hash' },
  { programs: ['etcdctl'], options: { '--user': 'user:password' } },
  { programs: ['mount', 'mount.cifs'], options: { '-o': 'options' } },
  { programs: ['wp'], options: { '--dbpass': 'password', '--admin_password': 'password' } },
  { programs: ['gpg', 'gpg2'], options: { '--passphrase': 'password' } },
  { programs: ['x11vnc'], options: { '-passwd': 'password' } },
  { programs: ['glab'], needs: ['login'], options: { '-t': 'password' } },
  { programs: ['kubectl', 'oc'], options: { '--docker-password': 'password' } },
];

/**
 * A secret in a positional argument. The words of `sub` must follow the program in this order, options between them are skipped;
 * `place` then counts the words after them.
 */
export interface PositionalSecret {
  readonly programs: readonly string[];
  readonly sub: readonly (string | RegExp)[];
  /** Index of the word after `sub`, from 0, options not counted. */
  readonly place: number;
  readonly shape: ValueShape;
  readonly what: string;
  /** An option without which the word is no secret. */
  readonly needs?: RegExp;
  /** A word in this place that is no secret. */
  readonly not?: RegExp;
}

export const positionalSecrets: readonly PositionalSecret[] = [
  {
    programs: ['net', 'net1'],
    sub: [/^user$/i, /^[^/]/],
    place: 0,
    not: /^(?:\/|\*$)/,
    shape: 'password',
    what: 'password',
  },
  {
    programs: ['ConvertTo-SecureString'],
    sub: [],
    needs: /^-AsPlainText$/i,
    place: 0,
    shape: 'password',
    what: 'password',
  },
  {
    programs: ['aws'],
    sub: ['configure', 'set', /(?:secret_access_key|session_token)$/],
    place: 0,
    shape: 'password',
    what: 'AWS secret access key',
  },
  {
    programs: ['npm', 'pnpm', 'yarn'],
    sub: ['config', 'set', /_authToken$|_password$|_auth$|npmAuthToken$|npmAuthIdent$/],
    place: 0,
    shape: 'password',
    what: 'npm registry token',
  },
  { programs: ['composer'], sub: ['config', /^http-basic\./], place: 1, shape: 'password', what: 'password' },
  {
    programs: ['composer'],
    sub: ['config', /^(?:github-oauth|gitlab-token|gitlab-oauth|bearer)\./],
    place: 0,
    shape: 'password',
    what: 'token',
  },
  { programs: ['poetry'], sub: ['config', /^pypi-token\./], place: 0, shape: 'password', what: 'PyPI token' },
  { programs: ['poetry'], sub: ['config', /^http-basic\./], place: 1, shape: 'password', what: 'password' },
  {
    programs: ['bundle', 'bundler'],
    sub: ['config', 'set', /\.|__/],
    place: 0,
    shape: 'user:password',
    what: 'gem server password',
  },
  {
    programs: ['bundle', 'bundler'],
    sub: ['config', /\.|__/],
    place: 0,
    shape: 'user:password',
    what: 'gem server password',
  },
  { programs: ['nuget'], sub: [/^setapikey$/i], place: 0, shape: 'password', what: 'NuGet API key' },
  { programs: ['mc', 'mcli'], sub: ['alias', 'set'], place: 3, shape: 'password', what: 'S3 secret key' },
  { programs: ['mc', 'mcli'], sub: ['config', 'host', 'add'], place: 3, shape: 'password', what: 'S3 secret key' },
  { programs: ['rabbitmqctl'], sub: [/^(?:add_user|change_password)$/], place: 1, shape: 'password', what: 'password' },
  { programs: ['neo4j-admin'], sub: ['set-initial-password'], place: 0, shape: 'password', what: 'password' },
  { programs: ['neo4j-admin'], sub: ['dbms', 'set-initial-password'], place: 0, shape: 'password', what: 'password' },
  { programs: ['cargo'], sub: ['login'], place: 0, shape: 'password', what: 'crates.io token' },
  { programs: ['vault'], sub: ['login'], place: 0, shape: 'password', what: 'Vault token' },
  { programs: ['ngrok'], sub: [/^(?:config)$/, 'add-authtoken'], place: 0, shape: 'password', what: 'ngrok token' },
  { programs: ['ngrok'], sub: ['authtoken'], place: 0, shape: 'password', what: 'ngrok token' },
  { programs: ['x11vnc'], sub: ['-storepasswd'], place: 0, shape: 'password', what: 'password' },
  { programs: ['git'], sub: ['config', /\.extraheader$/i], place: 0, shape: 'header', what: 'authorization header' },
];
