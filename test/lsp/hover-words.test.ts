/** The hover over our own words: rule ids in ignore comments and in the configuration, keys and values; and that nothing is repeated. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { type Editor, FOLDER, vscode, withEditor } from '../support/editor.ts';
import { marked } from '../support/typed-at.ts';

let opened = 0;

/** The hover at the mark of a document, and the text that it is about. */
async function over(editor: Editor, name: string, text: string): Promise<{ value: string; about: string } | null> {
  const { text: whole, line, character } = marked(text);
  const uri = `${FOLDER}/hover${++opened}/${name}`;
  await editor.open(uri, whole, name === 'Dockerfile' ? 'dockerfile' : 'yaml');
  const hover = await editor.hover(uri, line, character);
  if (!hover) return null;
  const { start, end } = hover.range!;
  assert.equal(start.line, end.line);
  const about = whole.split(/\r?\n/)[start.line]!.slice(start.character, end.character);
  return { value: (hover.contents as { value: string }).value, about };
}

const ABOUT_ROOT =
  '**Runs as root** · `user/root-user`\n\nRoot of the container is root of the kernel.\n\n**warning** · on by default · has a safe fix';

test(
  'a rule id in an ignore comment and in the configuration: title, what it finds, severity, profile, fix',
  withEditor({}, async (editor) => {
    for (const [name, text] of [
      ['Dockerfile', 'FROM alpine:3.22\n# 😀 # seaworthy: ignore[build/label, user/ro|ot-user] why\nUSER root\n'],
      ['compose.yaml', 'services:\r\n  a:\r\n    image: x # seaworthy: ignore-file[user/root-user|]\r\n'],
      ['compose.yaml', 'services: [\n  # seaworthy: ignore[|user/root-user]\n  a: b: c\n'],
      ['.seaworthy.yaml', 'rules:\t\r\n  "😀":\toff\r\n  user/|root-user: off\r\n'],
      ['.seaworthy.yaml', 'rules: {user/root-user|: off\n'],
    ] as const) {
      const hover = await over(editor, name, text);
      assert.ok(hover?.value.endsWith(ABOUT_ROOT), `${text}\n${hover?.value}`);
      assert.equal(hover?.about, 'user/root-user');
    }
    const concern = await over(editor, '.seaworthy.yaml', 'rules:\n  us|er/*: off\n');
    assert.match(
      concern?.value ?? '',
      /^\*\*Every rule about user\*\* · `user\/\*`\n\nWho the program runs as\. The rule: `user\/root-user`\.$/,
    );
  }),
);

test(
  'a key of the configuration and a value',
  withEditor({}, async (editor) => {
    const key = await over(editor, '.seaworthy.yaml', 'pro|file: strict\n');
    assert.equal(
      key?.value,
      '`profile`\n\nHow much is reported. Each profile includes the ones before it\n\n' +
        '- `default`: Few findings, each certain (the default)\n- `strict`: Also missing hardening\n- `audit`: Everything, including findings that may be wrong',
    );
    assert.equal(
      (await over(editor, '.seaworthy.yaml', 'profile: st|rict\n'))?.value,
      '`profile: strict`\n\nAlso missing hardening',
    );
    assert.match(
      (await over(editor, '.seaworthy.yaml', 'secrets:\n  allow:\n    val|ues: [a]\n'))?.value ?? '',
      /^`secrets\.allow\.values`\n\nHashes of values/,
    );
  }),
);

test(
  'nothing over other words',
  withEditor({}, async (editor) => {
    for (const [name, text] of [
      ['Dockerfile', 'FROM alpine:3.22\n# user/root|-user is fine here\nCMD ["a"]\n'],
      ['Dockerfile', 'FROM alpine:3.22\nRUN echo "# seaworthy: ignore[user/root-|user]"\n'],
      ['.seaworthy.yaml', 'profil|: strict\n'],
      ['.seaworthy.yaml', 'profile: strict # pro|file\n'],
      ['.seaworthy.yaml', 'exclude: [pro|file]\n'],
      ['values.yaml', 'pro|file: strict\n'],
    ] as const)
      assert.equal(await over(editor, name, text), null, text);
  }),
);

test(
  'as plain text, and with the way to the page, for another editor',
  withEditor({ capabilities: { ...vscode, textDocument: {} }, initializationOptions: {} }, async (editor) => {
    assert.equal(
      (await over(editor, '.seaworthy.yaml', 'rules:\n  user/ro|ot-user: off\n'))?.value,
      'Runs as root · `user/root-user`\nRoot of the container is root of the kernel.\nwarning · on by default · has a safe fix',
    );
  }),
);

test(
  'a hover says each thing once: of several findings of a rule, and of an image whose finding names the day',
  withEditor({ rules, initializationOptions: {} }, async (editor) => {
    const hover = await over(editor, 'Dockerfile', 'FROM pyth|on:3.8-slim-bookworm\nUSER 1000\n');
    const value = hover?.value.replace(/\\(?=\W)/g, '') ?? '';
    assert.match(value, /Python 3\.8 has had no security updates since 2024-10-07/);
    assert.match(value, /- Source of 2024-10-07: endoflife\.date\/python, as of \d{4}-\d{2}-\d{2}/);
    const sentences = value.split(/\n+/).filter((s) => s !== '---' && s !== 'Fixes:');
    assert.deepEqual(
      sentences.filter((s, i) => sentences.indexOf(s) !== i),
      [],
    );
    assert.equal(value.match(/no security updates since 2024-10-07/g)?.length, 1);
  }),
);
