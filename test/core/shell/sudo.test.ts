import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapped, parseShell } from '../../../server/src/core/shell/shell.ts';
import { sudoWords } from '../../../server/src/core/shell/sudo.ts';
import { assertGrowth } from '../../support/growth.ts';

/** Each `sudo` as its offset and the text that a fix would remove. */
const found = (text: string): string[] =>
  sudoWords(parseShell(mapped(text, 0)).commands).map(
    ({ at, prefix }) => `${at.start} ${prefix ? `[${text.slice(prefix.start, prefix.end)}]` : '-'}`,
  );

test('every sudo is found at its place', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['sudo make', ['0 [sudo ]']],
    ['/usr/bin/sudo -E -- make && sudo make install', ['0 [/usr/bin/sudo -E -- ]', '28 [sudo ]']],
    ['sudo -u shop make', ['0 -']],
    ['sudo -i', ['0 -']],
    ['sudo', ['0 -']],
    ['sudo A=1 make', ['0 [sudo ]']],
    ['sudo "A=1" make', ['0 -']],
    ['sudo > log make', ['0 -']],
    ['sudo make > log', ['0 [sudo ]']],
    ['echo x | sudo tee /etc/x', ['9 [sudo ]']],
    ['if true; then sudo make; fi', ['14 [sudo ]']],
    ['sh -c "cd / && sudo make"', ['15 -']],
    ['env A=1 sudo make', ['8 -']],
    ['sudo sudo make', ['0 [sudo ]', '5 -']],
    ['echo $(sudo id)', ['7 [sudo ]']],
    ['apt-get install sudo', []],
    ['echo sudo make', []],
    ['command -v sudo', []],
  ];
  for (const [text, expected] of cases) assert.deepEqual(found(text), expected, text);
});

test('the users before and after a sudo', () => {
  const users = (text: string): string[] =>
    sudoWords(parseShell(mapped(text, 0)).commands).map(
      ({ asOther, toOther }) => `${asOther ? 'other' : 'same'} to ${toOther ? 'other' : 'root'}`,
    );
  const cases: readonly [string, readonly string[]][] = [
    ['sudo id', ['same to root']],
    ['sudo -u root id', ['same to root']],
    ['sudo -u "#0" id', ['same to root']],
    ['sudo -u app id', ['same to other']],
    ['sudo -Hu app id', ['same to other']],
    ['sudo --user=app id', ['same to other']],
    ['sudo -u "$APP" id', ['same to other']],
    ['su - app -c "sudo id"', ['other to root']],
    ['su app -c "cd / && sudo id"', ['other to root']],
    ['su -c "sudo id"', ['same to root']],
    ['su root -c "sudo id"', ['same to root']],
    ['runuser -u app -- sudo id', ['other to root']],
    ['gosu app sudo id', ['other to root']],
    ['gosu root sudo id', ['same to root']],
    ['setpriv --reuid=app --clear-groups sudo id', ['other to root']],
    ['sudo -u app sudo id', ['same to other', 'other to root']],
    ['sudo -u app sudo sudo id', ['same to other', 'other to root', 'same to root']],
    ['bash -c "su app -c \'sudo id\'"', ['other to root']],
    ['env A=1 su-exec app:app sudo id', ['other to root']],
    ['chroot /target sudo id', []],
  ];
  for (const [text, expected] of cases) assert.deepEqual(users(text), expected, text);
});

test('a look for sudo in commands costs less than to read them', () => {
  const text = 'mkdir -p /srv/app && cp a b; '.repeat(500);
  const parse = () => parseShell({ text, at: (i) => i }).commands;
  const commands = parse();
  assertGrowth('sudo', 1, parse, () => sudoWords(commands));
});
