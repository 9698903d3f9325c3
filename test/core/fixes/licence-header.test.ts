/** A new file begins with the licence header of the files beside it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import { licenceHeader } from '../../../server/src/core/fixes/licence-header.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: example.com/web:1}]}
`;

/** The drafted policies beside a Deployment whose file begins with `head`. */
function draft(head: string): string {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile: 'strict' } });
  engine.setFile('k8s/web.yaml', head + WEB);
  engine.setComplete(true);
  const fixes = engine.check('k8s/web.yaml').findings.flatMap((f) => f.fixes);
  const created = fixes.flatMap((f) => f.changes()).flatMap((change) => ('create' in change ? [change.create] : []));
  assert.ok(created.length > 0);
  return created[0]!;
}

const SPDX = '# Copyright 2024 The Shop Authors\n# SPDX-License-Identifier: MIT\n';
const LICENSED = '#\n# Licensed to the Shop Foundation under one\n# or more agreements.\n#\n';

describe('a drafted policy has the header of its neighbour', () => {
  const cases: readonly [what: string, head: string, header: string][] = [
    ['SPDX', SPDX, SPDX],
    ['a block', `${LICENSED}\n`, LICENSED],
    ['after a separator', `---\n${SPDX}---\n`, SPDX],
    ['after a mark of the order of bytes', `\uFEFF${SPDX}`, SPDX],
    ['with other line ends', SPDX.replaceAll('\n', '\r\n'), SPDX],
    [
      'without comments for programs',
      `# yaml-language-server: $schema=pod.json\n${SPDX}# checkov:skip=CKV_1: a\n`,
      SPDX,
    ],
  ];
  for (const [what, head, header] of cases)
    test(what, () => {
      const text = draft(head);
      assert.ok(text.startsWith(`${header}\n---\n# `), text.slice(0, 300));
      assert.ok(!text.startsWith(`${header}\n${header}`));
    });
});

describe('other comments stay where they are', () => {
  for (const head of ['', '# The web server, licensed or not\n', '# Copyright is a word\n', `# a\n\n${SPDX}`])
    test(JSON.stringify(head), () => assert.doesNotMatch(draft(head), /SPDX|licensed|Copyright|# a\n/));
});

test('the comment of a template becomes a comment of YAML', () => {
  assert.equal(licenceHeader(`{{- /*\n${SPDX}*/ -}}\napiVersion: v1\n`), `${SPDX}\n`);
  assert.equal(
    licenceHeader('{{/* Copyright 2024 Shop\n\nAll rights reserved. */}}\n'),
    '# Copyright 2024 Shop\n#\n# All rights reserved.\n\n',
  );
  assert.equal(licenceHeader('{{/* Values of the shop. */}}\n# Copyright 2024 Shop\n'), '');
});
