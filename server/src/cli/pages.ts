/** Rule pages, installed beside the program. */
import * as fs from 'node:fs';
import type { RuleMeta } from '../core/rule/rule.ts';
import { rules } from '../core/rules/rules.generated.ts';
import { pagesFolder } from '../host/node-pages.ts';

export const rulePage = {
  metas: rules.map((r) => r.meta) as readonly RuleMeta[],
  /** The page's Markdown; `undefined` if it is not installed. */
  text(id: string): string | undefined {
    const folder = pagesFolder();
    const page = folder && new URL(`${id}.md`, folder);
    return page && fs.existsSync(page) ? fs.readFileSync(page, 'utf8') : undefined;
  },
};
