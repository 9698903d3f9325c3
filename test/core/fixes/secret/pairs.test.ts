/** Two halves of a secret: what makes an account and what logs in with it change together, or nothing changes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fixedBy, noteOf, type Texts, titlesIn } from '../../../support/secrets-fixed.ts';

const service = (name: string, env: readonly string[], image = `registry.example.com/${name}:1`): string =>
  `  ${name}:\n    image: ${image}\n    environment:\n${env.map((line) => `      ${line}\n`).join('')}`;
const compose = (...services: readonly string[]): Texts => ({
  'compose.yaml': `x-licence: \${LICENCE:?}\nservices:\n${services.join('')}`,
});
const required = (name: string): string => `\${${name}:?${name} is not set}`;

describe('a login with the account that the database makes', () => {
  const root = service('db', ['MYSQL_ROOT_PASSWORD: rootpassword'], 'mysql:8.4');
  const changed = (env: readonly string[], db = root, name = 'MYSQL_ROOT_PASSWORD'): number => {
    const after = fixedBy(compose(db, service('reader', env)), 'compose.yaml', `Ask for \`${name}\``)['compose.yaml']!;
    return after.split(required(name)).length - 1;
  };
  test('changes with it, under any name of the variable', () => {
    assert.equal(changed(['READER1_CDCDBUSERNAME: root', 'READER1_CDCDBPASSWORD: rootpassword']), 2);
    const two = ['A_CDCUSERNAME: root', 'A_CDCPASSWORD: rootpassword', 'B_LOGIN: root', 'B_PASSWORD: rootpassword'];
    assert.equal(changed(two), 3);
  });
  test('another account, or another value, is another password', () => {
    assert.equal(changed(['READER1_CDCDBUSERNAME: reader', 'READER1_CDCDBPASSWORD: rootpassword']), 1);
    assert.equal(changed(['READER1_CDCDBUSERNAME: root', 'READER1_CDCDBPASSWORD: changeme']), 1);
    assert.equal(changed(['READER1_CDCDBPASSWORD: rootpassword']), 1);
  });
  test('by the name that the image gets for the account', () => {
    const db = (user: string): string =>
      service('db', [`POSTGRES_USER: ${user}`, 'POSTGRES_PASSWORD: changeme'], 'postgres:17');
    const login = ['STORE_USER: shop', 'STORE_PASS: changeme'];
    assert.equal(changed(login, db('shop'), 'POSTGRES_PASSWORD'), 2);
    assert.equal(changed(login, db('other'), 'POSTGRES_PASSWORD'), 1);
  });
  test('a default too', () => {
    const db = service('db', ['MYSQL_ROOT_PASSWORD: ${MYSQL_ROOT_PASSWORD:-rootpassword}'], 'mysql:8.4');
    const files = compose(db, service('reader', ['X_USERNAME: root', 'X_PASSWORD: rootpassword']));
    const after = fixedBy(files, 'compose.yaml', 'Fail where `MYSQL_ROOT_PASSWORD`')['compose.yaml']!;
    assert.ok(after.includes(`X_PASSWORD: ${required('MYSQL_ROOT_PASSWORD')}`));
  });
});

test('services with passwords of their own under one name get names of their own', () => {
  const one = (name: string, value: string): string => service(name, [`SPRING_DATASOURCE_PASSWORD: ${value}`]);
  const own = titlesIn(compose(one('orders', 'mT9-kQv2z!7'), one('kitchen', 'pW4-xRn8c!3')), 'compose.yaml');
  for (const name of ['ORDERS', 'KITCHEN'])
    assert.ok(
      own.some((t) => t.includes(`as \`${name}_SPRING_DATASOURCE_PASSWORD\``)),
      own.join('\n'),
    );
  assert.ok(!own.some((t) => t.includes('as `SPRING_DATASOURCE_PASSWORD`')));
  const same = titlesIn(compose(one('orders', 'mT9-kQv2z!7'), one('kitchen', 'mT9-kQv2z!7')), 'compose.yaml');
  assert.ok(same.some((t) => t.includes('as `SPRING_DATASOURCE_PASSWORD` in 2 places')));
});

test('a file of one service does not take the password that another service of the file has too', () => {
  const stack = (web: string): Texts => {
    const swarm = `${service('db', ['POSTGRES_PASSWORD: mT9-kQv2z!7'], 'postgres:17')}    deploy:\n      replicas: 1\n`;
    return {
      'docker-stack.yml': `x-licence: \${LICENCE:?}\nservices:\n${swarm}${service('web', [`MM_PASSWORD: ${web}`])}`,
    };
  };
  const takesFile = (web: string): boolean =>
    titlesIn(stack(web), 'docker-stack.yml').some((title) => title.startsWith('Move the variable to `db.env`'));
  assert.ok(takesFile('pW4-xRn8c!3'));
  assert.ok(!takesFile('mT9-kQv2z!7'));
});

test('the example of another folder is of another deployment', () => {
  const files: Texts = {
    'docker/stage/compose.yaml': `x-licence: \${LICENCE:?}\nservices:\n${service('db', ['POSTGRES_PASSWORD: changeme'], 'postgres:17')}`,
    '.env.example': 'DATABASE_URL=postgres://shop:changeme@127.0.0.1:54320/shop\n',
  };
  const path = 'docker/stage/compose.yaml';
  const asks = 'Ask for `POSTGRES_PASSWORD`';
  assert.ok(titlesIn(files, path).some((t) => t.startsWith(asks)));
  assert.ok(!noteOf(files, path, asks).includes('.env.example:1'));
  const beside = { ...files, 'docker/stage/.env.example': files['.env.example']! };
  assert.ok(noteOf(beside, path, asks).includes('`docker/stage/.env.example:1`'));
});

test('a secret file of one service does not take the password that others of the file keep', () => {
  const db = service('db', ['MYSQL_ROOT_PASSWORD: mT9-kQv2z!7'], 'mysql:8.4');
  const titles = (web: string): string[] =>
    titlesIn(compose(db, service('web', [`SPRING_DATASOURCE_PASSWORD: ${web}`])), 'compose.yaml');
  const isFile = (title: string): boolean => title.startsWith('Move the value to a secret file');
  assert.ok(titles('pW4-xRn8c!3').some(isFile));
  assert.ok(!titles('mT9-kQv2z!7').some(isFile));
  // Nothing may move to a `.env` that has another value under each name, and then no other service takes part.
  const env = ['', 'DB_', 'WEB_'].map(
    (owner) => `${owner}MYSQL_ROOT_PASSWORD=other\n${owner}MYSQL_ROOT_PASSWORD_2=other\n`,
  );
  const full = `${env.join('')}MYSQL_ROOT_PASSWORD_3=other\n`;
  const files = { ...compose(db, service('web', ['SPRING_DATASOURCE_PASSWORD: mT9-kQv2z!7'])), '.env': full };
  assert.ok(!titlesIn({ ...files, '.gitignore': '.env\n' }, 'compose.yaml').some(isFile));
});
