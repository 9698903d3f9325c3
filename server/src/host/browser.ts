/** Files of a workspace that only the editor can read: a worker's, or a virtual folder's. */
import { parseUri } from '../lsp/uri.ts';
import { isRead } from './candidates.ts';
