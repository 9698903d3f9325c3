/** The hover over an image: what is known of its support, from where, and how old that is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FOLDER, vscode, withEditor } from '../support/editor.ts';

const COMPOSE = `services:
  db:
    image: postgres:14
`;
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  containers:
    - name: a
      image: redis:8.0
`;

/** Text of a hover, without escapes; `null` without one. */
const textOf = (hover: unknown): string | null =>
  (hover as { contents: { value: string } } | null)?.contents.value.replace(/\\(?=\W)/g, '') ?? null;

test(
  'support, source and age, in every kind of file',
  withEditor({ today: () => '2026-10-01' }, async (editor) => {
    const over = async (name: string, text: string, line: number, character: number): Promise<string | null> => {
      await editor.open(`${FOLDER}/${name}`, text);
      return textOf(await editor.hover(`${FOLDER}/${name}`, line, character));
    };
    assert.equal(
      await over('Dockerfile', 'FROM node:24-bullseye AS a\nCOPY --from=nginx:1.31 /etc /etc\n', 0, 7),
      'Support of the image:\n\n' +
        '- Node.js 24: security updates until 2028-04-30 (endoflife.date/nodejs, as of 2026-08-22)\n' +
        '- Debian 11 (bullseye): no security updates since 2026-08-31 (endoflife.date/debian, as of 2026-08-22)\n' +
        '- `node:24-bullseye` is rebuilt (docker-library/official-images, as of 2026-08-21)',
    );
    assert.equal(
      textOf(await editor.hover(`${FOLDER}/Dockerfile`, 1, 14)),
      'Support of the image:\n\n' +
        '- nginx 1.31: no end of support is announced (endoflife.date/nginx, as of 2026-08-22)\n' +
        '- `nginx:1.31` is rebuilt (docker-library/official-images, as of 2026-08-21)',
    );
    assert.match(
      (await over('compose.yaml', COMPOSE, 2, 14)) ?? '',
      /PostgreSQL 14: security updates until 2026-11-12/,
    );
    assert.match(
      (await over('pod.yaml', POD, 7, 16)) ?? '',
      /`redis:8.0` has not been rebuilt since 2026-05-07 \(docker-library\/official-images, as of 2026-08-21\)/,
    );
    assert.equal(await over('other/Dockerfile', 'FROM acme/shop:1.2\n', 0, 8), null);
    assert.match(
      (await over('gone/Dockerfile', 'FROM k8s.gcr.io/pause:3.9\n', 0, 8)) ?? '',
      /the registry is frozen, since 2023-04-03 \(https:\/\/kubernetes\.io\/\S+, https:\/\/kubernetes\.io\/\S+, as of 2023-03-10\)/,
    );
  }),
);

test(
  'after the findings, and as plain text for a client without Markdown',
  withEditor({ capabilities: { ...vscode, textDocument: {} } }, async (editor) => {
    await editor.open(`${FOLDER}/Dockerfile`, 'FROM centos:7\nUSER root\n');
    const text = textOf(await editor.hover(`${FOLDER}/Dockerfile`, 0, 8));
    assert.ok(
      text?.startsWith('Support of the image:\n`centos`: CentOS Linux is discontinued, since 2024-07-01 ('),
      text ?? '',
    );
  }),
);
