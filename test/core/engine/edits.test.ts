/** After any edits, an engine reports the same as a new one: results kept between edits never show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Profile } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { withOtherLines } from '../../support/dockerfile-lines.ts';
import { shownReport } from '../../support/shown-report.ts';
import { deployments, pods } from './stream.ts';

/** Random numbers from 0 up to `below`, repeatable for a seed. */
function randomly(seed: number): (below: number) => number {
  let state = seed * 7919 + 13;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}

const POLICY =
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny, namespace: shop}\nspec: {podSelector: {}, policyTypes: [Ingress]}\n';
const ACCOUNT =
  'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default}\nautomountServiceAccountToken: false\n';
const SECRET =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: a\n      image: nginx:latest\n      env: [{name: SESSION_SECRET, value: bPq7-otter-Lantern-52}]\n';

/** What is put in: markers, comments that reach far, a directive, what is half typed, whole documents. */
const PIECES = [
  '---\n',
  '\n---\n',
  '...\n',
  '#c\n---\n',
  '%YAML 1.2\n',
  '\uFEFF',
  '\u2028',
  '\r\n',
  '-',
  '{{ .Values.x }}',
  '# seaworthy: ignore-file[privilege/*] why\n',
  '# seaworthy: ignore[image/mutable-tag] why\n',
  '# checkov:skip=CKV_K8S_8:why\n',
  'namespace: other\n',
  'name: "half typed\n',
  '            deeper: than it may be\n',
  ...[POLICY, ACCOUNT, SECRET].map((document) => `---\n${document}---\n`),
];

function edited(text: string, random: (below: number) => number): string {
  const at = random(text.length + 1);
  switch (random(6)) {
    case 0:
      return text.slice(0, at) + text.slice(at + random(40));
    case 1: {
      const documents = text.split(/^---\n/m);
      const moved = documents.splice(random(documents.length), 1);
      documents.splice(random(documents.length + 1), 0, ...moved, ...(random(2) === 0 ? moved : []));
      return documents.join('---\n');
    }
    case 2:
      return text.slice(0, at) + 'xyz'.slice(random(3)) + text.slice(at);
    default: {
      const line = text.lastIndexOf('\n', at) + 1;
      return text.slice(0, line) + PIECES[random(PIECES.length)] + text.slice(line);
    }
  }
}

const PROFILES: readonly Profile[] = ['default', 'strict', 'audit'];

/** Edits the files at random, and compares with a new engine each time. Most edits are of the first file. */
function assertSameAsNew(
  seed: number,
  files: Readonly<Record<string, string>>,
  edits: number,
  change: typeof edited = edited,
): void {
  const random = randomly(seed);
  const texts = new Map(Object.entries(files));
  const paths = [...texts.keys()];
  const engine = createEngine(rules, PINNED_DAY);
  engine.setComplete(true);
  for (const [path, text] of texts) engine.setFile(path, text);
  let profile: Profile = 'strict';
  engine.configure({ flags: { profile } });
  for (let edit = 0; edit < edits; edit++) {
    const path = random(5) === 0 ? paths[random(paths.length)]! : paths[0]!;
    texts.set(path, change(texts.get(path)!, random));
    engine.setFile(path, texts.get(path)!);
    // Several edits may come before anybody asks.
    if (random(3) === 0) continue;
    // Rarely: another configuration lets the engine keep nothing of its reports.
    if (random(8) === 0) {
      profile = PROFILES[random(3)]!;
      engine.configure({ flags: { profile } });
    }
    const fresh = createEngine(rules, PINNED_DAY);
    fresh.configure({ flags: { profile } });
    fresh.setComplete(true);
    for (const [file, text] of texts) fresh.setFile(file, text);
    for (const file of paths)
      assert.deepEqual(shownReport(engine.check(file)), shownReport(fresh.check(file)), `${file}, edit ${edit}`);
  }
}

for (const seed of [1, 2, 3, 4])
  test(`edits of a stream leave what a new engine would report, seed ${seed}`, () => {
    const files = { 'a.yaml': deployments(4) + pods(3), 'b.yaml': SECRET, '.gitignore': 'b.yaml\n' };
    assertSameAsNew(seed, files, 40);
  });

for (const seed of [5, 6])
  test(`edits of files whose fixes edit each other leave what a new engine would report, seed ${seed}`, () => {
    const compose =
      'services:\n  shop:\n    build:\n      context: .\n      args:\n        API_TOKEN: mT9-kQv2z7Rx4w\n    environment:\n      A_PASSWORD: bPq7-otter-Lantern-52\n';
    const files = {
      'compose.yaml': compose,
      Dockerfile: 'FROM alpine:3.22\nARG API_TOKEN\nRUN fetch --token "$API_TOKEN"\n',
      '.env': 'A="b"\nC=d\n',
      '.gitignore': '.env\n',
    };
    assertSameAsNew(seed, files, 40);
  });

const STAGES = `ARG VERSION=1
FROM node:22-alpine AS base
ARG VERSION
ENV OFF=1 NAME=app
SHELL ["/bin/sh", "-c"]
RUN apk add --no-cache curl && curl -fsSL http://downloads.example.com/a.sh | sh
ONBUILD RUN sudo make
FROM base AS build
COPY . /srv/
ENV NODE_TLS_REJECT_UNAUTHORIZED=$OFF
RUN cat > /start.sh <<EOF
exec gosu app "$@"
EOF
RUN --mount=type=cache,target=/root/.npm \\
    npm config set strict-ssl false && \\
    npm ci
USER $NAME
FROM debian:10-slim
ARG API_TOKEN
COPY --from=build /srv /srv
RUN setcap cap_net_raw+ep /srv/ping && wget --no-check-certificate https://example.com/b
ENTRYPOINT ["/start.sh"]
CMD ["sh", "-c", "sudo node ."]
`;

for (const seed of [7, 8, 9, 10])
  test(`edits of a Dockerfile leave what a new engine would report, seed ${seed}`, () => {
    const compose = 'services:\n  shop:\n    build:\n      context: .\n      args: {OFF: "0", NAME: root}\n';
    const change: typeof edited = (text, random) =>
      text.startsWith('services') || random(3) === 0 ? edited(text, random) : withOtherLines(text, random);
    assertSameAsNew(seed, { Dockerfile: STAGES, 'compose.yaml': compose }, 40, change);
  });
