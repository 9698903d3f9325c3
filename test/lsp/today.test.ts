/** The server's day: it follows the clock at the next request or edit, unless the configuration pins it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KNOWLEDGE_DAY } from '../../server/src/core/image/knowledge/date.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import type { Day } from '../../server/src/core/text/day.ts';
import { FOLDER, until, vscode, withEditor } from '../support/editor.ts';

/** Ends on 2026-11-12. */
const POSTGRES = 'FROM postgres:14\nUSER postgres\n';
const DOCKERFILE = `${FOLDER}/Dockerfile`;
const CONFIG = `${FOLDER}/.seaworthy.yaml`;
const [BEFORE, AFTER]: readonly Day[] = ['2026-11-11', '2026-11-13'];

/** A clock that tests set. */
const clock = () => {
  let day = BEFORE!;
  return {
    today: () => day,
    set: (to: Day): void => {
      day = to;
    },
  };
};

const ENDED = '1 image/end-of-life';

const pulling = clock();
test(
  'the next request after midnight answers as of the new day, and other documents are refreshed',
  withEditor({ rules, today: pulling.today }, async (editor) => {
    await editor.ready();
    await editor.open(DOCKERFILE, POSTGRES);
    const first = await editor.pull(DOCKERFILE);
    assert.ok(first.kind === 'full' && !first.items.some((d) => d.code === 'image/end-of-life'));
    await until('the refresh after reading', () => editor.refreshes() > 0);
    const before = editor.refreshes();
    pulling.set(AFTER!);
    const second = await editor.pull(DOCKERFILE, first.resultId);
    assert.ok(second.kind === 'full' && second.items.some((d) => d.code === 'image/end-of-life'));
    await until('a refresh', () => editor.refreshes() === before + 1);
    const third = await editor.pull(DOCKERFILE, second.resultId);
    assert.equal(third.kind, 'unchanged');
    const hover = await editor.hover(DOCKERFILE, 0, 6);
    assert.match(JSON.stringify(hover), /image\/end-of-life/);
    // A clock may be set back.
    pulling.set(BEFORE!);
    assert.ok(!(await editor.rules(DOCKERFILE)).includes(ENDED));
    assert.doesNotMatch(
      JSON.stringify(await editor.hover(DOCKERFILE, 0, 6)),
      /image\/end-of-life/,
      'hovers follow too',
    );
  }),
);

const pushing = clock();
test(
  'a client that cannot pull gets the findings of the new day with the next edit, for all documents',
  withEditor(
    {
      rules,
      today: pushing.today,
      capabilities: { ...vscode, textDocument: { ...vscode.textDocument, diagnostic: undefined } },
    },
    async (editor) => {
      const other = `${FOLDER}/other/Dockerfile`;
      const codes = (uri: string) =>
        editor.pushed.findLast((p) => p.uri === uri)?.diagnostics.map((d) => String(d.code));
      await editor.open(DOCKERFILE, POSTGRES);
      await editor.open(other, POSTGRES);
      await until('diagnostics', () => codes(DOCKERFILE) !== undefined && codes(other) !== undefined);
      assert.ok(!codes(DOCKERFILE)!.includes('image/end-of-life'));
      pushing.set(AFTER!);
      await editor.type(DOCKERFILE, 'USER', '# edited\nUSER');
      for (const uri of [DOCKERFILE, other])
        await until(`the finding in ${uri}`, () => codes(uri)!.includes('image/end-of-life'));
    },
  ),
);

const pinned = clock();
test(
  'the configuration pins the day, and the status of a file states it',
  withEditor({ rules, today: pinned.today, files: { [CONFIG]: `today: ${BEFORE}\n` } }, async (editor) => {
    await editor.ready();
    await editor.open(DOCKERFILE, POSTGRES);
    const status = () => editor.fileStatuses.findLast((s) => s.uri === DOCKERFILE);
    pinned.set(AFTER!);
    assert.ok(!(await editor.rules(DOCKERFILE)).includes(ENDED));
    assert.deepEqual(status(), {
      ...{ uri: DOCKERFILE, profile: 'default', config: '.seaworthy.yaml' },
      ...{ today: BEFORE, knowledge: KNOWLEDGE_DAY },
    });
    await editor.disk(CONFIG, undefined);
    await until('the finding without the key', async () => (await editor.rules(DOCKERFILE)).includes(ENDED));
    assert.equal(status()?.today, AFTER);
    pinned.set('2027-01-01');
    await editor.rules(DOCKERFILE);
    assert.equal(status()?.today, '2027-01-01');
  }),
);

test(
  'a wrong day is an error in the configuration',
  withEditor({ rules }, async (editor) => {
    await editor.open(CONFIG, 'today: 2026-02-30\n', 'yaml');
    const [found, ...more] = await editor.findings(CONFIG);
    assert.deepEqual(
      [found?.message, found?.severity, more.length],
      ['`today` must be a day such as `2026-08-22`', 1, 0],
    );
  }),
);
