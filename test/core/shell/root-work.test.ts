import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  buildTool,
  effectiveCommands,
  endsInWebServer,
  parseShell,
  rootWork,
  storesHere,
  writtenPaths,
} from '../../../server/src/core/shell/shell.ts';

const commandsOf = (text: string) =>
  parseShell({ text, at: (i) => i }).commands.flatMap((c) => effectiveCommands(c).map(({ command }) => command));

const WORK: readonly (readonly [string, string | undefined])[] = [
  ['service ssh start', 'starts `ssh`'],
  ['service ssh status', undefined],
  ['/etc/init.d/cron restart', 'starts `cron`'],
  ['systemctl start docker', 'starts `docker`'],
  ['systemctl status docker', undefined],
  ['/usr/sbin/sshd -D', 'starts `sshd`'],
  ['env A=b crond -f', 'starts `crond`'],
  ['crontab -l', undefined],
  ['apt-get install -y curl', 'installs packages with `apt-get`'],
  ['apk --version', undefined],
  ['pip install x', 'runs `pip` for the whole system'],
  ['pip install --user x', undefined],
  ['npm start', undefined],
  ['chown -R app /data', 'runs `chown`'],
  ['echo chown', undefined],
];
for (const [text, does] of WORK)
  test(`work of root: ${text}`, () => assert.equal(commandsOf(text).map(rootWork)[0], does));

const PATHS: readonly (readonly [string, readonly string[]])[] = [
  ['mkdir -p /a b', ['/a', 'b']],
  ['cp -r x y /z', ['/z']],
  ['echo a > /etc/hosts 2>/dev/null', ['/etc/hosts', '/dev/null']],
  ['cat /etc/hosts < in', []],
  ["sed -i 's/a/b/' f.conf", ['f.conf']],
  ["sed 's/a/b/' f.conf", []],
  ["sed -i 's/a/b/' f.conf g.conf", ['f.conf', 'g.conf']],
  ['sed -i "s|$1|$2|g"', []],
  ["sed -i -e 's/a/b/' -e 's/c/d/' f.conf", ['f.conf']],
  ["sed -Ei.bak 's/a/b/' f.conf", ['f.conf']],
  ["sed -i --expression='s/a/b/' f.conf", ['f.conf']],
  ["sed --in-place --expression 's/a/b/' f.conf", ['f.conf']],
  ['sed -i -f edit.sed f.conf', ['f.conf']],
  ["sed -n -i '$p' f.conf", ['f.conf']],
  ['echo x | tee -a log', ['log']],
  // The value of an option is no path.
  ['install -d -m 700 "$DIR"', []],
  ['install -d -m 700 /var/lib/shop', ['/var/lib/shop']],
  ['install -dm 0700 -o app -g app /a /b', ['/a', '/b']],
  ['install --mode=755 --owner app tool /usr/bin/tool', ['/usr/bin/tool']],
  ['install -m755 tool "$BIN"', []],
  ['install -t /usr/bin tool other', ['/usr/bin']],
  ['cp -t /opt a b', ['/opt']],
  ['cp --target-directory=/opt a b', ['/opt']],
  ['mkdir -m 700 "$DIR"', []],
  ['mkdir -pm 700 /data', ['/data']],
  ['mkdir --mode 700 /data', ['/data']],
  ['mkdir -m 700 -- 755', ['755']],
  ['touch -d 2024-01-01 /stamp', ['/stamp']],
  ['touch -r /etc/hosts stamp', ['stamp']],
  ['rsync -a -e ssh --chmod 700 a/ /b', ['/b']],
  ['cp -r x "$TARGET"', []],
  // Nothing but an operand that looks like a mode.
  ['mkdir 700', ['700']],
  ['cp a 700', ['700']],
];
for (const [text, paths] of PATHS)
  test(`written paths: ${text}`, () => assert.deepEqual(commandsOf(text).flatMap(writtenPaths), paths));

const TOOLS: readonly (readonly [string, string | undefined])[] = [
  ['go build -o a .', 'go build'],
  ['go version', undefined],
  ['go help', undefined],
  ['mvn spring-boot:run', 'mvn'],
  ['mvn --version', undefined],
  ['npm run build', 'npm run build'],
  ['npm run start', undefined],
  ['yarn install', 'yarn install'],
  ['uv pip install -r requirements.txt', 'uv pip install'],
  ['uv sync --frozen', 'uv sync'],
  ['npm --registry https://ci:green-ladder@npm.example.com ci', 'npm --registry … ci'],
  ['go -C "$DIR" build', 'go -C … build'],
  ['python manage.py collectstatic --noinput', 'python manage.py collectstatic'],
  ['python manage.py runserver', undefined],
  ['bundle exec rails s', 'bundle exec rails'],
  ['bundle exec puma', undefined],
  ['next start', undefined],
  ['next dev', 'next dev'],
];
for (const [text, tool] of TOOLS)
  test(`build tool: ${text}`, () =>
    assert.equal(
      commandsOf(text)
        .map(buildTool)
        .find((one) => one),
      tool,
    ));

const SERVERS: readonly (readonly [string, boolean])[] = [
  ['exec nginx -g "daemon off;"', true],
  ['php-fpm -D &\nnginx', true],
  ['node app.js &\nexec nginx', false],
  ['nginx\nnode app.js', false],
  ['apachectl -D FOREGROUND', true],
  ['', false],
];
for (const [text, is] of SERVERS)
  test(`ends in a web server: ${JSON.stringify(text)}`, () => assert.equal(endsInWebServer(text), is));

const DOWNLOADS: readonly (readonly [string, boolean])[] = [
  ['curl -fsSLO https://example.com/a.csv', true],
  ['curl --remote-name https://example.com/a.csv', true],
  ['curl -o /tmp/a https://example.com/a.csv', false],
  ['curl -O --output-dir /tmp https://example.com/a.csv', false],
  ['curl https://example.com/a.csv', false],
  ['wget web:8080', true],
  ['wget -q https://example.com/a.csv', true],
  ['wget -qO- https://example.com/a.csv', false],
  ['wget --output-document=/tmp/a https://example.com/a.csv', false],
  ['wget -P /tmp https://example.com/a.csv', false],
  ['wget --spider web:8080', false],
  ['wget --version', false],
  ['wget', false],
];
for (const [text, is] of DOWNLOADS)
  test(`stores a download here: ${text}`, () => assert.equal(commandsOf(text).some(storesHere), is));
