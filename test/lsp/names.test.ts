/**
 * The language server sends no secret of a known format that stands in a name: not in diagnostics, hovers, actions, labels of edits, the
 * log, messages and the status. Addresses and the texts of edits keep it: programs read them.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { editorHost } from '../../server/src/host/browser.ts';
import type { Host } from '../../server/src/host/host.ts';
import { type Editor, FOLDER, start, until, vscode } from '../support/editor.ts';
import { FAMILIES, named, PLACES, shows } from '../support/names-planted.ts';
import { OUTPUTS, type Output, outputOf, type Sent, sentBy } from '../support/names-sent.ts';
import { fake, write } from '../support/secrets-fake.ts';

/** Editors that get all text in different ways: edits on request or at once, Markdown or plain text, pulled or pushed diagnostics. */
const EDITORS: Readonly<Record<string, { readonly capabilities: object; readonly initializationOptions: object }>> = {
  'VS Code': { capabilities: vscode, initializationOptions: { files: true, pages: true, notes: true } },
  'edits at once, Markdown': {
    capabilities: { ...vscode, textDocument: { ...vscode.textDocument, codeAction: {} } },
    initializationOptions: { notes: true },
  },
  'pushed, plain text': {
    capabilities: { textDocument: { publishDiagnostics: { relatedInformation: true } } },
    initializationOptions: {},
  },
};

/** A folder of its own for each place. */
const places = Object.entries(PLACES).map(([place, files], i) => ({ place, files, folder: `place${i}` }));

/** Files in memory; those of `unread/` cannot be read. Once `locked`, no file may be changed. */
function hostOf(files: ReadonlyMap<string, string>) {
  let locked = false;
  let read = 0;
  const memory = editorHost({
    listFiles: async (folder) => [...files.keys()].filter((uri) => uri.startsWith(`${folder}/`)),
    readFile: async (uri) => {
      read++;
      const text = files.get(uri);
      return text === undefined || uri.includes('/unread/') ? { problem: 'is broken' } : { text };
    },
  });
  const host: Host = { ...memory, mayChange: (...place) => !locked && memory.mayChange(...place) };
  return {
    host,
    /** Files that the server asked for. */
    asked: () => read,
    lock: (now: boolean) => {
      locked = now;
    },
  };
}

const languageOf = (path: string): string =>
  path.endsWith('Dockerfile') ? 'dockerfile' : path.endsWith('.env') ? 'dotenv' : 'yaml';

/**
 * Uses everything that the server offers on the files of all places, with a name for each place. Returns what it sent, by place.
 */
async function used(
  kind: string,
  nameIn: (place: string) => string,
): Promise<{ readonly place: string; readonly sent: readonly Sent[] }[]> {
  const files = new Map<string, string>();
  // Places with the same password would have no fix: it would have to change in all of them.
  const textsIn = ({ place, files: texts, folder }: (typeof places)[number]) =>
    // Places with the same password would have no fix: it would have to change in all of them.
    [...named(texts, nameIn(place))].map(
      ([path, text]) => [path, text.replaceAll('k7Qm2Zx9Rb', `k7Qm2Zx9R${folder}`)] as const,
    );
  for (const one of places) for (const [path, text] of textsIn(one)) files.set(`${FOLDER}/${one.folder}/${path}`, text);
  const { host, asked, lock } = hostOf(files);
  const settings = { profile: 'audit', diagnostics: { scope: 'openFiles' } };
  const { capabilities, initializationOptions } = EDITORS[kind]!;
  const editor = await start({
    host,
    rules,
    settings: { [FOLDER]: settings },
    capabilities,
    initializationOptions: { ...initializationOptions, settings },
    refuse: async () => ({ applied: false }),
  });
  const out: { place: string; sent: Sent[] }[] = [];
  const keep = (place: string): void => void out.push({ place, sent: sentBy(editor) });
  try {
    await until('the folder to be read', () => asked() >= files.size);
    for (const one of places) {
      for (const [path, text] of textsIn(one)) await useDocument(editor, `${FOLDER}/${one.folder}/${path}`, text, lock);
      keep(one.place);
    }
  } finally {
    await editor.end();
  }
  return out;
}

async function useDocument(editor: Editor, uri: string, text: string, lock: (locked: boolean) => void): Promise<void> {
  await editor.open(uri, text, languageOf(uri));
  const findings = await editor.findings(uri);
  const { length } = text.split('\n');
  const all = { start: { line: 0, character: 0 }, end: { line: length, character: 0 } };
  for (const { range } of findings) await editor.hover(uri, range.start.line, range.start.character);
  const actions: CodeAction[] = [
    ...(await editor.actions(uri, all)),
    ...(await editor.actions(uri, all, ['source.fixAll'])),
  ];
  for (const locked of [false, true]) {
    lock(locked);
    for (const action of actions) {
      const resolved = action.data ? await editor.resolve(structuredClone(action)) : action;
      const { command } = resolved;
      // The editor refuses the edits, so that the next action finds the same text.
      if (command) await editor.client.sendRequest('workspace/executeCommand', command);
    }
  }
  lock(false);
}

