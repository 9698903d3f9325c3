import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse.ts';
import { rootHome } from '../../../server/src/core/dockerfile/root-home.ts';
import { foldersOf } from '../../../server/src/core/dockerfile/written-folders.ts';

const last = (text: string) => parseDockerfile(text).stages.at(-1)!;

const WRITTEN: readonly (readonly [string, readonly string[]])[] = [
  ['FROM debian\nRUN mkdir -p /data /logs', ['/data', '/logs']],
  ['FROM debian AS a\nRUN mkdir /data\nFROM a\nCMD x', ['/data']],
  ['FROM debian\nRUN mkdir /data && rm -rf /data', []],
  ['FROM debian\nRUN mkdir /data && chown app: /data', []],
  ['FROM debian\nRUN mkdir /data && chown root /data', ['/data']],
  ['FROM debian\nRUN mkdir /data && chmod 777 /data', []],
  ['FROM debian\nRUN mkdir /data && chmod 755 /data', ['/data']],
  ['FROM debian\nRUN mkdir /app\nWORKDIR /app', []],
  ['FROM debian\nRUN mkdir /app\nCOPY a /app/a', []],
  ['FROM debian\nWORKDIR /usr/src/app\nRUN mkdir uploads', ['/usr/src/app/uploads']],
  ['FROM debian\nRUN mkdir /usr/share/x /etc/y /run/z', []],
  ['FROM debian\nRUN cd /srv && mkdir x', []],
  ['FROM debian\nUSER 7\nRUN mkdir /data', []],
  ['FROM debian\nVOLUME /data', ['/data']],
  ['FROM debian\nVOLUME ["/a", "/b"]', ['/a', '/b']],
  ['FROM debian\nENV LOG_DIR=/var/log/app', ['/var/log/app']],
  ['FROM debian\nENV LOG_DIR=/var/log', []],
  ['FROM debian\nENV DATABASE_URL=sqlite:////data/a.db', ['/data']],
  ['FROM debian\nENV DATABASE_URL=postgres://db/data', []],
  ['FROM debian\nENV JAVA_HOME=/srv/java', []],
  ['FROM debian\nCOPY --chown=app data /data\nVOLUME /data', []],
  ['FROM debian\nWORKDIR /app\nCOPY --chown=app . .\nVOLUME /app/data', ['/app/data']],
  ['FROM debian\nWORKDIR /app\nRUN chown app /app\nCOPY --chown=app . .\nVOLUME /app/data', []],
];
for (const [text, written] of WRITTEN)
  test(`written folders: ${JSON.stringify(text)}`, () => assert.deepEqual(foldersOf(last(text)).written, written));

test('a working folder is joined from stage to stage', () =>
  assert.equal(foldersOf(last('FROM debian AS a\nWORKDIR /srv\nFROM a\nWORKDIR app')).working, '/srv/app'));

const HOME: readonly (readonly [string, string | undefined])[] = [
  ['RUN pipenv install\nCMD x', 'runs `pipenv install`, which writes to `/root`'],
  ['RUN pipenv install --system\nCMD x', undefined],
  ['ENV PIPENV_VENV_IN_PROJECT=1\nRUN pipenv install\nCMD x', undefined],
  ['RUN poetry install\nCMD x', 'runs `poetry install`, which writes to `/root`'],
  ['RUN poetry config virtualenvs.create false && poetry install\nCMD x', undefined],
  ['RUN pip install --user x\nCMD x', 'runs `pip --user`, which writes to `/root`'],
  ['RUN npx playwright install chromium\nCMD x', 'runs `playwright install`, which writes to `/root`'],
  ['ENV PLAYWRIGHT_BROWSERS_PATH=/browsers\nRUN npx playwright install\nCMD x', undefined],
  ['USER 7\nRUN pipenv install\nCMD x', undefined],
  ['COPY --from=a /root/.local /root/.local\nCMD x', 'copies files to `/root`'],
  ['CMD ["/root/.local/bin/x"]', 'uses `/root`'],
  ['CMD ["/app/root/x"]', undefined],
  ['WORKDIR /root/app\nCMD x', 'works in `/root`'],
  ['ENV HOME=/root\nCMD x', 'sets `HOME` to a path in `/root`'],
  ['ARG D=/root/x\nENV A=/rooted B=file:$D\nCMD x', 'sets `B` to a path in `/root`'],
  ['ENV A=/srv/root/x B=/rootfs\nCMD x', undefined],
  ['VOLUME /root/.x\nCMD x', 'has a volume in `/root`'],
  ['CMD ["x", "--home=/root"]', 'uses `/root`'],
  ['WORKDIR /rootfs\nCMD x', undefined],
];
for (const [text, does] of HOME)
  test(`home of root: ${JSON.stringify(text)}`, () => assert.equal(rootHome(last(`FROM debian\n${text}`))?.does, does));
