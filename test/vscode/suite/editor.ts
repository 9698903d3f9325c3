/** What the editor's tests share: files of the opened folder, and waiting for what the editor shows. No Node here: web too. */
import * as vscode from 'vscode';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The address of a file of the opened folder, a copy of test/vscode/workspace of which every run gets its own. */
export const file = (name: string): vscode.Uri => vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);

/** Writes a file of the opened folder behind the editor's back. */
export const write = (name: string, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(file(name), encoder.encode(text));

/** Reads a file of the opened folder as it is on disk. */
export const onDisk = async (name: string): Promise<string> =>
  decoder.decode(await vscode.workspace.fs.readFile(file(name)));

/** Writes a file and shows it in an editor. */
export async function openNew(name: string, text: string): Promise<vscode.TextEditor> {
  await write(name, text);
  return vscode.window.showTextDocument(file(name));
}

/** Closes every editor, throwing away what was not saved. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Our findings in a document as the editor has them now. */
export const findings = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter((d) => d.source?.toLowerCase() === 'seaworthy');

/** The rule a finding names. */
export const ruleOf = ({ code }: vscode.Diagnostic): string =>
  String(typeof code === 'object' && code !== null ? code.value : code);

/** Waits until the findings of a document satisfy `holds`, and returns them. */
export const untilFindings = (
  uri: vscode.Uri,
  what: string,
  holds: (found: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> =>
  until(
    what,
    () => findings(uri),
    holds,
    (found) => found.map((d) => `${d.range.start.line + 1}: ${ruleOf(d)}`).join(', ') || 'no findings',
  );

/** Waits until a finding of `rule` is there, and returns it. */
export async function untilFinding(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  const found = await untilFindings(uri, `a finding of ${rule}`, (all) => all.some((d) => ruleOf(d) === rule));
  return found.find((d) => ruleOf(d) === rule)!;
}

/** Waits until `rule` has no finding. */
export const untilGone = (uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic[]> =>
  untilFindings(uri, `no finding of ${rule}`, (all) => all.every((d) => ruleOf(d) !== rule));

/** Asks `get` until its answer satisfies `holds`; after `limit` milliseconds throws, saying what was there instead. */
export async function until<T>(
  what: string,
  get: () => T | Thenable<T>,
  holds: (value: T) => boolean,
  shown: (value: T) => string = String,
  limit = 20_000,
): Promise<T> {
  for (const end = Date.now() + limit; ; await new Promise((resolve) => setTimeout(resolve, 25))) {
    const value = await get();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`waited for ${what}, there was: ${shown(value)}`);
  }
}

/**
 * Does something to files and waits for what it should bring; undoes and does it again, three times at most: the file watcher of an editor
 * that runs without its native parts loses an event now and then, which is not what is tested.
 */
export async function insist(
  act: () => Thenable<unknown>,
  undo: () => Thenable<unknown>,
  wait: () => Promise<unknown>,
): Promise<void> {
  for (let tries = 0; ; tries++) {
    await act();
    try {
      await wait();
      return;
    } catch (error) {
      if (tries === 3) throw error;
      await undo();
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

/**
 * Makes a folder whose events the editor sends: each level by itself, and again until a file in it is noticed. On Linux the editor's watcher
 * can miss, for good, what lies in a folder that was made before its parent was watched.
 */
export async function makeWatched(name: string): Promise<void> {
  const { createDirectory, delete: remove } = vscode.workspace.fs;
  const levels = name.split('/').map((_, index, all) => file(all.slice(0, index + 1).join('/')));
  const noticed = new Set<string>();
  const watcher = vscode.workspace.createFileSystemWatcher('**', false, true, true);
  watcher.onDidCreate((uri) => noticed.add(uri.path));
  const isNoticed = (uri: vscode.Uri): Promise<boolean> =>
    until('an event', () => noticed.has(uri.path), Boolean, String, 3000).catch(() => false);
  try {
    for (let tries = 0; ; tries++) {
      for (const level of levels) {
        await createDirectory(level);
        await isNoticed(level);
      }
      await write(`${name}/watched-${tries}`, '');
      if (await isNoticed(file(`${name}/watched-${tries}`))) return;
      if (tries === 9) throw new Error(`the editor does not watch ${name}`);
      await remove(levels[0]!, { recursive: true });
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  } finally {
    watcher.dispose();
  }
}

/** Throws unless both are equal. */
export function equal(actual: string | number | boolean, expected: string | number | boolean): void {
  if (actual !== expected) throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

/** Every code action the editor offers at `range`, resolved, of the `kind` named. */
export const actions = (uri: vscode.Uri, range: vscode.Range, kind: string): Thenable<vscode.CodeAction[]> =>
  vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind, 50);

/** Applies the first action at `range` whose title matches `title`: its edit, then its command. */
export async function apply(uri: vscode.Uri, range: vscode.Range, title: RegExp, kind = 'quickfix'): Promise<void> {
  const offered = await until(
    `an action ${title}`,
    () => actions(uri, range, kind),
    (all) => all.some((a) => title.test(a.title)),
    (all) => all.map((a) => a.title).join(', ') || 'no actions',
  );
  const action = offered.find((a) => title.test(a.title))!;
  if (action.edit && !(await vscode.workspace.applyEdit(action.edit))) throw new Error(`not applied: ${action.title}`);
  if (action.command) {
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  }
}
