/** A fix of an image keeps the release of the distribution whose packages the build installs in exact versions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyFix } from '../../support/every-fix.ts';

function fixes(from: string, run: string): string[] {
  const isImage = ({ meta }: { readonly meta: { readonly id: string } }): boolean => meta.id === 'image/end-of-life';
  const text = `FROM ${from} AS build\nRUN ${run}\nFROM build\nCMD ["/bin/app"]\n`;
  return [...everyFix(new Map([['Dockerfile', text]]), 'default', isImage)].map(({ fix, failures }) => {
    assert.deepEqual(failures, [], fix.title);
    return `${fix.title} | ${fix.note ?? ''}`.replaceAll('`', '');
  });
}

test('none that moves to another release', () => {
  for (const [from, run] of [
    ['alpine:3.16', 'apk add --no-cache curl=7.83.1-r6'],
    ['alpine:3.16', "apk add --no-cache git 'build-base=0.5-r3'"],
    ['alpine:3.16', 'apk --no-cache add "curl~=7.83"'],
    ['alpine:3.16', 'set -e; apk update && apk add curl=$CURL_VERSION'],
    ['python:3.12-alpine3.16', 'apk add curl=7.83.1-r6'],
    ['debian:buster', 'apt-get update && apt-get install -y --no-install-recommends curl=7.64.0-4 git'],
    ['python:3.12-slim-buster', 'apt-get update && apt-get -y install libpq5:amd64=11.22-0+deb10u1'],
    ['centos:7', 'yum install -y nginx-1:1.20.1-10.el7'],
  ] as const)
    assert.deepEqual(fixes(from, run), [], `${from} ${run}`);
});

test('any where packages have no exact version, or the release stays', () => {
  for (const [from, run] of [
    ['alpine:3.16', 'apk add --no-cache curl git'],
    ['alpine:3.16', 'apk add --virtual=.build --repository=https://packages.example.com/a curl'],
    ['alpine:3.16', 'npm install left-pad@1.3.0 && cargo add serde@=1.0.3'],
    ['rockylinux:8', 'dnf install -y nginx-1.14.1-9.module+el8.4.0+542+81547229.el8'],
    ['debian:buster', 'apt-get install -y curl -o Acquire::Retries=3'],
  ] as const)
    assert.ok(fixes(from, run).length > 0, `${from} ${run}`);
});

test('a note where the tag does not say which release it is of', () => {
  const [first] = fixes('node:18', 'apt-get update && apt-get install -y curl=7.88.1-10');
  assert.match(first!, /Change the versions of packages such as curl \(line 2\)/);
  assert.doesNotMatch(fixes('node:18', 'apt-get install -y curl')[0]!, /packages such as/);
});

test('the title says that the digest goes', () => {
  const digest = `sha256:${'0a'.repeat(32)}`;
  assert.match(
    fixes(`alpine:3.16@${digest}`, 'true')[0]!,
    /^Use alpine:3\.\d+(?:, the \w+ line.*)?, without a digest \|/,
  );
  assert.doesNotMatch(fixes('alpine:3.16', 'true')[0]!, /digest/);
});
