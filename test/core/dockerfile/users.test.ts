import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EffectiveUser } from '../../../server/src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse.ts';
import { assertGrowth } from '../../support/growth.ts';

const show = (u: EffectiveUser) => [u.verdict, u.user, u.group, u.uid, u.origin.kind];
const final = (text: string) => show(parseDockerfile(text).stages.at(-1)!.user);
const by = (...rest: unknown[]) => [...rest, 'instruction'];

const users: readonly [name: string, text: string, expected: readonly unknown[]][] = [
  ['root', 'FROM x/y\nUSER root', by('root', 'root', undefined, 0)],
  ['0', 'FROM x/y\nUSER 0', by('root', '0', undefined, 0)],
  ['00', 'FROM x/y\nUSER 00', by('root', '00', undefined, 0)],
  ['0:5', 'FROM x/y\nUSER 0:5', by('root', '0', '5', 0)],
  ['root:x', 'FROM x/y\nUSER root:x', by('root', 'root', 'x', 0)],
  ['quoted', 'FROM x/y\nUSER "root"', by('root', 'root', undefined, 0)],
  ['with a would-be comment', 'FROM x/y\nUSER root # why', by('root', 'root', undefined, 0)],
  ['number', 'FROM x/y\nUSER 1000:0', by('non-root', '1000', '0', 1000)],
  ['name', 'FROM x/y\nUSER app', by('non-root', 'app', undefined, undefined)],
  ['the last one counts', 'FROM x/y\nUSER app\nUSER root', by('root', 'root', undefined, 0)],
  ['default of a variable', 'FROM x/y\nUSER ${UID:-1000}', by('non-root', '1000', undefined, 1000)],
  ['ARG', 'FROM x/y\nARG UID=0\nUSER $UID', by('root', '0', undefined, 0)],
  ['ARG with braces and a group', 'FROM x/y\nARG U=1 G=2\nUSER ${U}:${G}', by('non-root', '1', '2', 1)],
  ['ENV', 'FROM x/y\nENV U=root\nUSER $U', by('root', 'root', undefined, 0)],
  ['variable without value', 'FROM x/y\nARG U\nUSER $U', by('unknown', undefined, undefined, undefined)],
  ['variable of the base image', 'FROM x/y\nUSER $APP_UID', by('unknown', undefined, undefined, undefined)],
  ['group without value', 'FROM x/y\nARG G\nUSER 0:$G', by('root', '0', undefined, 0)],
  ['user and group in one variable', 'FROM x/y\nARG U=0:1\nUSER $U', by('root', '0', '1', 0)],
  ['through a stage', 'FROM x/y AS b\nUSER app\nFROM b\nRUN x', by('non-root', 'app', undefined, undefined)],
  ['not from another stage', 'FROM node AS b\nUSER app\nFROM debian', ['root', 'root', undefined, 0, 'image']],
  ['trigger of the stage', 'FROM x/y AS b\nUSER app\nONBUILD USER root\nFROM b', by('root', 'root', undefined, 0)],
  [
    'trigger does not act at home',
    'FROM x/y\nUSER app\nONBUILD USER root',
    by('non-root', 'app', undefined, undefined),
  ],
  ['default of the image', 'FROM debian:12', ['root', 'root', undefined, 0, 'image']],
  ['default through a stage', 'FROM debian AS a\nFROM a AS b\nFROM b', ['root', 'root', undefined, 0, 'image']],
  ['unknown image', 'FROM example.com/a/b', ['unknown', undefined, undefined, undefined, 'image']],
  ['a template line is any instruction', 'FROM debian:12\n{{ envs }}', by('unknown', undefined, undefined, undefined)],
  ['a template line after USER', 'FROM x/y\nUSER 0\n{% block a %}', by('unknown', undefined, undefined, undefined)],
  ['a template line before USER', 'FROM x/y\n<% x %>\nUSER 0', by('root', '0', undefined, 0)],
  [
    'a variable that a template sets',
    'FROM scratch\n{{ envs }}\nUSER $U',
    by('unknown', undefined, undefined, undefined),
  ],
  ['braces inside RUN', 'FROM debian:12\nRUN go list -f \\\n{{.Dir}}', ['root', 'root', undefined, 0, 'image']],
  ['unknown base', 'ARG B\nFROM $B', ['unknown', undefined, undefined, undefined, 'unknown']],
  ['scratch', 'FROM scratch', ['root', undefined, undefined, 0, 'scratch']],
  ['scratch with a number', 'FROM scratch\nUSER 65532', by('non-root', '65532', undefined, 65532)],
  ['USER without argument', 'FROM debian\nUSER', ['root', 'root', undefined, 0, 'image']],
  ['empty name', 'FROM x/y\nUSER ${X:-}', by('root', '', undefined, 0)],
  [
    'Windows administrator',
    'FROM mcr.microsoft.com/windows/nanoserver\nUSER ContainerAdministrator',
    by('root', 'ContainerAdministrator', undefined, undefined),
  ],
  [
    'Windows user',
    'FROM mcr.microsoft.com/windows/servercore\nUSER containeruser',
    by('non-root', 'containeruser', undefined, undefined),
  ],
  [
    'other Windows user',
    'FROM mcr.microsoft.com/windows/servercore\nUSER app',
    by('unknown', 'app', undefined, undefined),
  ],
];
for (const [name, text, expected] of users) test(`user: ${name}`, () => assert.deepEqual(final(text), expected));

