import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectInCommand } from '../../../../server/src/core/secrets/detect/detect.ts';
import { fake } from '../../../support/secrets-fake.ts';

/** Words separated by blanks. `~` in a word means a blank; `?` alone means a word that is not literal. */
const split = (line: string): (string | undefined)[] =>
  line.split(' ').map((w) => (w === '?' ? undefined : w.replaceAll('~', ' ')));
const found = (line: string, pipedTo?: string): string[] => {
  const words = split(line);
  const hits = detectInCommand(words, pipedTo === undefined ? undefined : split(pipedTo));
  return hits.map((h) => words[h.word]?.slice(h.span.start, h.span.end) ?? 'no such word');
};

for (const [line, ...secrets] of [
  ['curl -u bob:hunter2 https://x', 'hunter2'],
  ['curl -ubob:hunter2 https://x', 'hunter2'],
  ['curl --user=bob:hunter2 https://x', 'hunter2'],
  ['curl -sSL --proxy-user bob:hunter2 https://x', 'hunter2'],
  [`curl -H Authorization:~Bearer~${fake(40)} https://x`, fake(40)],
  ['curl -H Authorization:~Bearer~hunter2pass https://x', 'hunter2pass'],
  [`curl -H X-Auth-Token:~${fake(32, 'h')} https://x`, fake(32, 'h')],
  ['curl -d user=bob&password=hunter2pass https://x', 'hunter2pass'],
  ['curl https://bob:hunter2pass@x/y', 'hunter2pass'],
  ['wget --user=bob --password=hunter2pass https://x', 'hunter2pass'],
  ['wget --http-password hunter2pass https://x', 'hunter2pass'],
  ['docker login -u bob -p hunter2pass registry.corp', 'hunter2pass'],
  ['docker login -u bob --password=hunter2pass', 'hunter2pass'],
  ['/usr/bin/docker login -u bob -p hunter2pass', 'hunter2pass'],
  ['skopeo copy --dest-creds bob:hunter2pass a b', 'hunter2pass'],
  ['mysql -uroot -psecret9 db', 'secret9'],
  ['mysqldump -u root --password=secret9 db', 'secret9'],
  ['mysql -uroot -proot', 'root'],
  ['redis-server --requirepass hunter2 --port 1', 'hunter2'],
  ['redis-server --requirepass foobared', 'foobared'],
  ['redis-cli -a hunter2 ping', 'hunter2'],
  ['sshpass -p hunter2 ssh x', 'hunter2'],
  ['sshpass -phunter2 ssh x', 'hunter2'],
  ['npm config set //registry.npmjs.org/:_authToken hunter2token', 'hunter2token'],
  [`npm config set //registry.npmjs.org/:_authToken=${fake(24, 'h')}`, fake(24, 'h')],
  ['pip install --index-url https://bob:hunter2pass@pypi.corp/simple x', 'hunter2pass'],
  [`git clone https://${fake(40)}@github.com/a/b`, fake(40)],
  [`aws configure set aws_secret_access_key ${fake(40)}`, fake(40)],
  [`aws --profile=x configure set default.aws_secret_access_key ${fake(40)}`, fake(40)],
  ['az login --service-principal -u x -p hunter2pass --tenant t', 'hunter2pass'],
  ['htpasswd -b /etc/f bob hunter2', 'hunter2'],
  ['htpasswd -bc /etc/f bob hunter2', 'hunter2'],
  ['htpasswd -nbB bob hunter2', 'hunter2'],
  ['echo root:hunter2', 'hunter2'],
  ['echo bob:hunter2 | chpasswd', 'hunter2'],
  ['export API_TOKEN=tok9-hunter2-xyz', 'tok9-hunter2-xyz'],
  ['env DB_PASSWORD=hunter2pass node x', 'hunter2pass'],
  ['docker run -e DB_PASSWORD=hunter2pass x', 'hunter2pass'],
  ['docker build --build-arg=NPM_TOKEN=hunter2-pass-9 .', 'hunter2-pass-9'],
  ['kubectl create secret generic x --from-literal=password=hunter2pass', 'hunter2pass'],
  ['helm install x . --set db.password=hunter2pass', 'hunter2pass'],
  ['helm install x . --set db.password=hunter2pass,db.user=bob', 'hunter2pass'],
  ['openssl rsa -passin pass:hunter2 -in k', 'hunter2'],
  ['java -Dspring.datasource.password=hunter2pass -jar x', 'hunter2pass'],
  ['keytool -genkey -storepass changeit', 'changeit'],
  ['keytool -importcert -trustcacerts -keystore cacerts -storepass hunter2', 'hunter2'],
  ['foo --password hunter2pass --verbose', 'hunter2pass'],
  ['foo --password=hunter2pass', 'hunter2pass'],
  ['foo --api-key=tok9-hunter2-xyz', 'tok9-hunter2-xyz'],
  ['sudo -E mysql -psecret9', 'secret9'],
  ['useradd -m -p hunter2hash bob', 'hunter2hash'],
  ['ldapsearch -x -w hunter2 -D cn=x', 'hunter2'],
  ['ldappasswd -x -w hunter2 -a hunter3 -s hunter4 cn=x', 'hunter2', 'hunter3', 'hunter4'],
  ['ldapsearch -x -s base -w hunter2', 'hunter2'],
  ...[
    'username=a,password=hunter2pass',
    'username=a,password=hunter2pass,addr=fs',
    'password=hunter2pass,username=a,ro',
  ].map((options): [string, string] => [`mount -t cifs -o ${options} //x /y`, 'hunter2pass']),
  ['mc alias set minio http://m:9000 AKEY hunter2secret', 'hunter2secret'],
  ['mc alias set minio http://m:9000 ? hunter2secret', 'hunter2secret'],
  ['composer config http-basic.x.com bob hunter2', 'hunter2'],
  ['poetry config pypi-token.pypi tok9-hunter2-xyz', 'tok9-hunter2-xyz'],
  ['rabbitmqctl add_user bob hunter2', 'hunter2'],
  ['redis-server --port~1 --requirepass~hunter2pass', 'hunter2pass'],
  ["mysql -e CREATE~USER~bob@'%'~IDENTIFIED~BY~'hunter2'", 'hunter2'],
  ["mysql -e ALTER~USER~bob~IDENTIFIED~WITH~mysql_native_password~BY~'hunter2';~FLUSH~PRIVILEGES", 'hunter2'],
  ["mysql -e UPDATE~mysql.user~SET~Password=PASSWORD('hunter2')~WHERE~User='bob'", 'hunter2'],
  ["psql -c CREATE~ROLE~bob~LOGIN~ENCRYPTED~PASSWORD~'hunter2'", 'hunter2'],
  ["sqlcmd -Q CREATE~LOGIN~bob~WITH~PASSWORD~=~'hunter2'", 'hunter2'],
  ['smbclient //x/y -U bob%hunter2', 'hunter2'],
  [`some-tool ghp_${fake(36)}`, `ghp_${fake(36)}`],
] as [string, ...string[]][]) {
  test(`finds in ${line}`, () => assert.deepEqual(found(line), secrets));
}

