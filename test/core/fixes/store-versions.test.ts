/** The image of a data store keeps what its data depend on, or the fix says what to do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyFix } from '../../support/every-fix.ts';

/** `title | note` of each proved fix of the image rules, in the order in which they are offered. */
function fixes(files: Readonly<Record<string, string>>): string[] {
  const isImage = ({ meta }: { readonly meta: { readonly id: string } }): boolean => meta.id.startsWith('image/');
  return [...everyFix(new Map(Object.entries(files)), 'default', isImage)].map(({ fix, failures }) => {
    assert.deepEqual(failures, [], fix.title);
    return `${fix.title} | ${fix.note ?? ''}`.replaceAll('`', '');
  });
}

const REINDEX = /Run REINDEX DATABASE/;
const MOVES = /moves with each release: write the full version/;

test('data of PostgreSQL on another release of the distribution', () => {
  const all = (image: string, more = ''): string[] =>
    fixes({ 'compose.yaml': `services:\n  db:\n    image: ${image}\n${more}` });
  assert.match(all('postgres:15-bullseye')[0]!, /^Use postgres:15-trixie, .*Run REINDEX DATABASE/);
  assert.match(all('postgres:15.1-bullseye')[0]!, /^Use postgres:15\.19-trixie/);
  assert.match(all('postgres:15.1-bullseye')[0]!, REINDEX);
  assert.match(fixes({ Dockerfile: 'FROM postgres:16.2-bullseye\nCOPY a /a\n' })[0]!, REINDEX);
  // A client reads no data, and an upgrade to another line has a note of its own.
  assert.doesNotMatch(all('postgres:15-bullseye', '    command: [pg_dump, shop]\n').join('\n'), REINDEX);
  assert.doesNotMatch(all('postgres:13-bookworm').join('\n'), REINDEX);
  assert.doesNotMatch(all('redis:7.2-bullseye').join('\n'), REINDEX);
});

test('a full version of a data store stays one', () => {
  const first = (image: string): string =>
    fixes({ 'compose.yaml': `services:\n  db:\n    image: ${image}\n` })[0] ?? '';
  assert.match(first('postgres:13.4'), /^Use postgres:15\.19, /);
  assert.match(first('postgres:13.4-alpine'), /^Use postgres:15\.19-alpine, /);
  assert.match(first('postgres:9.6.3'), /^Use postgres:15\.19, /);
  assert.match(first('postgres:9.6'), /^Use postgres:15, /);
  assert.doesNotMatch(first('postgres:13.4'), MOVES);
  assert.match(first('mysql:5.7.30'), MOVES);
  assert.doesNotMatch(first('mysql:5.7'), MOVES);
});

test('a full version of another image stays one where as many numbers are known; else the note says that it is a line', () => {
  const first = (from: string): string =>
    fixes({ Dockerfile: `FROM ${from}\n` }).find((one) => one.startsWith('Use ')) ?? '';
  assert.match(first('debian:10.3'), /^Use debian:13\.\d+/);
  assert.doesNotMatch(first('debian:10.3'), MOVES);
  assert.match(first('node:16.13.0'), /^Use node:24, /);
  assert.match(first('node:16.13.0'), MOVES);
  assert.doesNotMatch(first('node:16'), MOVES);
});
