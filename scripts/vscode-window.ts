/** A window of the real editor with the extension, for pictures: nothing in it but the files and what the extension shows. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { CONFIG_NAME } from '../server/src/core/config/settings.ts';
import { PINNED_DAY } from './lib/pinned-day.ts';
import { ensureChromium, launch } from './vscode-browser.ts';
import { installServer, startServer } from './vscode-host.ts';

/** Settings that hide everything but the editor and the extension's output. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'window.autoDetectHighContrast': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'editor.minimap.enabled': false,
  'editor.accessibilitySupport': 'off',
  'telemetry.feedback.enabled': false,
  // The copy of the folder gets one, to pin the day.
  'files.exclude': { [CONFIG_NAME]: true },
};

export interface WindowOptions {
  /** A folder. The window shows a copy, because the editor writes into it, and a copy has no git decorations. */
  readonly folder: string;
  /** A file of the folder to open. */
  readonly file?: string;
  /** Settings beside those that hide things. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Size in CSS pixels, and how many pixels of the picture each has. */
  readonly size: { readonly width: number; readonly height: number; readonly scale: number };
}

/** Opens a window, passes its page to `use`, and ends the editor. */
export async function withWindow(
  { folder, file, settings, size }: WindowOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const chromium = ensureChromium();
  if (!chromium) throw new Error('no Chromium found: install one or set SEAWORTHY_CHROMIUM');
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-folder-'));
  const copy = path.join(parent, path.basename(folder));
  fs.cpSync(folder, copy, { recursive: true });
  if (!fs.existsSync(path.join(copy, CONFIG_NAME)))
    fs.writeFileSync(path.join(copy, CONFIG_NAME), `today: ${PINNED_DAY}\n`);
  const server = await startServer(installServer(), { automation: true, settings: { ...quiet, ...settings } });
  const browser = await launch(chromium);
  try {
    const { scale, ...viewport } = size;
    const context = await browser.newContext({ viewport, deviceScaleFactor: scale });
    const page = await context.newPage();
    const payload: [string, string][] = [['extensionDevelopmentPath', server.remote('.')]];
    if (file) payload.push(['openFile', server.remote(path.join(copy, file))]);
    await page.goto(server.page(copy, payload));
    await page
      .locator(file ? '.monaco-editor .view-line' : '.explorer-folders-view .monaco-list-row')
      .first()
      .waitFor();
    await use(page);
  } finally {
    await browser.close();
    await server.stop();
    fs.rmSync(parent, { recursive: true, force: true });
  }
}

/** Runs a command of the palette by its title. */
export async function palette(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input');
  await input.waitFor({ state: 'visible' });
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** Acts until something is visible and stays: on a busy machine the editor needs a while, and closes a list when findings arrive. */
export async function insist(page: Page, what: Locator, act: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 10 && !(await what.isVisible()); tries++) {
    await act();
    await what.waitFor({ timeout: 5000 }).catch(() => {});
    await page.waitForTimeout(500);
  }
  await what.waitFor();
}

/** Opens the Problems panel, waits for findings in it, and removes messages. */
export async function untilProblems(page: Page): Promise<void> {
  await palette(page, 'View: Focus Problems');
  await page.locator('.markers-panel .monaco-list-row').nth(1).waitFor({ timeout: 60_000 });
  await palette(page, 'Notifications: Clear All');
}

/** How a WebP picture is made: its quality (0 to 100), and how many CSS pixels at the top are left out. */
export interface PictureOptions {
  readonly quality?: number;
  readonly below?: number;
}

/** Takes a picture of the window. WebP is for the package: a third of the size of PNG. Playwright has no WebP, so Chromium itself makes it. */
export async function take(page: Page, file: string, { quality = 60, below = 0 }: PictureOptions = {}): Promise<void> {
  if (file.endsWith('.png')) {
    await page.screenshot({ path: file, animations: 'disabled' });
    return;
  }
  const { width, height } = page.viewportSize()!;
  const session = await page.context().newCDPSession(page);
  const clip = { x: 0, y: below, width, height: height - below, scale: 1 };
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality, clip });
  fs.writeFileSync(file, Buffer.from(data, 'base64'));
  await session.detach();
}
