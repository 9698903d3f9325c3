import { posix } from '../text/paths.ts';

/** Whether a file shows what another one may hold: `.env.example`, `web.env.dist`. */
export const isExampleFile = (path: string): boolean =>
  /(?:^|[._-])(?:example|sample|dist|template)s?(?:[._-]|$)/i.test(posix.basename(path));
