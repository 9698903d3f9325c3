import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setCapabilities } from '../../../server/src/core/dockerfile/file-capabilities.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse.ts';

const SET: readonly (readonly [run: string, names: readonly string[]])[] = [
  ['setcap cap_net_bind_service=+ep /app', ['NET_BIND_SERVICE']],
  ['setcap cap_net_bind_service+ep /app', ['NET_BIND_SERVICE']],
  ["apk add libcap && sudo setcap 'cap_net_raw,cap_net_admin=eip' /app", ['NET_RAW', 'NET_ADMIN']],
  ['setcap cap_net_raw+p /a && setcap CAP_NET_RAW=ep /b', ['NET_RAW']],
  ['setcap -r /app', []],
  ['setcap cap_net_raw= /app', []],
  ['setcap cap_net_raw-ep /app', []],
  ['echo setcap cap_net_raw=ep /app', []],
];
for (const [run, names] of SET)
  test(`setcap: ${run}`, () => {
    const { stages } = parseDockerfile(`FROM alpine AS base\nRUN ${run}\nFROM base\nCMD ["/app"]\n`);
    assert.deepEqual(setCapabilities(stages[1]!), names);
  });
