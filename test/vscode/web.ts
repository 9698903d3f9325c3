/** Entry of the tests in the web worker extension host: mocha's browser build, and nothing of Node. */
import 'mocha/mocha.js';
import { type Build, runSuites } from './run.ts';

/** Called by the editor. The browser build leaves its class and one instance on the global object. */
export const run = (): Promise<void> => runSuites(globalThis as unknown as Build, console.log);
