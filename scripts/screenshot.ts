/**
 * `npm run screenshot`: makes all pictures of the README, the extension's page and the walkthrough (images/), by the real editor.
 * `npm run screenshot -- FILE.png|FILE.webp [FILE-TO-OPEN] [FOLDER] [--light-bulb]`: one picture of a file of a folder (examples/ by default) with its findings
 * in the Problems panel; with --light-bulb, the fixes of the first finding are open in it.
 */
import { walkthroughPictures } from './vscode-pictures.ts';
import { insist, take, untilProblems, withWindow } from './vscode-window.ts';

async function one(picture: string, file: string | undefined, folder: string, lightBulb: boolean): Promise<void> {
  // With more pixels than that, taking a WebP picture closes the list: the editor sees another screen.
  const size = { width: 1280, height: 800, scale: 1 };
  const settings = { 'workbench.colorTheme': 'Default Dark Modern' };
  await withWindow({ folder, ...(file && { file }), settings, size }, async (page) => {
    await untilProblems(page);
    await page
      .locator('.monaco-editor .view-lines')
      .first()
      .click({ position: { x: 400, y: 5 } });
    await page.waitForTimeout(2000); // Colours of the grammar and squiggles come last.
    if (lightBulb) {
      await page.keyboard.press('F8');
      await page.locator('.marker-widget').waitFor();
      await page.keyboard.press('Escape');
      await insist(page, page.locator('.actionList .monaco-list-row.action').first(), async () => {
        await page.waitForTimeout(700); // The editor asks for fixes a moment after the cursor came to rest.
        await page.keyboard.press('Control+.');
      });
    }
    await take(page, picture);
  });
  console.log(picture);
}

const lightBulb = process.argv.includes('--light-bulb');
const [picture, file, folder = 'examples'] = process.argv.slice(2).filter((a) => !a.startsWith('--'));
if (picture === undefined) {
  await one('images/screenshot.webp', 'worker/Dockerfile', 'examples', true);
  for await (const made of walkthroughPictures()) console.log(made);
} else if (/\.(png|webp)$/.test(picture)) {
  await one(picture, file, folder, lightBulb);
} else {
  console.error('usage: npm run screenshot [-- FILE.png|FILE.webp [FILE-TO-OPEN] [FOLDER] [--light-bulb]]');
  process.exit(2);
}
process.exit(0);
