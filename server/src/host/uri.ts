/**
 * Addresses of documents. Clients spell one file in many ways (`c%3A` or `C:`, encoded or not), so files are compared by a key, and
 * answered under the spelling the client itself used where it did.
 */

export interface Uri {
  readonly scheme: string;
  readonly authority: string;
  /** Decoded; begins with `/` unless the address has no folders (`untitled:Untitled-1`). */
  readonly path: string;
}

const SHAPE = /^([a-zA-Z][\w+.-]*):(?:\/\/([^/?#]*))?([^?#]*)/;

/** Takes an address apart; `undefined` for anything that is not one. Never throws: what is badly encoded stays as written. */
export function parseUri(uri: unknown): Uri | undefined {
  const parts = typeof uri === 'string' ? SHAPE.exec(uri) : null;
  if (!parts) return undefined;
  const path = parts[3]!.split('/').map(decoded).join('/');
  return { scheme: parts[1]!.toLowerCase(), authority: decoded(parts[2] ?? '').toLowerCase(), path };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The same for every spelling of an address. Drive letters are folded to lower case; other case is kept. */
export function keyOf(uri: Uri): string {
  const path = uri.path.replace(/^\/?([A-Za-z]):(?=\/|$)/, (_, drive: string) => `/${drive.toLowerCase()}:`);
  return `${uri.scheme}://${uri.authority}${path}`;
}

/** A path with every character encoded but `/` and the unreserved ones, as VS Code does. */
export const encodePath = (path: string): string =>
  path
    .split('/')
    .map((name) =>
      encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/[!'()*]/g, (c) => `%${hex(c)}`),
    )
    .join('/');

const hex = (c: string): string => c.charCodeAt(0).toString(16).toUpperCase();

/** The address of a path below a folder. */
export const below = (folder: string, path: string): string => `${folder.replace(/\/$/, '')}/${encodePath(path)}`;
