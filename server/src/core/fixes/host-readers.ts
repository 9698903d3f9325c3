/** Programs in containers that reach a published port through the address of the host. On Linux that is not `127.0.0.1`. */
import type { PublishedPort } from '../domain/container.ts';
import type { Context } from '../rule/rule.ts';
import { lineIndex } from '../text/lines.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { isComment } from '../workspace/plain-text.ts';

/** A place with the port behind a name of the host. */
export interface HostReader {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** Its Compose file maps the name to the host itself, as Docker on Linux needs it. */
  readonly onLinux: boolean;
}

/** The name that Docker Desktop gives to the host. */
const HOST = 'host.docker.internal';
/** Names that `extra_hosts` gives to the host. Source: Docker's reference of `docker run --add-host` and the Compose specification, read 2026-11-30. */
const GATEWAY = 'host-gateway';
const MAPPED = /["']?([\w.-]{1,100})["']?\s{0,3}[:=]\s{0,3}["']?host-gateway\b/g;

/** A Compose file that names the host. */
interface Naming {
  readonly path: string;
  readonly text: string;
  /** Names that the file maps to the host. */
  readonly mapped: readonly string[];
}

/** By the facts of all services, with the texts for which the list is valid: the fix of each published port asks, and few files name the host. */
const naming = new WeakMap<object, { readonly texts: number; readonly files: readonly Naming[] }>();

function namingFiles(workspace: WorkspaceIndex): readonly Naming[] {
  const services = workspace.of('service');
  const { textVersion: texts } = workspace;
  const known = naming.get(services);
  if (known?.texts === texts) return known.files;
  const files = [...new Set(services.map(({ place }) => place.unit.path))].flatMap((path): Naming[] => {
    const text = workspace.text(path) ?? '';
    const mapped = text.includes(GATEWAY) ? [...text.matchAll(MAPPED)].map(([, name = '']) => name) : [];
    return mapped.length > 0 || text.includes(HOST) ? [{ path, text, mapped }] : [];
  });
  naming.set(services, { texts, files });
  return files;
}

/** The places of all files, but for comments, that name the port of the host: in Compose files, and in files without a model. */
export function hostReaders({ workspace }: Context, { hostPort = '' }: PublishedPort): HostReader[] {
  const number = /(?:^|:-)(\d+)\}?$/.exec(hostPort)?.[1];
  if (number === undefined) return [];
  const found = namingFiles(workspace).flatMap(({ path, text, mapped }): HostReader[] =>
    [...new Set([HOST, ...mapped])].flatMap((name) =>
      placesOf(text, `${name}:${number}`).map((line) => ({ path, line, onLinux: mapped.includes(name) })),
    ),
  );
  const plain = workspace
    .plainText()
    .find(`${HOST}:${number}`)
    .filter((mention) => !isComment(mention) && isWhole(mention.text, mention.offset, `${HOST}:${number}`))
    .map(({ path, line }) => ({ path, line, onLinux: false }));
  return [...found, ...plain].sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}

/** The 1-based lines with a text as a whole word, but for comments. */
function placesOf(text: string, part: string): number[] {
  if (!text.includes(part)) return [];
  const lines: number[] = [];
  const index = lineIndex(text);
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length))
    if (isWhole(text, at, part) && !isComment({ text, offset: at })) lines.push(index.position(at).line + 1);
  return [...new Set(lines)];
}

const isWhole = (text: string, at: number, part: string): boolean =>
  !/[\w.-]/.test(text[at - 1] ?? '') && !/\w/.test(text[at + part.length] ?? '');
