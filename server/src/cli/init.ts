/** `seaworthy init`. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { CONFIG_NAME } from '../core/config/settings.ts';
import { type Holds, starterConfig } from '../core/config/starter.ts';
import { toolOfFile } from '../core/config/tool-files.ts';
import { oneLine } from '../core/report/escape.ts';
import { type CheckArguments, UsageError } from './arguments.ts';
import { shown } from './collect.ts';
import { onlyWorkspace } from './only-workspace.ts';
import { OutputError, print } from './output.ts';

/** Writes a first configuration for what a folder holds, and never over another one. Throws `UsageError`, `OutputError`. */
export async function init(check: CheckArguments): Promise<number> {
  const workspace = onlyWorkspace(check);
  const { root } = workspace;
  const target = path.join(root, CONFIG_NAME);
  const name = oneLine(shown(root, CONFIG_NAME));
  try {
    // The flag refuses a file, a folder or a link of this name, also one that was made just now.
    fs.writeFileSync(target, starterConfig(holds(workspace)), { flag: 'wx' });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    if (code === 'EEXIST')
      throw new UsageError(
        `init: ${name} exists and stays as it is; \`seaworthy config --print FILE\` says what applies`,
      );
    throw new OutputError(`${name} cannot be written (${code})`);
  }
  await print(`${name}: written; every key in it but one is a comment\n`);
  return 0;
}

function holds({ engine, wanted }: ReturnType<typeof onlyWorkspace>): Holds {
  const found = new Map<string, { findings: number; files: number }>();
  let kubernetes = false;
  for (const file of wanted) {
    kubernetes ||= engine.unitAt(file, 0)?.kind === 'kubernetes';
    const rules = engine.check(file).findings.map(({ rule }) => rule);
    for (const rule of new Set(rules)) {
      const known = found.get(rule) ?? { findings: 0, files: 0 };
      const findings = known.findings + rules.filter((r) => r === rule).length;
      found.set(rule, { findings, files: known.files + 1 });
    }
    engine.rest(file);
  }
  const list = [...found].map(([rule, counts]) => ({ rule, ...counts }));
  const tools = engine.paths().flatMap((file) => toolOfFile(file) ?? []);
  return {
    kubernetes,
    otherTools: [...new Set(tools)].sort(),
    found: list.sort((a, b) => b.findings - a.findings || (a.rule < b.rule ? -1 : 1)),
  };
}
