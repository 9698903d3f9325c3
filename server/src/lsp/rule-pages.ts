/** Addresses of the pages of rules, for links. */
import { pageAddress } from '../core/rule/page-address.ts';
import type { RuleId } from '../core/rule/rule.ts';
import type { Session } from './session.ts';

type Around = Pick<Session, 'client' | 'host'>;

/** The address at which any editor opens a rule's page: the published one, or the installed file. `undefined` if there is neither. */
export const pageOf = ({ host }: Around, rule: RuleId): string | undefined =>
  pageAddress(rule) ?? (host.pages === undefined ? undefined : `${host.pages}${rule}.md`);

/** Whether the client can open the page of a rule: by the command of our client, or as a file. */
export const opensPage = (around: Around, rule: RuleId): boolean =>
  around.client.showsPages || (around.client.showsDocuments && pageOf(around, rule) !== undefined);

/** The address behind the id of a diagnostic. VS Code runs commands there, and ours shows the page that the extension ships. */
export const linkOf = (around: Around, rule: RuleId): string | undefined =>
  around.client.showsPages
    ? `command:seaworthy.openRulePage?${encodeURIComponent(JSON.stringify([rule]))}`
    : pageOf(around, rule);
