/** Every file of every page means the same with other line ends and with a comment above it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { globSync } from '../../scripts/lib/files.ts';
import { pageOf } from '../../scripts/lib/rule-page.ts';
import { classify, type FileKind } from '../../server/src/core/files/classify.ts';
import { changesIn } from './routes.ts';

const COMMENTED: ReadonlySet<FileKind> = new Set(['dockerfile', 'compose', 'kubernetes', 'env', 'kustomization']);

const FORMS: Readonly<Record<string, (text: string) => string>> = {
  'with CRLF': (text) => text.replace(/\r?\n/g, '\r\n'),
  'with a comment below': (text) => `${text.replace(/\n?$/, '\n')}# end\n`,
};

for (const [name, form] of Object.entries(FORMS))
  test(name, () => {
    const failures: string[] = [];
    let files = 0;
    for (const page of globSync('test/rules', (f) => f.endsWith('.md'))) {
      const id = page.slice('test/rules/'.length, -'.md'.length);
      for (const { title, files: all } of pageOf(id, readFileSync(page, 'utf8')).cases)
        for (const [path, text] of all) {
          if (!COMMENTED.has(classify(path, text)) || path.endsWith('.json')) continue;
          files++;
          // A file that cannot be parsed is compared as text.
          for (const change of changesIn({ [path]: text }, { [path]: form(text) }))
            if (!change.startsWith(`${path} / text:`)) failures.push(`${id} "${title}": ${change}`);
        }
    }
    assert.deepEqual(failures, []);
    assert.ok(files > 500, `only ${files} files`);
  });
