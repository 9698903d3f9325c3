import { cloud } from './cloud.ts';
import { codeHosting } from './code-hosting.ts';
import { hosting } from './hosting.ts';
import { messaging } from './messaging.ts';
import { models } from './models.ts';
import { operations } from './operations.ts';
import { payments } from './payments.ts';
import type { Provider } from './provider.ts';
import { services } from './services.ts';
import { transport } from './transport.ts';

/** The token formats in groups, as the manual shows them: a heading and its rows. */
export const providerGroups: readonly (readonly [title: string, rows: readonly Provider[]])[] = [
  ['Clouds', cloud],
  ['Application platforms and databases', hosting],
  ['Code hosting, registries and builds', codeHosting],
  ['Chat, mail and telephony', messaging],
  ['Payment and trade', payments],
  ['Language models', models],
  ['Operations', operations],
  ['Other services', services],
  ['Standards', transport],
];

/** Every known format of a provider token. */
export const providers: readonly Provider[] = providerGroups.flatMap(([, rows]) => rows);
