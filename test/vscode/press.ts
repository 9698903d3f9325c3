/**
 * Presses fixes in the light bulb of the real editor, many times in one session, and looks at the files on disk and at the messages on the
 * screen: what the suites cannot do, since they run inside the extension host.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** One file whose fix is pressed, and what must be there afterwards. */
interface Press {
  /** The folder of the file, in the opened folder; nothing else is in it. */
  readonly folder: string;
  readonly file: string;
  readonly text: string;
  /** The cursor goes to the end of the first line that holds this. */
  readonly line: string;
  /** The beginning of the action's title. */
  readonly title: string;
  /** The fix leaves its file unsaved, so that the user can look at it first. */
  readonly unsaved?: boolean;
  /** All files of the folder afterwards, by path in it. */
  readonly after: Readonly<Record<string, string>>;
  /** The beginning of the message. */
  readonly note: string;
}

/** A fix to press several times. */
export interface Pressed {
  readonly name: string;
  readonly presses: readonly Press[];
}

/** Settings of the editor: nothing beside the files, and nothing is saved by itself. */
export const pressSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'explorer.compactFolders': false,
  'explorer.autoReveal': false,
  'files.autoSave': 'off',
};

/** A fix of three files, two of them new, and a fix of one file. Both leave something to do. */
export function pressed(times: number): Pressed[] {
  const numbers = Array.from({ length: times }, (_, i) => String(i + 1).padStart(2, '0'));
  return [
    { name: 'a fix of three files changes all of them, and shows its note', presses: numbers.map(threeFiles) },
    { name: 'a fix of one file shows its note', presses: numbers.map(oneFile) },
  ];
}

function threeFiles(n: string): Press {
  const value = `kQ7vZx2mRb9T-w${n}`;
  const before = ['services:', '  db:', '    image: postgres:17.6', '    environment:'];
  const settings = ['      POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password'];
  const secrets = ['secrets:', '  postgres_password:', '    file: ./secrets/postgres_password.txt', ''];
  return {
    folder: `three-${n}`,
    file: 'compose.yaml',
    text: [...before, `      POSTGRES_PASSWORD: ${value}`, ''].join('\n'),
    line: value,
    title: 'Move the value to a secret file',
    after: {
      'compose.yaml': [...before, ...settings, '    secrets:', '      - postgres_password', ...secrets].join('\n'),
      'secrets/postgres_password.txt': value,
      '.gitignore': '/secrets/*.txt\n',
    },
    note: 'Seaworthy: To do by hand: (1) In a fresh clone, also in CI, write the value to `secrets/postgres_password.txt` first; (2) The old value stays',
  };
}

function oneFile(n: string): Press {
  const from = 'FROM alpine:3.22\n';
  const run = `echo "$NPM_TOKEN" > /token-${n}\nUSER 1000\n`;
  const mount = '--mount=type=secret,id=npm_token,env=NPM_TOKEN';
  return {
    folder: `one-${n}`,
    file: 'Dockerfile',
    text: `${from}ARG NPM_TOKEN\nRUN ${run}`,
    line: 'ARG',
    title: 'Mount it as a build secret',
    unsaved: true,
    after: { Dockerfile: `${from}RUN ${mount} ${run}` },
    note: 'Seaworthy: To do by hand: `--build-arg NPM_TOKEN` is no longer read',
  };
}

/** Writes the files of all presses into the folder that the editor is going to open. */
export function writePressed(root: string, list: readonly Pressed[]): void {
  for (const { folder, file, text } of list.flatMap((p) => p.presses)) {
    fs.mkdirSync(path.join(root, folder), { recursive: true });
    fs.writeFileSync(path.join(root, folder, file), text);
  }
}

/** Presses all in a page that shows the folder `root`, and prints a line for each fix. */
export async function pressAll(
  page: Page,
  root: string,
  list: readonly Pressed[],
  print: (line: string) => void,
): Promise<{ readonly passing: number; readonly failing: number }> {
  let passing = 0;
  for (const { name, presses } of list) {
    const wrong: string[] = [];
    for (const one of presses) {
      const error = await press(page, root, one);
      if (error !== undefined) wrong.push(`          ${one.folder}: ${error}`);
    }
    if (wrong.length === 0) passing++;
    const right = `${presses.length - wrong.length} of ${presses.length} times right`;
    print([`  ${wrong.length === 0 ? 'ok    ' : 'FAILED'}  ${name}: ${right}`, ...wrong].join('\n'));
  }
  return { passing, failing: list.length - passing };
}

/** Presses one fix. Returns what was wrong afterwards. */
async function press(page: Page, root: string, one: Press): Promise<string | undefined> {
  const row = (name: string): Locator =>
    page.locator(`.explorer-folders-view .monaco-list-row[aria-label="${name}"]`).first();
  const expected = JSON.stringify(sorted(one.after));
  const files = (): string => JSON.stringify(sorted(filesIn(path.join(root, one.folder))));
  const wrong: string[] = [];
  try {
    // A click opens or closes a folder, an arrow only opens or only closes it.
    await row(one.folder).click();
    await page.keyboard.press('ArrowRight');
    await row(one.file).dblclick();
    await page.locator('.monaco-editor .view-line', { hasText: one.line }).first().click();
    await page.keyboard.press('End');
    await (await action(page, one.title)).click();
    const message = await toast(page);
    if (!message.startsWith(one.note)) wrong.push(`the message is "${message}"`);
    if (one.unsaved) await page.keyboard.press('Control+S');
    const now = await until(files, (text) => text === expected);
    if (now !== expected) wrong.push(`the files are ${now}, not ${expected}`);
  } catch (error) {
    wrong.push(String(error).split('\n')[0]!, `the files are ${files()}`);
  }
  // The next press starts without a message and an open folder.
  await page.keyboard.press('Escape');
  await page.locator('.notifications-toasts .notification-toast').waitFor({ state: 'detached' });
  for (let tries = 0; tries < 50 && (await row(one.file).isVisible()); tries++) {
    await row(one.folder).click();
    await page.keyboard.press('ArrowLeft');
    await page.waitForTimeout(100);
  }
  return wrong.length === 0 ? undefined : wrong.join('; ');
}

/** The action of that title in the light bulb, which is opened until the server knows the file. */
async function action(page: Page, title: string): Promise<Locator> {
  const rows = page.locator('.action-widget .monaco-list-row.action');
  for (let tries = 0; tries < 20; tries++) {
    await page.keyboard.press('Control+.');
    try {
      await rows.first().waitFor({ timeout: 2000 });
      const found = rows.filter({ hasText: title });
      if ((await found.count()) > 0) return found.first();
    } catch {
      // No action yet.
    }
    await page.keyboard.press('Escape');
  }
  throw new Error(`no action "${title}" but ${JSON.stringify(await rows.allTextContents())}`);
}

/** The text of the message on the screen; '' if none comes within a minute, which a busy machine may take. */
async function toast(page: Page): Promise<string> {
  const message = page.locator('.notifications-toasts .notification-list-item-message');
  await message
    .first()
    .waitFor({ timeout: 60_000 })
    .catch(() => {});
  return (await message.allTextContents()).join(' | ');
}

/** Asks until `holds`, for thirty seconds; returns the last answer. */
async function until(get: () => string, holds: (now: string) => boolean): Promise<string> {
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 25))) {
    const now = get();
    if (holds(now) || Date.now() > end) return now;
  }
}

function filesIn(folder: string): Record<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  const paths = files.map((f) => path.relative(folder, path.join(f.parentPath, f.name)).split(path.sep).join('/'));
  return Object.fromEntries(paths.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

const sorted = (files: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
