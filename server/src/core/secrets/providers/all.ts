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

/** Every format of provider token that is known here. */
export const providers: readonly Provider[] = [
  ...cloud,
  ...hosting,
  ...codeHosting,
  ...messaging,
  ...payments,
  ...models,
  ...operations,
  ...services,
  ...transport,
];
