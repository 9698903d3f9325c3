/** Rules' pages, as shipped beside the program. */
import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RuleMeta } from '../core/rule/rule.ts';
import { rules } from '../core/rules/rules.generated.ts';

/** Below the package's folder, or in a checkout below the project's. */
const FOLDERS = ['../docs/rules/', '../../docs/rules/'];

export const rulePage = {
  metas: rules.map((r) => r.meta) as readonly RuleMeta[],
  /** The page's Markdown; `undefined` where it is not shipped. */
  text(id: string): string | undefined {
    for (const folder of FOLDERS) {
      const file = fileURLToPath(new URL(`${folder}${id}.md`, import.meta.url));
      if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8');
    }
    return undefined;
  },
};
