/** Paths of the command line by the rules of Windows, macOS and Linux, whatever system the tests run on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shown } from '../../server/src/cli/collect.ts';
import {
  absolute,
  byVolume,
  commonFolder,
  isAmong,
  isAtOrBelow,
  isDevice,
  relativePath,
  rulesFor,
  spellings,
} from '../../server/src/host/node-paths.ts';

const windows = rulesFor('win32');
const mac = rulesFor('darwin');
const linux = rulesFor('linux');
const NFC = 'caf\u00e9';
const NFD = 'cafe\u0301';

test('arguments become absolute: drives, shares, long paths, devices, slashes of both kinds', () => {
  const cwd = 'C:\\Users\\me';
  for (const [name, expected] of [
    ['k8s\\web.yaml', 'C:\\Users\\me\\k8s\\web.yaml'],
    ['k8s/web.yaml', 'C:\\Users\\me\\k8s\\web.yaml'],
    ['.', 'C:\\Users\\me'],
    ['..\\x', 'C:\\Users\\x'],
    ['\\x', 'C:\\x'],
    ['d:/shop', 'd:\\shop'],
    ['\\\\server\\share\\shop\\', '\\\\server\\share\\shop\\'],
    ['\\\\?\\C:\\shop\\x', 'C:\\shop\\x'],
    ['\\\\?\\UNC\\server\\share\\x', '\\\\server\\share\\x'],
    ['\\\\.\\NUL', '\\\\.\\NUL'],
    ['\\\\?\\Volume{1}\\x', '\\\\?\\Volume{1}\\x'],
  ] as const) {
    const whole = absolute(windows, name, cwd);
    assert.equal(whole.replace(/\\$/, ''), expected.replace(/\\$/, ''), name);
  }
  assert.equal(absolute(linux, 'a\\b', '/w'), '/w/a\\b', 'a backslash is part of the name');
});

test('devices of Windows are not files, elsewhere their names are ordinary', () => {
  for (const name of ['\\\\.\\NUL', '\\\\.\\pipe\\x'])
    assert.equal(isDevice(windows, absolute(windows, name, 'C:\\')), true);
  for (const name of ['NULL', 'con.d', 'x\\console'])
    assert.equal(isDevice(windows, absolute(windows, name, 'C:\\')), false);
  assert.equal(isDevice(linux, absolute(linux, 'NUL', '/w')), false);
});

test('relative paths have slashes, ignore the case where the system does, and keep the spelling', () => {
  for (const [rules, folder, file, expected] of [
    [windows, 'C:\\Shop', 'c:\\shop\\K8s\\Web.yaml', 'K8s/Web.yaml'],
    [windows, 'C:\\Shop', 'C:\\SHOP', ''],
    [windows, 'C:\\', 'c:\\x', 'x'],
    [windows, 'C:\\Shop', 'C:\\Shopping\\x', '../Shopping/x'],
    [windows, 'C:\\Shop', 'D:\\Shop\\x', 'D:/Shop/x'],
    [windows, '\\\\Server\\Share', '\\\\server\\share\\x', 'x'],
    [windows, '\\\\server\\share', '\\\\server\\other\\x', '//server/other/x'],
    [mac, '/Users/Me', '/users/me/Shop/x', 'Shop/x'],
    [mac, `/w/${NFC}`, `/w/${NFD}/x`, 'x'],
    [linux, '/Users/Me', '/users/me/x', '../../users/me/x'],
    [linux, `/w/${NFC}`, `/w/${NFD}/x`, `../${NFD}/x`],
    [linux, '/', '/x', 'x'],
    [linux, '/w', '/w/..x', '..x'],
  ] as const)
    assert.equal(relativePath(rules, folder, file), expected, `${folder} ${file}`);
  assert.equal(isAtOrBelow(linux, '/w/..x', '/w'), true);
  assert.equal(isAtOrBelow(linux, '/x', '/w'), false);
  assert.equal(isAtOrBelow(windows, 'D:\\x', 'C:\\'), false);
});

test('folders on different volumes have no common folder and form groups', () => {
  assert.equal(commonFolder(windows, ['C:\\a\\x', 'c:\\A\\y']), 'C:\\a');
  assert.equal(commonFolder(windows, ['C:\\a', 'D:\\a']), undefined);
  assert.equal(commonFolder(windows, ['\\\\s\\one\\a', '\\\\s\\two\\a']), undefined);
  assert.equal(commonFolder(linux, ['/a/x', '/b/x']), '/');
  assert.deepEqual(byVolume(windows, ['C:\\a', 'D:\\b', 'c:\\c']), [['C:\\a', 'c:\\c'], ['D:\\b']]);
  assert.deepEqual(byVolume(linux, ['/a', '/b']), [['/a', '/b']]);
});

test('names of the command line mean the files that are there; an exact spelling wins', () => {
  const paths = ['K8s/Web.yaml', `${NFD}/Dockerfile`, 'a/Dockerfile', 'a/dockerfile'];
  const among = (rules: typeof linux, ...wanted: string[]) => paths.filter(isAmong(rules, wanted, paths));
  for (const rules of [windows, mac]) {
    assert.deepEqual(among(rules, 'k8s'), ['K8s/Web.yaml']);
    assert.deepEqual(among(rules, 'k8s/WEB.yaml', NFC), ['K8s/Web.yaml', `${NFD}/Dockerfile`]);
    assert.deepEqual(among(rules, 'a/dockerfile'), ['a/dockerfile']);
    assert.deepEqual(among(rules, 'a/DOCKERFILE'), ['a/Dockerfile', 'a/dockerfile']);
    assert.equal(spellings(rules, paths)('k8s/web.yaml'), 'K8s/Web.yaml');
    assert.equal(spellings(rules, paths)('a/dockerfile'), 'a/dockerfile');
    assert.equal(spellings(rules, paths)('new'), 'new');
  }
  assert.deepEqual(among(linux, 'k8s', 'a/dockerfile'), ['a/dockerfile']);
  assert.equal(spellings(linux, paths)('k8s/web.yaml'), 'k8s/web.yaml');
  assert.deepEqual(among(linux, ''), paths);
});

test('printed paths are relative below the working directory and absolute elsewhere, with slashes', () => {
  for (const [rules, root, file, cwd, expected] of [
    [windows, 'C:\\shop', 'a/x', 'c:\\Shop', 'a/x'],
    [windows, 'C:\\shop\\a', 'x', 'C:\\shop', 'a/x'],
    [windows, 'D:\\shop', 'x', 'C:\\shop', 'D:/shop/x'],
    [windows, '\\\\server\\share', 'x', 'C:\\', '//server/share/x'],
    [linux, '/w', '', '/w', '.'],
    [linux, '/w', 'x', '/v', '/w/x'],
    [linux, '/', '', '/w', '/'],
  ] as const)
    assert.equal(shown(root, file, rules, cwd), expected);
});