const accounts: readonly [run: string, uid: number | undefined][] = [
  ['RUN useradd -u 1001 app', 1001],
  ['RUN useradd --uid 1001 --create-home app', 1001],
  ['RUN useradd --uid=1001 -rm -s /bin/sh app', 1001],
  ['RUN useradd -u1001 app', 1001],
  ['RUN groupadd -g 5 app && useradd -r -g app -u 1001 app', 1001],
  ['RUN addgroup -S app && adduser -S -D -H -u 1001 -G app app', 1001],
  ['RUN adduser -Du 1001 app', 1001],
  ['RUN adduser --disabled-password --gecos "" --uid 1001 app', 1001],
  ['RUN adduser --uid 1001 app && adduser app docker', 1001],
  ['RUN useradd app && usermod -u 1001 app', 1001],
  ['RUN useradd -u 1001 other', undefined],
  ['RUN useradd -u $UID app', undefined],
  ['RUN useradd app', undefined],
  ['RUN sudo useradd -u 1001 app', 1001],
  ['RUN sh -c "useradd -u 1001 app"', 1001],
  ['RUN ["useradd", "-u", "1001", "app"]', 1001],
  ['RUN <<EOF\nuseradd -u 1001 app\nEOF', 1001],
  ['RUN echo "app:x:1001:1001::/:/bin/sh" >> /etc/passwd', 1001],
  ['RUN printf "a:x:1:1::/:\\napp:x:1001:1::/:\\n" >> /etc/passwd', 1001],
  ['RUN echo "app:x:1001:1001::/:/bin/sh" | tee -a /etc/passwd', 1001],
  ['RUN echo "app:x:1001:1001" >> /etc/group', undefined],
];
for (const [run, uid] of accounts)
  test(`account: ${run}`, () => {
    const { user } = parseDockerfile(`FROM x/y AS b\n${run}\nFROM b\nUSER app`).stages.at(-1)!;
    assert.deepEqual([user.verdict, user.uid], ['non-root', uid]);
  });

test('an account with uid 0 is root', () => {
  assert.equal(final('FROM x/y\nRUN useradd -o -u 0 toor\nUSER toor')[0], 'root');
});

test('an account made after USER does not count yet', () => {
  const stage = parseDockerfile('FROM x/y\nUSER app\nRUN useradd -u 7 app').stages[0]!;
  assert.equal(stage.user.uid, undefined);
});

test('userAt is the user before the instruction', () => {
  const stage = parseDockerfile('FROM debian\nRUN a\nUSER app\nRUN b\nUSER root\nRUN c').stages[0]!;
  assert.deepEqual(
    stage.instructions.map((i) => `${i.keyword} ${stage.userAt(i).user}`),
    ['RUN root', 'USER root', 'RUN app', 'USER app', 'RUN root'],
  );
});

test('the origin is the instruction and its stage', () => {
  const file = parseDockerfile('FROM x/y AS a\nUSER app\nFROM a');
  const { origin } = file.stages[1]!.user;
  assert.ok(origin.kind === 'instruction');
  assert.equal(origin.instruction, file.stages[0]!.instructions[0]);
  assert.equal(origin.stage, file.stages[0]);
});

test('the users do not depend on the order of the calls', () => {
  const text = 'FROM x/y AS a\nUSER app\nFROM a\nRUN useradd -u 7 app';
  assert.equal(parseDockerfile(text).stages[1]!.user.uid, undefined);
  assert.equal(parseDockerfile(text).stages[0]!.user.uid, undefined);
});

test('asking each of many instructions for its user is linear', () => {
  const asking = (count: number) => {
    const [stage] = parseDockerfile(`FROM alpine\n${'USER a\nRUN b\n'.repeat(count)}`).stages;
    return () => stage!.instructions.map((i) => stage!.userAt(i));
  };
  assertGrowth('users', 10, asking(2_500), asking(10_000));
});
