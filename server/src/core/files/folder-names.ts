/** What the names of folders say about the files in them: one table for all who ask. */
import { memoByText } from '../text/memo-by-text.ts';
import { pathMatcher } from '../text/path-pattern.ts';

const names = (...lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split(' '));

/** Path patterns (`text/path-pattern.ts`) of folders, by what is in them. Findings in all of them are one severity lower by default (`lowerSeverity`). */
export const FOLDERS = {
  /** Data that tests read and compare with what they expect: an edit makes them fail. */
  testData: names(
    'testdata/ *_testdata/ *-testdata/ test-data/ test_data/ *-test-data/ *_test_data/ fixture/ fixtures/ *-fixture/ *-fixtures/',
    '*_fixture/ *_fixtures/ __fixtures__/ __snapshots__/ golden/ goldens/ *-golden/ *_golden/ **/test/resources/ **/*Test/resources/',
  ),
  /** Tests: nobody runs what is in them for longer than a test. */
  tests: names(
    'test/ tests/ __tests__/ testing/ *-testing/ *_testing/ e2e/ *-test/ *-tests/ *_test/ *_tests/ *Test/ *Tests/ test-*/ test_*/ unittest/ unittests/',
    'integrationtest/ integrationtests/ loadtest/ loadtests/ smoketest/ smoketests/ testbed/ testbeds/ testsuite/ testsuites/',
    'testcases/ testenv/ integration-test-*/ integration_test_*/ fuzz/ fuzzing/ stress/ stresstest/ stresstests/ *-e2e/ *_e2e/ e2e-*/ e2e_*/ cypress/ suites/ conformance/ __mocks__/ mocks/',
  ),
  /** Copies of others' code, renderings, and the documentation or files of one version. */
  copies: names(
    'vendor/ third_party/ third-party/ generated/ rendered/ versioned_docs/ **/docs/**/*.*/ **/releases/*.*/',
  ),
  /** What is there to be read or tried. */
  examples: names(
    'example/ examples/ *-example/ *-examples/ sample/ samples/ sample-*/ *-samples/ quickstart/ quickstarts/ quick-start/',
    'contrib/ *-demo/ getting-started/ benchmark/ benchmarks/ bench/ demo/ demos/ tutorial/ tutorials/ playground/ playgrounds/',
  ),
  /** Builds. */
  builds: names('.github/ .ci/ ci/'),
  /** A developer's machine. */
  development: names(
    '.devcontainer/ .cursor/ dev/ devel/ development/ dev-*/ dev_*/ *-dev/ *_dev/ *-dev-*/ .devenv/ devenv/ debug/ tilt/',
    // Not every `local-…`: a provisioner of local volumes is deployed.
    'local/ _local/ *-local/ *_local/ localdev/ localenv/ local-dev*/ local-env*/ local-setup/ local-stack/ local-test*/',
  ),
  /** Kept without being maintained. */
  unmaintained: names('deprecated/ archive/ archived/ legacy/ old/'),
};

type FolderUse = keyof typeof FOLDERS;

function matcherOf(use: FolderUse): (path: string) => boolean {
  const matches = pathMatcher(FOLDERS[use]);
  return memoByText((path) => matches(path) || matches(path.toLowerCase()), 500);
}
const testData = matcherOf('testData');
const tests = matcherOf('tests');
const development = matcherOf('development');

/** Whether a file lies in a folder whose files tests compare with what they expect: `pkg/plan/testdata/app.yaml`. */
export const isComparedByTests = testData;

/** Whether a file lies in a folder of tests or of their data, at any depth and in any case. */
export const isInTests = (path: string): boolean => testData(path) || tests(path);

/** Whether the folder of a file, not one above it, is for a developer's machine: below `dev/` may also be what runs in a cluster of that name. */
export const isInDevelopment = (path: string): boolean => development(path.split('/').slice(-2).join('/'));

/** Whether a path says that the file is a patch of objects that stand elsewhere: `manager_image_patch.yaml`, `patches/web.yaml`. */
export const isNamedPatch = (path: string): boolean => /(?:^|[-_./])patch(?:es)?(?:[-_./]|$)/i.test(path);
