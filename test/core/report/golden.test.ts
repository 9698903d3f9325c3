/** Every format, as it is printed for the same small run: `golden.md` shows them. `UPDATE=1` writes it anew. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { PINNED_DAYS } from '../../../scripts/lib/pinned-day.ts';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { KNOWLEDGE_DAY } from '../../../server/src/core/image/knowledge/date.ts';
import { byPlace, type Run } from '../../../server/src/core/report/finding.ts';
import { json, jsonl } from '../../../server/src/core/report/json.ts';
import { printed, printedIgnored } from '../../../server/src/core/report/print.ts';
import { sarif } from '../../../server/src/core/report/sarif.ts';
import { text } from '../../../server/src/core/report/text.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { others } from '../../support/report-formats.ts';

/** Two rules, so that new ones change nothing here. */
const some = rules.filter(({ meta }) =>
  ['build/add-instead-of-copy', 'privilege/privileged-container'].includes(meta.id),
);
const FILES = {
  'a, b/Dockerfile': 'FROM node:22-alpine\nADD app.js /app/\nUSER node\n',
  'k8s/pod.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: "web & <db>"
spec:
  containers:
    - name: app
      image: registry.k8s.io/pause:3.10
      securityContext:
        privileged: true
    - name: tool
      image: registry.k8s.io/pause:3.10
      securityContext:
        privileged: true # seaworthy: ignore[privilege/privileged-container] reads the disks of the node
`,
};

function run(): Run {
  const engine = engineOver(new Map(Object.entries(FILES)), some, { flags: { profile: 'strict' } });
  const reports = engine.paths().map((path) => engine.check(path));
  const same = (path: string): string => path;
  return {
    ...{ version: '0.0.0', days: PINNED_DAYS, files: 2, suppressed: 1 },
    findings: reports.flatMap((r) => printed(engine, r, same, { frames: true, edits: true })).sort(byPlace),
    ignored: reports.flatMap((r) => printedIgnored(engine, r, same)),
    problems: [{ path: '.seaworthy.yaml', startLine: 1, startColumn: 1, message: 'Unknown key `profil`' }],
    unread: [
      { path: 'cut.yaml', extent: 'partly', why: 'line 3: an unresolved merge conflict', startLine: 3, startColumn: 1 },
      {
        path: 'large.yaml',
        extent: 'not-read',
        why: 'is larger than 10 MB',
        startLine: undefined,
        startColumn: undefined,
      },
    ],
  };
}

test('every format', () => {
  const all = run();
  const metas = some.map(({ meta }) => meta);
  const formats: [string, string][] = [
    ['text', text(all, false)],
    ['json', json(all)],
    ['jsonl', jsonl(all)],
    ['sarif', sarif(all, metas, () => 'Page of the rule.\n')],
    ...others(all),
  ];
  const shown = formats
    .map(
      ([name, out]) =>
        `## ${name}\n\n\`\`\`\`text\n${out.replaceAll(KNOWLEDGE_DAY, '(the day of the facts)')}\`\`\`\`\n`,
    )
    .join('\n');
  const page = `# The formats\n\nWritten by \`golden.test.ts\`.\n\n${shown}`;
  const file = 'test/core/report/golden.md';
  if (process.env.UPDATE === '1') writeFileSync(file, page);
  assert.equal(page, readFileSync(file, 'utf8'));
});
