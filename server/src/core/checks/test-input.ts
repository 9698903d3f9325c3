/** Files that are the input of tests: nobody runs what they describe for longer than a test. */

const FOLDER =
  /(?:^|\/)(?:[\w.]+[_-])?(?:testdata|test[_-]data|fixtures?|__fixtures__|__snapshots__|goldens?|tests?|e2e)\//i;

/** Whether a file lies in a folder of tests, by its name: `pkg/plan/testdata/app.yaml`. */
export const isTestInput = (path: string): boolean => FOLDER.test(path);
