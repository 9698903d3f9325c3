/** Rule pages, installed beside the program. */
import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RuleMeta } from '../core/rule/rule.ts';
import { rules } from '../core/rules/rules.generated.ts';

/** Relative to this bundle: in the package, and in a checkout. */
const FOLDERS = ['../docs/rules/', '../../docs/rules/'];

export const rulePage = {
  metas: rules.map((r) => r.meta) as readonly RuleMeta[],
  /** The page's Markdown; `undefined` if it is not installed. */
  text(id: string): string | undefined {
    for (const folder of FOLDERS) {
      const file = fileURLToPath(new URL(`${folder}${id}.md`, import.meta.url));
      if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8');
    }
    return undefined;
  },
};
