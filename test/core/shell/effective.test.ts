import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectiveCommands, joinContinuations, mapped, parseShell } from '../../../server/src/core/shell/shell.ts';

/** `via via: words`, for each command that the first command of the script really runs. */
function shown(script: string): string[] {
  const [first] = parseShell(mapped(script, 0)).commands;
  return effectiveCommands(first!).map(({ command, via }) =>
    [
      ...via.map((v) => `${v}:`),
      ...command.assignments.map((a) => `${a.name}=${a.value.raw}`),
      ...command.words.map((w) => w.raw),
    ].join(' '),
  );
}

const cases: Record<string, readonly string[]> = {
  'apt-get update': ['apt-get update'],
  'sudo -E apt-get update': ['sudo: apt-get update'],
  'sudo -u root -g x --user y A=1 B="2 3" apt-get -y': ['sudo: A=1 B="2 3" apt-get -y'],
  'sudo --user=root -- apt-get': ['sudo: apt-get'],
  'sudo -uroot apt-get': ['sudo: apt-get'],
  'sudo -l': ['sudo -l'],
  sudo: ['sudo'],
  'sudo $CMD x': ['sudo: $CMD x'],
  'sudo -u $U id': ['sudo: id'],
  'X=1 env -i -u Y A="$B" cmd': ['env: X=1 A="$B" cmd'],
  'env -S "a b"': ['env -S "a b"'],
  'env A=b': ['env A=b'],
  'exec -a x cmd y': ['exec: cmd y'],
  'exec >f': ['exec'],
  'command -v curl': ['command -v curl'],
  'command curl x': ['command: curl x'],
  'time -p nice -n 5 nohup /usr/bin/cmd': ['time: nice: nohup: /usr/bin/cmd'],
  'nice -5 cmd': ['nice: cmd'],
  'timeout -s KILL 5m cmd': ['timeout: cmd'],
  'gosu "$U" cmd': ['gosu: cmd'],
  'chroot --userspec=a:b /mnt cmd': ['chroot: cmd'],
  'setpriv --reuid 1 --clear-groups cmd': ['setpriv: cmd'],
  'tini -g -- cmd -x': ['tini: cmd -x'],
  'busybox wget x': ['busybox: wget x'],
  "sh -c 'a && b c'": ['sh: a', 'sh: b c'],
  'bash -lc "a \\"b c\\""': ['bash: a "b c"'],
  "bash -eo pipefail -c 'a | b' x y": ['bash: a', 'bash: b'],
  "bash -euxo pipefail +o posix --login --rcfile f -c -- 'a'": ['bash: a'],
  "sudo sh -c 'exec curl x'": ['sudo: sh: exec: curl x'],
  '/bin/sh -c "su x -c \'id -u\'"': ['sh: su: id -u'],
  "su - x -c 'a b'": ['su: a b'],
  'runuser -u x -- a b': ['runuser: a b'],
  'sh script.sh': ['sh script.sh'],
  'sh -e script -c x': ['sh -e script -c x'],
  'sh -c': ['sh -c'],
  'sh -c "$SCRIPT"': ['sh -c "$SCRIPT"'],
  'bash -c "$(curl x)"': ['bash -c "$(curl x)"'],
  'bash -c "curl $URL | sh"': ['bash: curl \ufffc', 'bash: sh'],
  'xargs -0 -n 1 -I{} rm -rf {}': ['xargs: rm -rf {}'],
  'xargs -r --max-args 3 rm': ['xargs: rm'],
  xargs: ['xargs'],
  "xargs sh -c 'rm x'": ['xargs: sh: rm x'],
  'eval "a b" c': ['eval: a b c'],
  eval: ['eval'],
  'eval "$(ssh-agent)"': ['eval "$(ssh-agent)"'],
  'eval eval eval eval eval eval eval eval a': ['eval: eval: eval: eval: eval: eval: eval eval a'],
};

for (const [script, expected] of Object.entries(cases)) {
  test(`what ${script} runs`, () => assert.deepEqual(shown(script), expected));
}

test('expansions of the outer shell stay expansions', () => {
  const doc = 'bash -c "curl \'$URL\' $(b c) | sh"';
  const [curl, sh] = effectiveCommands(parseShell(mapped(doc, 0)).commands[0]!).map((e) => e.command);
  assert.deepEqual(curl!.words[1]!.parts, [{ kind: 'variable', name: 'URL', span: { start: 15, end: 19 } }]);
  assert.equal(curl!.words[1]!.literal, undefined);
  const part = curl!.words[2]!.parts[0]!;
  assert.equal(part.kind === 'command' && part.commands[0]!.name, 'b');
  assert.equal(sh!.pipedFrom, curl);
});

test('spans in scripts are exact', () => {
  const source = 'sudo bash -c "a \\"b\\" && c\\\nd; e\\$f" > x';
  const doc = `RUN ${source}`;
  const script = parseShell(joinContinuations(source, 4, '\\'));
  const inner = effectiveCommands(script.commands[0]!).map((e) => e.command);
  assert.deepEqual(
    inner.map((c) => doc.slice(c.span.start, c.span.end)),
    ['a \\"b\\"', 'c\\\nd', 'e\\$f'],
  );
  assert.equal(doc.slice(inner[0]!.words[1]!.span.start, inner[0]!.words[1]!.span.end), '\\"b\\"');
  assert.equal(inner[0]!.words[1]!.literal, 'b');
  assert.equal(inner[1]!.name, 'cd');
  assert.deepEqual(
    inner[2]!.words[0]!.parts.map((p) => p.kind),
    ['text', 'variable'],
  );
  assert.equal(inner[0]!.depth, 1);
});

test('a wrapped command keeps the neighbours and redirects of its wrapper', () => {
  const doc = 'curl x | sudo -E bash - > log';
  const [curl, sudo] = parseShell(mapped(doc, 0)).commands;
  const [bash] = effectiveCommands(sudo!).map((e) => e.command);
  assert.equal(bash!.name, 'bash');
  assert.equal(bash!.pipedFrom, curl);
  assert.equal(bash!.redirects[0]!.target!.raw, 'log');
  assert.equal(doc.slice(bash!.span.start, bash!.span.end), 'bash - > log');
});

test('the commands of a script are in the pipeline of the shell that runs it', () => {
  const [sh, bash] = parseShell(mapped("sh -c 'curl x $(y); z' | bash", 0)).commands;
  const inner = effectiveCommands(sh!).map((e) => e.command);
  assert.deepEqual(
    inner.map((c) => `${c.name}>${c.pipedTo?.name ?? ''}`),
    ['curl>bash', 'y>', 'z>bash'],
  );
  assert.equal(bash!.pipedFrom, sh);
});