for (const line of [
  'curl -u ? https://x',
  'curl -u bob https://x',
  `curl -u bob:$${'{PW}'} https://x`,
  'curl -H Accept:~application/json https://x',
  'curl -H Authorization:~Bearer~$TOKEN https://x',
  'curl -fsSL -o /x https://x/y',
  'docker login -u bob --password-stdin',
  'docker run -p 8080:80 x',
  'docker login -u bob -p ?',
  'keytool -importcert -keystore /tmp/certs/cacerts -storepass changeit -trustcacerts -noprompt',
  'keytool -list -cacerts -storepass changeit',
  'mysql -p -u root db',
  'mysql -u root -p ?',
  'mkdir -p /app/secret',
  'ldapsearch -x -s base -b dc=x',
  'ldapsearch -LLL -s sub -b dc=x',
  'ldapmodify -x -s base',
  "psql -c ALTER~USER~bob~PASSWORD~'$DB_PASSWORD'",
  "psql -c ALTER~USER~bob~PASSWORD~:'pw'",
  "psql -c SELECT~password~=~'hunter2'~FROM~users",
  "psql -c DROP~USER~bob;~SELECT~'the~password~''x'",
  'ssh -p 2222 host',
  'openssl rsa -passin file:/run/secrets/x',
  'openssl rsa -passin env:PW',
  'redis-server --requirepass ?',
  'npm config set registry https://x',
  'npm config set //x/:_authToken ?',
  'aws configure set region eu-west-1',
  'htpasswd -c /etc/f bob',
  'echo hello:world',
  'echo listening~on:8080',
  'export API_TOKEN=?',
  'PGPASSWORD=hunter2pass psql',
  'foo --password-file /x/y',
  'foo --token-ttl 300s',
  'foo --password ?',
  'foo --password --verbose',
  'ssh-keygen -t ed25519 -N  -f k',
  'vault login -method=oidc',
  'java -Djavax.net.ssl.trustStore=/x -jar y',
  'kubectl create secret generic app-password',
  '?',
  '',
  'apt-get install -y passwd pass',
]) {
  test(`finds nothing in ${line}`, () => assert.deepEqual(found(line), []));
}

test('the command after the pipe decides what echo prints', () => {
  assert.deepEqual(found('echo hunter2pass', 'docker login -u x --password-stdin'), ['hunter2pass']);
  assert.deepEqual(found('echo bob:hunter2', 'chpasswd'), ['hunter2']);
  assert.deepEqual(found('echo root:x', 'cat'), []);
});

test('no words, and very many', () => {
  assert.deepEqual(detectInCommand([]), []);
  const many = Array.from({ length: 20_000 }, (_, i) =>
    i % 3 === 0 ? '--password' : i % 3 === 1 ? 'hunter2pass' : undefined,
  );
  assert.ok(detectInCommand(many).length > 6000);
});

test('a hit never holds the value', () => {
  for (const hit of detectInCommand(['curl', '-u', 'bob:hunter2pass', '--password', 'hunter3pass'])) {
    assert.doesNotMatch(JSON.stringify(hit), /hunter/);
  }
});
