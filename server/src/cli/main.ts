/** The command line. Exit codes are listed in `--help`. */

import { forTerminal, oneLine } from '../core/report/escape.ts';
import { wrongRule } from '../core/rule/names.ts';
import { plainRefs } from '../core/rule/refs/refs.ts';
import { VERSION } from '../host/version.ts';
import { type Arguments, readArguments, UsageError } from './arguments.ts';
import { baseline } from './baseline.ts';
import { check } from './check.ts';
import { configPrint } from './config-print.ts';
import { HELP } from './help.ts';
import { init } from './init.ts';
import { installHook } from './install-hook.ts';
import { merge } from './merge.ts';
import { complain, OutputError, print } from './output.ts';
import { rulePage } from './pages.ts';
import { report } from './report.ts';
import { suppressions } from './suppressions.ts';

async function run(args: Arguments): Promise<number> {
  switch (args.command) {
    case 'help':
      await print(HELP);
      return 0;
    case 'version':
      await print(`${VERSION}\n`);
      return 0;
    case 'rules':
      await print(args.format === 'json' ? ruleList() : ruleTable());
      return 0;
    case 'explain':
      return explain(args.rule);
    case 'lsp':
      await import(new URL('./server.js', import.meta.url).href);
      // The connection keeps the process alive and ends it.
      return -1;
    case 'baseline':
      return baseline(args);
    case 'suppressions':
      return suppressions(args);
    case 'check':
      return check(args);
    case 'init':
      return init(args.check);
    case 'config':
      return configPrint(args);
    case 'merge':
      return merge(args);
    case 'install-hook':
      return installHook();
    case 'report':
      return report(args);
  }
}

/** The metadata of every rule as JSON. `partialRefs` lists the ids of `refs` that match the rule only in part. */
function ruleList(): string {
  const metas = rulePage.metas.map((meta) => ({ ...meta, ...plainRefs(meta.refs) }));
  return `${JSON.stringify(metas, null, 2)}\n`;
}

function ruleTable(): string {
  const width = Math.max(...rulePage.metas.map((m) => m.id.length));
  return rulePage.metas
    .map(
      (m) =>
        `${m.id.padEnd(width)}  ${m.severity.padEnd(7)}  ${m.profile.padEnd(7)}  fix ${m.fix.padEnd(6)}  since ${m.since}  ${m.title}\n`,
    )
    .join('');
}

async function explain(id: string): Promise<number> {
  const page = rulePage.text(id);
  if (page !== undefined) {
    await print(page);
    return 0;
  }
  throw new UsageError(wrongRule(id, rulePage.metas) ?? `the page of ${id} is not installed`);
}

try {
  const code = await run(readArguments(process.argv.slice(2)));
  if (code >= 0) process.exitCode = code;
} catch (error) {
  if (error instanceof UsageError) {
    complain(`seaworthy: ${oneLine(error.message)}\nsee \`seaworthy --help\``);
    process.exitCode = 2;
  } else if (error instanceof OutputError) {
    complain(`seaworthy: ${oneLine(error.message)}`);
    process.exitCode = 2;
  } else {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    complain(`seaworthy: internal error: ${forTerminal(text)}`);
    process.exitCode = 3;
  }
}
