/** Pairs of texts that mean the same: the resolved model finds no difference. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changesIn } from './routes.ts';

type Pairs = Readonly<Record<string, readonly [string, string]>>;

function same(kind: string, path: string, pairs: Pairs): void {
  describe(`the same ${kind}`, () => {
    for (const [name, [one, other]] of Object.entries(pairs))
      test(name, () => {
        assert.deepEqual(changesIn({ [path]: one }, { [path]: other }), []);
        assert.deepEqual(changesIn({ [path]: other }, { [path]: one }), []);
      });
  });
}

same('Dockerfile', 'Dockerfile', {
  'comments and blank lines': ['FROM a:1\nRUN x\n', '# c\nFROM a:1\n\n# d\nRUN x\n'],
  'line ends': ['FROM a:1\nRUN x &&\\\n  y\n', 'FROM a:1\r\nRUN x &&\\\r\n  y\r\n'],
  continuations: ['FROM a:1\nRUN x && y\n', 'FROM a:1\nRUN x \\\n    && \\\n    y\n'],
  'blanks around operators': ['FROM a:1\nRUN x&&y;z\n', 'FROM a:1\nRUN x && y ; z\n'],
  'quotes of a plain word': ['FROM a:1\nRUN echo "a"\n', "FROM a:1\nRUN echo 'a'\n"],
  'quotes of a variable': ['FROM a:1\nENV A="b"\n', 'FROM a:1\nENV A=b\n'],
  'old form of ENV': ['FROM a:1\nENV A b\n', 'FROM a:1\nENV A=b\n'],
  'case of keywords': ['FROM a:1 AS b\nRUN x\n', 'from a:1 as B\nrun x\n'],
  'exec form of COPY': ['FROM a:1\nCOPY a b /c/\n', 'FROM a:1\nCOPY ["a", "b", "/c/"]\n'],
  'blanks in an array': ['FROM a:1\nCMD ["a","b"]\n', 'FROM a:1\nCMD [ "a" , "b" ]\n'],
});

same('Compose file', 'compose.yaml', {
  'comments and order of keys': [
    'services:\n  a:\n    image: x:1\n    read_only: true\n',
    'services:\n  a:\n    # c\n    read_only: true # d\n    image: x:1\n',
  ],
  'flow and block style': [
    'services:\n  a:\n    image: x:1\n    cap_drop: [ALL]\n',
    'services: {a: {image: "x:1", cap_drop: ["ALL"]}}\n',
  ],
  quotes: [
    'services:\n  a:\n    image: x:1\n    mem_limit: 1g\n',
    'services:\n  a:\n    image: \'x:1\'\n    mem_limit: "1g"\n',
  ],
  'environment as list and map': [
    'services:\n  a:\n    image: x:1\n    environment:\n      - A=1\n      - B=x=y\n      - C\n',
    'services:\n  a:\n    image: x:1\n    environment:\n      C:\n      A: "1"\n      B: x=y\n',
  ],
  'ports in short and long form': [
    'services:\n  a:\n    image: x:1\n    ports: ["127.0.0.1:8080:80"]\n',
    'services:\n  a:\n    image: x:1\n    ports:\n      - target: 80\n        published: "8080"\n        host_ip: 127.0.0.1\n        protocol: tcp\n',
  ],
  'volumes in short and long form': [
    'services:\n  a:\n    image: x:1\n    volumes: ["./d:/data:ro", "vol:/v"]\nvolumes:\n  vol:\n',
    'services:\n  a:\n    image: x:1\n    volumes:\n      - {type: bind, source: ./d, target: /data, read_only: true}\n      - {type: volume, source: vol, target: /v}\nvolumes:\n  vol: {}\n',
  ],
  'a command as string and list': [
    'services:\n  a:\n    image: x:1\n    command: run "a b" --c\n',
    'services:\n  a:\n    image: x:1\n    command: [run, a b, --c]\n',
  ],
  'a build as string and map': [
    'services:\n  a:\n    build: ./app/\n',
    'services:\n  a:\n    build:\n      context: app\n',
  ],
  'networks and depends_on as list and map': [
    'services:\n  a:\n    image: x:1\n    networks: [n]\n    depends_on: [b]\n  b:\n    image: y:1\n',
    'services:\n  a:\n    image: x:1\n    networks:\n      n:\n    depends_on:\n      b: {condition: service_started}\n  b:\n    image: y:1\n',
  ],
  'an option with a colon or a sign': [
    'services:\n  a:\n    image: x:1\n    security_opt: ["seccomp:unconfined"]\n',
    'services:\n  a:\n    image: x:1\n    security_opt:\n      - seccomp=unconfined\n',
  ],
  'capabilities with and without prefix': [
    'services:\n  a:\n    image: x:1\n    cap_add: [NET_ADMIN, SYS_TIME]\n',
    'services:\n  a:\n    image: x:1\n    cap_add: [CAP_SYS_TIME, net_admin]\n',
  ],
  'an anchor, an alias and a merge key': [
    'x-c: &c\n  read_only: true\nservices:\n  a:\n    <<: *c\n    image: x:1\n  b:\n    <<: *c\n    image: y:1\n',
    'services:\n  a: &s\n    read_only: true\n    image: x:1\n  b:\n    <<: *s\n    image: y:1\n',
  ],
  'a default and its value': ['services:\n  a:\n    image: x:${T:-1}\n', 'services:\n  a:\n    image: x:1\n'],
  'two spellings of a variable': [
    'services:\n  a:\n    image: x:$T\n    labels: {l: $$x}\n',
    'services:\n  a:\n    image: "x:${T}"\n    labels: ["l=$$x"]\n',
  ],
});

same('manifest', 'a.yaml', {
  'style, order and comments': [
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: c\n      image: x:1\n',
    '# c\nkind: Pod\napiVersion: v1\nspec: {containers: [{image: "x:1", name: c}]}\nmetadata: {name: a}\n',
  ],
  'a null and nothing': [
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork:\n  containers: []\n',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: []\n',
  ],
  'an alias': [
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: &n a, labels: {app: *n}}\n',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {app: a}}\n',
  ],
  'data and stringData of a Secret': [
    'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {k: aGVsbG8=}\n',
    'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {k: hello}\n',
  ],
  'order of documents': [
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
  ],
  'a block and a quoted text': [
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  k: |\n    x\n    y\n',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: "x\\ny\\n"}\n',
  ],
});

same('environment file', '.env', {
  'quotes, comments and export': ['A=1\nB=x y\n', '# c\nexport A=\'1\'\nB="x y" # d\n'],
  'a variable of the file': ['A=1\nB=1/x\n', 'A=1\nB=${A}/x\n'],
  'a dollar in quotes': ["A='$2a$14'\n", 'A="\\$2a\\$14"\n'],
});

test('a Compose value that moves to .env or to a file of variables', () => {
  const compose = (body: string) => `services:\n  a:\n    image: x:1\n    labels:\n      l: $$2a$$x\n${body}`;
  const moved = changesIn(
    { 'compose.yaml': compose('    environment: {P: a$$b}\n') },
    { 'compose.yaml': compose('    environment: {P: "${P:?no}"}\n'), '.env': "P='a$b'\n" },
  );
  assert.deepEqual(moved, ['.env: nothing → …']);
  const read = changesIn(
    { 'compose.yaml': compose('    environment: {P: a$$b}\n') },
    { 'compose.yaml': compose('    env_file: [./a.env]\n'), 'a.env': "P='a$b'\n" },
  );
  assert.deepEqual(read, ['compose.yaml / service a / env_file: nothing → …', 'a.env: nothing → …']);
});
