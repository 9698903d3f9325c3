/**
 * URIs of documents. Clients write the URI of one file in different ways (`c%3A` or `C:`, encoded or not). So files are compared by a
 * key, and answers use the client's own form if it sent one.
 */

export interface Uri {
  readonly scheme: string;
  readonly authority: string;
  /** Decoded; begins with `/` unless the URI has no folders (`untitled:Untitled-1`). */
  readonly path: string;
}

const SHAPE = /^([a-zA-Z][\w+.-]*):(?:\/\/([^/?#]*))?([^?#]*)/;

/** Folders of a path. Systems allow half as many; each look-up in all folders above a file costs their square. */
const MOST_FOLDERS = 1000;

/** Parses a URI; `undefined` if the value is not one, or has too many folders. Never throws: badly encoded text stays as written. */
export function parseUri(uri: unknown): Uri | undefined {
  const parts = typeof uri === 'string' ? SHAPE.exec(uri) : null;
  if (!parts) return undefined;
  const path = parts[3]!.split('/').map(decoded).join('/');
  if (path.split('/', MOST_FOLDERS + 2).length > MOST_FOLDERS + 1) return undefined;
  return { scheme: parts[1]!.toLowerCase(), authority: decoded(parts[2] ?? '').toLowerCase(), path };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A key that is the same for all forms of a URI. Drive letters become lower case; other letters keep their case. */
export function keyOf(uri: Uri): string {
  const path = uri.path.replace(/^\/?([A-Za-z]):(?=\/|$)/, (_, drive: string) => `/${drive.toLowerCase()}:`);
  return `${uri.scheme}://${uri.authority}${path}`;
}

/** Encodes every character of a path except `/` and the unreserved ones, as VS Code does. */
export const encodePath = (path: string): string =>
  path
    .split('/')
    .map((name) =>
      encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/[!'()*]/g, (c) => `%${hex(c)}`),
    )
    .join('/');

const hex = (c: string): string => c.charCodeAt(0).toString(16).toUpperCase();

/** The URI of a path below a folder. */
export const below = (folder: string, path: string): string => `${folder.replace(/\/$/, '')}/${encodePath(path)}`;
