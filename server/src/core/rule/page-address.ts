/** Address of the published rule pages. */
import type { RuleId } from './rule.ts';

/**
 * Address of the folder of pages, ending in `/`. `undefined` while no pages are published: they ship with the extension and the npm
 * package.
 */
const BASE: string | undefined = undefined;

/** The public address of a rule's page; `undefined` if it has none. */
export const pageAddress = (rule: RuleId): string | undefined => (BASE === undefined ? undefined : `${BASE}${rule}`);
