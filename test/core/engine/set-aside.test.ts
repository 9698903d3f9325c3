/** Files below a README that says that nobody maintains them are lowered. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Severity } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

const UNVERIFIED = 'FROM alpine:3.22\nRUN curl -k https://shop.acme.net/a -o a\n';
const TLS_OFF = 'network/tls-verification-off';

describe('by a README', () => {
  /** The severity of a finding in `deploy/web/Dockerfile` beside a README. */
  const beside = (readme: string, at = 'README.md'): Severity | undefined => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.configure({ flags: { profile: 'strict' } });
    engine.setFile('deploy/web/Dockerfile', UNVERIFIED);
    engine.setFile(at, readme);
    engine.setComplete(true);
    return engine.check('deploy/web/Dockerfile').findings.find((f) => f.rule === TLS_OFF)?.severity;
  };
  for (const text of [
    '# Deprecated\n\nPlease see the guide.\n',
    '# Shop\n\n> **DEPRECATED**: use another one\n',
    '# Shop [archived]\n',
    '# Shop\n\n**This repository is no longer maintained.**\n',
    '# ARCHIVED\n\nPlease try one of these:\n',
    `# Shop\n${'[![Build](https://ci.example.com/shop.svg)](https://ci.example.com/shop)\n'.repeat(9)}\n## ARCHIVED\n`,
    `<!-- A comment\nof two lines -->\n${'<a href="https://example.com"><img src="a.png"></a>\n\n'.repeat(7)}This repository has been archived.\n`,
    `# Shop\n\n${'[![x][badge]][link]\n'.repeat(7)}\n${'[badge]: https://example.com/a.svg\n'.repeat(7)}> This project is no longer maintained\n`,
    '<h1 align="center">Shop (archived)</h1>\n\n**ARCHIVED**\n',
    '![badge](x)\nNote that this project has been superseded by another one\n',
  ])
    test(`not maintained: ${JSON.stringify(text)}`, () => {
      assert.equal(beside(text), 'info');
      assert.equal(beside(text, 'deploy/readme.md'), 'info');
    });
  for (const text of [
    '# Shop\n\nA shop.\n',
    '# Shop\n\nThis project is maintained.\n',
    '# Shop\n\nThe setting `old` is deprecated.\n',
    '# Deprecated settings\n',
    '# Archived orders can be listed\n',
    `# Shop\n\n<!-- This repository has been archived -->\n`,
    '# Shop\n\n[![ARCHIVED](https://example.com/archived.svg)](https://example.com)\n',
    `# Shop\n\n${'[link](https://example.com)\n'.repeat(6)}ARCHIVED\n`,
    `# Shop\n\n${'Another line.\n\n'.repeat(6)}This project is deprecated\n`,
  ])
    test(`maintained: ${JSON.stringify(text.slice(0, 60))}`, () => assert.equal(beside(text), 'warning'));

  test('of another folder says nothing', () => {
    assert.equal(beside('# Deprecated\n', 'other/README.md'), 'warning');
    assert.equal(beside('# Deprecated\n', 'deploy/web/old/README.md'), 'warning');
  });

  test('that changes later', () => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.configure({ flags: { profile: 'strict' } });
    const severity = (): Severity | undefined =>
      engine.check('Dockerfile').findings.find((f) => f.rule === TLS_OFF)?.severity;
    engine.setFile('Dockerfile', UNVERIFIED);
    engine.setComplete(true);
    assert.equal(severity(), 'warning');
    engine.setFile('README.md', '# Deprecated\n');
    assert.equal(severity(), 'info');
    engine.removeFile('README.md');
    assert.equal(severity(), 'warning');
  });
});
