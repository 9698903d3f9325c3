/** The pictures of the walkthrough, dark and light: what the steps tell the user to do, done in the real editor to the example that the first step opens. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { EXAMPLE } from '../client/src/example.ts';
import { PINNED_DAY } from './lib/pinned-day.ts';
import { terminalPicture } from './lib/terminal-picture.ts';
import { insist, palette, take, untilProblems, withWindow } from './vscode-window.ts';

const FOLDER = 'images/walkthrough';
const THEMES: Readonly<Record<string, string>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
};
const SIZE = { width: 440, height: 350, scale: 1 };
/** Height of the title bar, in CSS pixels: not in the pictures. */
const TITLE = 30;
/** Quality of WebP: the text can be read, and the package stays small. */
const QUALITY = 25;

/** Lines of the command line's output in its picture. */
const ROWS = 22;

/** Settings of a small window that shows an editor and a panel only. */
const small = {
  'workbench.activityBar.location': 'hidden',
  'workbench.statusBar.visible': false,
  'workbench.sideBar.location': 'right',
  'workbench.editor.showTabs': 'none',
  'breadcrumbs.enabled': false,
  'editor.lineNumbersMinChars': 2,
  'editor.folding': false,
  'editor.glyphMargin': false,
  'editor.scrollbar.vertical': 'hidden',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.occurrencesHighlight': 'off',
  'editor.selectionHighlight': false,
  'editor.overviewRulerBorder': false,
  'editor.hideCursorInOverviewRuler': true,
  'editor.fontSize': 12,
  'editor.cursorBlinking': 'solid',
};

/** Makes the pictures of all themes, and yields the name of each. */
export async function* walkthroughPictures(): AsyncGenerator<string> {
  fs.mkdirSync(FOLDER, { recursive: true });
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-example-'));
  const folder = path.join(parent, 'app');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'Dockerfile'), EXAMPLE);
  try {
    for (const [name, theme] of Object.entries(THEMES)) {
      const made: string[] = [];
      const settings = { ...small, 'workbench.colorTheme': theme };
      await withWindow({ folder, file: 'Dockerfile', settings, size: SIZE }, async (page) => {
        const picture = async (step: string): Promise<void> => {
          const file = `${FOLDER}/${step}-${name}.webp`;
          await take(page, file, { quality: QUALITY, below: TITLE });
          made.push(file);
        };
        await steps(page, picture);
      });
      yield* made;
    }
    const terminal = `${FOLDER}/check-before-commit.svg`;
    fs.writeFileSync(terminal, terminalPicture('seaworthy check --staged', output(folder), ROWS));
    yield terminal;
  } finally {
    fs.rmSync(parent, { recursive: true, force: true });
  }
}

async function steps(page: Page, picture: (step: string) => Promise<void>): Promise<void> {
  await palette(page, 'View: Close Primary Side Bar');
  await untilProblems(page);
  await palette(page, 'View: Close Panel');
  await page.waitForTimeout(2000); // Colours of the grammar and squiggles come last.
  await picture('open-file');

  await insist(page, page.locator('.monaco-hover:visible').first(), async () => {
    await page.mouse.move(5, 5);
    await word(page, 'sudo').hover({ position: WITHIN });
  });
  await page.waitForTimeout(1000);
  await picture('read-finding');

  await page.mouse.move(5, 5);
  await page.keyboard.press('Escape');
  await fixes(page, 'sudo');
  await picture('apply-fix');
  await page.keyboard.press('Escape');

  await fixes(page, 'root');
  await page
    .locator('.actionList .monaco-list-row.action', { hasText: /^Ignore .* here/ })
    .first()
    .click();
  await page.locator('.view-line', { hasText: 'seaworthy' }).first().waitFor();
  await page.waitForTimeout(500);
  await page.keyboard.type('drops root itself');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await page.waitForTimeout(1500);
  await picture('ignore-finding');
}

/** The last text of the editor that begins with a word, after a blank. */
const word = (page: Page, text: string): Locator =>
  page.locator('.monaco-editor .view-line span span', { hasText: new RegExp(`^\\s${text}\\b`) }).last();
/** A place within such a word, in pixels. */
const WITHIN = { x: 18, y: 8 };

async function fixes(page: Page, at: string): Promise<void> {
  await word(page, at).click({ position: WITHIN });
  await insist(page, page.locator('.actionList .monaco-list-row.action').first(), async () => {
    await page.waitForTimeout(700); // The editor asks for fixes a moment after the cursor came to rest.
    await page.keyboard.press('Control+.');
  });
}

/** What `seaworthy check --staged` prints in a new repository where the file is staged. */
function output(folder: string): string {
  for (const words of [
    ['init', '--quiet'],
    ['add', 'Dockerfile'],
  ])
    spawnSync('git', words, { cwd: folder });
  const words = [path.resolve('server/bin/seaworthy.js'), 'check', '--staged', '--color', '--today', PINNED_DAY];
  return spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' }).stdout;
}
