/** Presses fixes in a real VS Code with the packaged extension: a part of `npm run test:vscode`. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pressAll, pressed, pressSettings, writePressed } from '../test/vscode/press.ts';
import { launch } from './vscode-browser.ts';
import { installServer, startServer } from './vscode-host.ts';

/** How often each fix is pressed. The mistakes that this finds depend on what the editor does first, and showed in half of the tries. */
const TIMES = 20;

/** Prints how often each fix was right; resolves to whether all were right each time. `vsix`: the packaged extension. */
export async function pressFixes(chromium: string, vsix: string): Promise<boolean> {
  console.log('\nfixes pressed in the light bulb:');
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-press-'));
  const folder = path.join(parent, 'folder');
  const list = pressed(TIMES);
  writePressed(folder, list);
  let result = { passing: 0, failing: list.length };
  try {
    // Without the driver of the suites, which shows no messages.
    const server = await startServer(installServer(), { extensions: [vsix], settings: pressSettings });
    const browser = await launch(chromium);
    try {
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 1600 } })).newPage();
      await page.goto(server.page(folder));
      result = await pressAll(page, folder, list, (line) => console.log(line));
    } finally {
      await browser.close();
      await server.stop();
    }
  } catch (error) {
    console.log(String(error));
  } finally {
    fs.rmSync(parent, { recursive: true, force: true });
  }
  console.log(`test:vscode press: ${result.passing} passing, ${result.failing} failing`);
  return result.failing === 0;
}
