/** Where the pages of the rules are published. */
import type { RuleId } from './rule.ts';

/** Address of the folder of pages, ending in `/`. `undefined` until there is one: pages ship with the extension and the npm package. */
const BASE: string | undefined = undefined;

/** The public address of a rule's page, if there is one. */
export const pageAddress = (rule: RuleId): string | undefined => (BASE === undefined ? undefined : `${BASE}${rule}`);