/** Places whose text the server never sends. The others are quoted in a message, and so in the hover of a client that does not show it itself. */
const NOWHERE: ReadonlySet<string> = new Set(
  'group of a user,port,label,ADD source,comment in a frame,URL of a download,environment name,file name,folder name'.split(
    ',',
  ),
);
/** Places with other outputs than a message. */
const SHOWN: Readonly<Record<string, string>> = {
  'key of a Secret': 'related',
  'variable of a service with a secret': 'diagnostic hover title label note message',
  'variable of a container with a secret': 'diagnostic hover title label note message',
  'service with a secret': 'diagnostic hover title label note message',
  'pod with a secret': 'diagnostic hover title label note message',
  'build argument': 'diagnostic hover title label note message',
  'built Dockerfile': 'diagnostic',
  'affected pods': 'diagnostic related hover',
  'environment file of a service': 'hover title label note message',
  'environment file': 'hover title label note message',
  'configuration key': 'diagnostic',
  'configuration of a rule': 'diagnostic',
  'folder of a configuration': 'status',
};

test('a plain name shows in these outputs', async () => {
  const letters = fake(26, 'a');
  const nameOf = new Map(
    Object.keys(PLACES).map((place, i) => [
      place,
      `plain${fake(14, 'a')}${letters[i % 26]}${letters[Math.floor(i / 26)]}`,
    ]),
  );
  const found = new Map<string, Set<Output | undefined>>();
  for (const kind of Object.keys(EDITORS))
    for (const { place, sent } of await used(kind, (p) => nameOf.get(p)!)) {
      const here = found.get(place) ?? new Set();
      found.set(place, here);
      for (const s of sent) if (shows(s.text, nameOf.get(place)!)) here.add(outputOf(s));
    }
  const shown = [...found].map(([place, here]) => [place, OUTPUTS.filter((o) => here.has(o)).join(' ')]);
  const expected = places.map(({ place }) => [place, NOWHERE.has(place) ? '' : (SHOWN[place] ?? 'diagnostic hover')]);
  assert.deepEqual(shown, expected);
});

// A family in all places of one editor, and each editor with several families: what a text is and who gets it do not depend on each other.
for (const [i, family] of FAMILIES.entries())
  test(`no output of the language server shows ${family} in a name`, async () => {
    const name = write(family);
    const kinds = Object.keys(EDITORS);
    const kind = kinds[i % kinds.length]!;
    const leaks: string[] = [];
    for (const { place, sent } of await used(kind, () => name))
      for (const { at, text } of sent) if (shows(text, name)) leaks.push(`${kind}: ${place}: ${at}: ${text}`);
    assert.deepEqual([...new Set(leaks)], []);
  });

/** What a folder whose files cannot be read leads to, with a name in their paths. */
async function logged(name: string): Promise<readonly Sent[]> {
  const { host } = hostOf(
    new Map([
      [`${FOLDER}/unread/a%20${name}.Dockerfile`, ''],
      [`${FOLDER}/unread/${name}/Dockerfile`, ''],
      [`${FOLDER}/deep%20${name}.yaml`, `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(2000)}\n`],
    ]),
  );
  const settings = { [FOLDER]: { configFile: `unread/${name}.yaml` } };
  const editor = await start({ host, rules, settings });
  try {
    await until('the log', () => editor.log.filter((line) => line.includes('was not read')).length === 3);
    await editor.findings(`${FOLDER}/deep%20${name}.yaml`);
    return sentBy(editor);
  } finally {
    await editor.end();
  }
}

test('the log shows plain names of files and masks tokens', async () => {
  const shown = async (name: string): Promise<number> => {
    const lines = (await logged(name)).filter((s) => outputOf(s) === 'log');
    return lines.filter((s) => shows(s.text, name)).length;
  };
  assert.equal(await shown(`plain${fake(14, 'a')}`), 4);
  for (const family of FAMILIES) assert.equal(await shown(write(family)), 0, family);
});

test('the name of the configuration in a title is masked', async () => {
  const titles = async (name: string): Promise<string> => {
    const files = { [`${FOLDER}/${name}.yaml`]: 'profile: audit\n', [`${FOLDER}/Dockerfile`]: 'FROM a:1\nUSER root\n' };
    const settings = { [FOLDER]: { configFile: `${name}.yaml` } };
    const editor = await start({ files, rules, settings });
    try {
      await editor.ready();
      const uri = `${FOLDER}/Dockerfile`;
      await editor.open(uri, files[uri]!);
      const all = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };
      return (await editor.actions(uri, all)).map((a) => a.title).join('\n');
    } finally {
      await editor.end();
    }
  };
  const plain = `plain${fake(14, 'a')}`;
  assert.ok((await titles(plain)).includes(` off in ${plain}.yaml`));
  for (const family of FAMILIES) assert.ok(!shows(await titles(write(family)), write(family)), family);
});
