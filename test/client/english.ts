/** The editor's `l10n` where its language is English. */
import type { L10n } from '../../client/src/l10n.ts';

export const english: L10n = {
  t: (message, ...args) => message.replace(/\{(\d+)\}/g, (_, at: string) => String(args[Number(at)])),
};
