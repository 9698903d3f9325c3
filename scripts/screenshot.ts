/**
 * `npm run screenshot -- FILE.png|FILE.webp [FILE-TO-OPEN] [FOLDER] [--light-bulb]`: opens a file of a folder (examples/ by default) in the real editor
 * with the extension, waits for its findings in the Problems panel and takes a picture of the
 * window; with --light-bulb, the fixes of the first finding are open in it.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { CONFIG_NAME } from '../server/src/core/config/settings.ts';
import { PINNED_DAY } from './lib/pinned-day.ts';
import { ensureChromium, launch } from './vscode-browser.ts';
import { installServer, startServer } from './vscode-host.ts';

const lightBulb = process.argv.includes('--light-bulb');
const [picture, toOpen, folder = 'examples'] = process.argv.slice(2).filter((a) => !a.startsWith('--'));
if (!/\.(png|webp)$/.test(picture ?? '')) {
  console.error('usage: npm run screenshot -- FILE.png|FILE.webp [FILE-TO-OPEN] [FOLDER] [--light-bulb]');
  process.exit(2);
}
const chromium = ensureChromium();
if (!chromium) throw new Error('no Chromium found: install one or set SEAWORTHY_CHROMIUM');

/** Settings that hide everything but the editor and the extension's output. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.tips.enabled': false,
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'editor.minimap.enabled': false,
  'editor.accessibilitySupport': 'off',
  'telemetry.feedback.enabled': false,
  // The copy of the folder gets one, to pin the day.
  'files.exclude': { [CONFIG_NAME]: true },
};

/** WebP is for the package: a third of the size of PNG. Playwright has no WebP, so Chromium itself makes it. */
async function take(page: Page, file: string): Promise<void> {
  if (file.endsWith('.png')) {
    await page.screenshot({ path: file, animations: 'disabled' });
    return;
  }
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 60 });
  fs.writeFileSync(file, Buffer.from(data, 'base64'));
}

async function palette(page: Page, text: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input');
  await input.waitFor({ state: 'visible' });
  await input.fill(`>${text}`);
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

// The editor writes into the folder it opens, and a picture of a copy has no git decorations.
const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-folder-'));
const copy = path.join(parent, path.basename(folder));
fs.cpSync(folder, copy, { recursive: true });
if (!fs.existsSync(path.join(copy, CONFIG_NAME)))
  fs.writeFileSync(path.join(copy, CONFIG_NAME), `today: ${PINNED_DAY}\n`);
const server = await startServer(installServer(), { automation: true, settings });
const browser = await launch(chromium);
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const payload: [string, string][] = [['extensionDevelopmentPath', server.remote('.')]];
  if (toOpen) payload.push(['openFile', server.remote(path.join(copy, toOpen))]);
  await page.goto(server.page(copy, payload));
  await page
    .locator(toOpen ? '.monaco-editor .view-line' : '.explorer-folders-view .monaco-list-row')
    .first()
    .waitFor();
  await palette(page, 'View: Focus Problems');
  await page.locator('.markers-panel .monaco-list-row').nth(1).waitFor({ timeout: 30_000 });
  await palette(page, 'Notifications: Clear All');
  await page
    .locator('.monaco-editor .view-lines')
    .first()
    .click({ position: { x: 400, y: 5 } });
  await page.waitForTimeout(2000); // Colours of the grammar and squiggles come last.
  if (lightBulb) {
    await page.keyboard.press('F8');
    await page.locator('.marker-widget').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForTimeout(500); // The editor asks for fixes a moment after the cursor came to rest.
    await page.keyboard.press('Control+.');
    await page.locator('.actionList .monaco-list-row.action').first().waitFor();
    await page.waitForTimeout(500);
  }
  await take(page, picture!);
  console.log(picture);
} finally {
  await browser.close();
  await server.stop();
  fs.rmSync(parent, { recursive: true, force: true });
}
process.exit(0);
