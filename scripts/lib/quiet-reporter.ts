/**
 * Output of `npm test`: nothing while it runs, then each failure (where, what, and the lines of its stack that are ours), and one line
 * `N passed, N failed`. Standard output and errors of a file are shown when the file itself could not be run.
 */
import { cwd } from 'node:process';
import type { TestEvent } from 'node:test/reporters';

type Failed = Extract<TestEvent, { readonly type: 'test:fail' }>['data'];

/** The path of a test file in the project, from the path of its bundle. */
const sourceName = (file: string): string =>
  (file.startsWith(`${cwd()}/`) ? file.slice(cwd().length + 1) : file)
    .replace(/^out\/test-[^/]*\//, '')
    .replace(/\.mjs$/, '.ts');

export default async function* quietReporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const open = new Map<string, string[]>();
  const output = new Map<string, string>();
  const failures: string[] = [];
  let passed = 0;
  let failed = 0;
  for await (const event of source) {
    if (event.type === 'test:start') {
      const { file = '', name, nesting } = event.data;
      open.set(file, [...(open.get(file) ?? []).slice(0, nesting), name]);
    } else if (event.type === 'test:stdout' || event.type === 'test:stderr') {
      output.set(event.data.file, (output.get(event.data.file) ?? '') + event.data.message);
    } else if (event.type === 'test:pass') {
      if (event.data.details.type !== 'suite') passed++;
    } else if (event.type === 'test:fail' && !isOfItsParts(event.data)) {
      failed++;
      const { file = '', name, nesting } = event.data;
      const names = [...(open.get(file) ?? []).slice(0, nesting), name].filter((n) => !n.endsWith('.mjs'));
      const whole = names.length === 0 ? output.get(file) : undefined;
      failures.push(
        `✖ ${[sourceName(file || name), ...names].join(' › ')}\n${indented(whole ?? reasonOf(event.data))}\n`,
      );
    }
  }
  for (const failure of failures) yield `${failure}\n`;
  yield `${passed} passed, ${failed} failed\n`;
}

/** It failed only because tests in it failed; these are printed separately. */
const isOfItsParts = ({ details: { error } }: Failed): boolean =>
  (error as { failureType?: string }).failureType === 'subtestsFailed';

function reasonOf({ details: { error } }: Failed): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  const stack = cause.stack ?? '';
  const own = stack.split('\n').filter((l) => /^\s+at .*\/(?:test|scripts|server|client)\//.test(l));
  const message = cause.message || String(error.cause ?? error.message);
  return [message, ...own.map((l) => l.trim())].join('\n');
}

const indented = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((l) => (l === '' ? '' : `    ${l}`))
    .join('\n');
