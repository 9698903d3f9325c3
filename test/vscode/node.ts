/** Entry of the tests in the Node extension host. */
import Mocha from 'mocha';
import { runSuites } from './run.ts';

/** Called by the editor. */
export const run = (): Promise<void> => runSuites({ Mocha, mocha: new Mocha() }, console.log);
