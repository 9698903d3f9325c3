/** Files that are the input of tests: nobody runs what they describe for longer than a test. */

const DATA = '(?:[\\w.]+[_-])?(?:testdata|test[_-]data|fixtures?|__fixtures__|__snapshots__|goldens?)';
const COMPARED = new RegExp(`(?:^|/)${DATA}/`, 'i');
const FOLDER = new RegExp(`(?:^|/)(?:${DATA}|(?:[\\w.]+[_-])?(?:tests?|e2e))/`, 'i');

/** Whether a file lies in a folder whose files tests read, and mostly compare with what they expect: an edit makes such a test fail. */
export const isComparedByTests = (path: string): boolean => COMPARED.test(path);

/** Whether a file lies in a folder of tests, by its name: `pkg/plan/testdata/app.yaml`. */
export const isTestInput = (path: string): boolean => FOLDER.test(path);
