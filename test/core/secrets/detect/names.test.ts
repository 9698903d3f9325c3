import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretName } from '../../../../server/src/core/secrets/detect/detect.ts';
import { nameWords } from '../../../../server/src/core/secrets/detect/names.ts';

const list = (text: string): string[] => text.trim().split(/\s+/);

test('names are cut into words', () => {
  assert.deepEqual(nameWords('DB_PASSWORD2'), ['db', 'password']);
  assert.deepEqual(nameWords('spring.datasource.userPassword'), ['spring', 'datasource', 'user', 'password']);
  assert.deepEqual(nameWords('APIKey-v1'), ['api', 'key', 'v']);
});

for (const name of list(`
  PASSWORD DB_PASSWORD DB_PASS POSTGRES_PASSWORD MYSQL_ROOT_PASSWORD PGPASSWORD MYSQL_PWD SSHPASS dbPassword ADMIN_PASSWD
  REDIS_PASSWORD_PROD KEY_PASSPHRASE SECRET JWT_SECRET CLIENT_SECRET SECRET_KEY SECRET_KEY_BASE AWS_SECRET_ACCESS_KEY API_KEY
  APIKEY STRIPE_API_KEY apiKey api-key ACCESS_KEY PRIVATE_KEY ENCRYPTION_KEY APP_KEY TOKEN GITHUB_TOKEN NPM_TOKEN AUTH_TOKEN
  accessToken BOT_TOKEN TOKEN_GITHUB CREDENTIALS DB_CREDS VAULT_SECRET_ID spring.datasource.password --requirepass masterauth
  LDAP_BIND_PW JENKINS_PSW AZURE_STORAGE_CONNECTION_STRING RABBITMQ_ERLANG_COOKIE NEO4J_AUTH API_TOKENS NEXT_PUBLIC_API_SECRET
  traefik.http.middlewares.x.basicauth.users_password SMTP_PASSWORD1 MYSQLPASSWORD WORDPRESS_AUTH_SALT SSH_PRIVATE_KEY CS2_RCONPW
  CLUSTER_TOKEN PASSWORD_SECRET API_KEY_SECRET TOKEN_SECRET SSL_KEY_PASSWORD
  MEMCACHED_PASS UWSGI_PASSWORD PROXY_PASSWORD PROXY_USER_PASS GRPC_PASSWORD CHECKSUM_SECRET
`)) {
  test(`${name} names a secret`, () => {
    const said = secretName(name);
    assert.ok(said);
    assert.ok(said.what.length > 2);
  });
}

for (const name of list(`
  SECRETS_DIR PASSWORD_FILE POSTGRES_PASSWORD_FILE TOKEN_URL AUTH_MODE KEYBOARD PUBLIC_KEY KEY_ID AWS_ACCESS_KEY_ID SECRET_NAME
  PASSWORD_MIN_LENGTH TOKEN_EXPIRY MONKEY PASSWORD_RESET_ENABLED PWD OLDPWD GOPASS_VERSION KMS_KEY_ALIAS KEY_NAME CC BYPASS
  COMPASS_HOST AUTHOR TOKENIZERS_PARALLELISM MAX_TOKENS MAX_TOKEN NUM_TOKENS ALLOW_EMPTY_PASSWORD MYSQL_ALLOW_EMPTY_PASSWORD
  MYSQL_RANDOM_ROOT_PASSWORD GOOGLE_APPLICATION_CREDENTIALS JWT_SECRET_PATH PRIVATE_KEY_FILE PRIMARY_KEY FOREIGN_KEY SORT_KEY
  STRIPE_PUBLISHABLE_KEY SUPABASE_ANON_KEY SECRET_ARN TOKEN_ISSUER TOKEN_TTL tokenEndpoint PASSWORD_POLICY ACCESS_TOKEN_LIFETIME
  SSH_AUTH_SOCK POSTGRES_HOST_AUTH_METHOD PASSWORD_HASHER SECRET_STORE IMAGE_PULL_SECRETS_NAME CREDENTIALS_PROVIDER
  KEYCLOAK_URL PASSENGER_APP_ENV TURKEY DONKEY_KONG PASS_THROUGH COMPASS ENABLE_TOKEN_AUTH next_token CSRF_TOKEN_HEADER CACHE_KEY
  adminPasswordKey apiKeyKey secretAccessKeyKey userPasswordKey passwordKey passphraseKey tlsSecret privateKeySecret ca_secret imagePullSecret canarytokenURLs TOKEN_IDs
  ACCOUNT_MAX_PASSWORDS REGISTRY_AUTH_HTPASSWD_REALM SECRET_STORE_BOOTSTRAP_SERVERS AUTHENTICATION_APIKEY_USERS
  initialClusterToken ETCD_INITIAL_CLUSTER_TOKEN
  DD_UWSGI_PASS UWSGI_PASS PROXY_PASS FASTCGI_PASS GRPC_PASS SCGI_PASS NGINX_GRPC_PASS checksum/secret checksum/db-password example.com.checksum/token
  LANG PATH NODE_ENV AUTH GIT_ASKPASS POSTGRES_INITDB_ARGS TOKEN_TYPE SECRET_KEY_REF DISABLE_PASSWORD_LOGIN HOST_KEY automountServiceAccountToken
`)) {
  test(`${name} does not name a secret`, () => assert.equal(secretName(name), undefined));
}

test('the access key of an S3-like store is the public half of a pair', () => {
  for (const name of list('S3_ACCESS_KEY MINIO_ACCESS_KEY minioAccesskey awsAccessKey'))
    assert.equal(secretName(name)?.confidence, 'low', name);
  for (const name of list('S3_SECRET_KEY AWS_SECRET_ACCESS_KEY OSS_ACCESS_KEY_SECRET ACCESS_KEY STORAGE_ACCESS_KEY'))
    assert.equal(secretName(name)?.confidence, 'high', name);
});

test('long names take linear time', () => {
  assert.equal(secretName('A_'.repeat(500_000)), undefined);
});
