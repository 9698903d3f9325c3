/**
 * Image references, by the grammar of the `distribution/reference` project: `[host[:port]/]path[:tag][@algorithm:hex]`.
 */
import { memoByText } from '../text/memo-by-text.ts';
import type { Span } from '../text/span.ts';

export interface ImageReference {
  readonly raw: string;
  /** `docker.io` by default; `index.docker.io` counts as `docker.io`. */
  readonly registry: string;
  /** Path inside the registry: `library/nginx`, `bitnami/redis`. */
  readonly repository: string;
  /** The usual short name, without tag and digest: `nginx`, `bitnami/redis`, `ghcr.io/a/b`. */
  readonly familiar: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
  /** The reference names the registry. */
  readonly explicitRegistry: boolean;
  /** Registry and path; spans are offsets into `raw`. */
  readonly nameSpan: Span;
  /** Without the `:`. */
  readonly tagSpan?: Span;
  /** Without the `@`. */
  readonly digestSpan?: Span;
}

const HUB = 'docker.io';
const OFFICIAL = 'library/';

/** Maximum length of a repository's path (`RepositoryNameTotalLengthMax`). */
const MAX_PATH = 255;

const PATH_COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const HOST_COMPONENT = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/;
const IPV6_HOST = /^\[[0-9a-fA-F:]+\]$/;
const PORT = /^[0-9]+$/;
const IDENTIFIER = /^[a-f0-9]{64}$/;

/** Number of digits, by digest algorithm that registries and engines accept (OCI image spec, "Registered algorithms"; go-digest). */
const DIGEST_LENGTH: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/**
 * Parses an image reference. `undefined` when `raw` is not valid: it is empty, or has blanks, an upper-case repository, an unresolved
 * variable or a digest of the wrong length, or is a bare 64-digit image id. Linear in the length of `raw`. Equal texts give one object, for
 * which the tables are asked once: the files of a folder name the same images.
 */
export const parseReference: (raw: string) => ImageReference | undefined = memoByText(parsed, 500);

function parsed(raw: string): ImageReference | undefined {
  const at = raw.indexOf('@');
  const digest = at < 0 ? undefined : raw.slice(at + 1);
  if (digest !== undefined && !isDigest(digest)) return undefined;
  const beforeDigest = at < 0 ? raw.length : at;
  const colon = raw.lastIndexOf(':', beforeDigest - 1);
  // A colon before the last slash belongs to a port: `host:5000/x` has no tag.
  const tagged = beforeDigest > 0 && colon > raw.lastIndexOf('/', beforeDigest - 1);
  const nameEnd = tagged ? colon : beforeDigest;
  const tag = tagged ? raw.slice(colon + 1, beforeDigest) : undefined;
  if (tag !== undefined && !TAG.test(tag)) return undefined;
  const name = splitName(raw.slice(0, nameEnd));
  if (name === undefined) return undefined;
  return {
    raw,
    ...name,
    nameSpan: { start: 0, end: nameEnd },
    ...(tag === undefined ? {} : { tag, tagSpan: { start: colon + 1, end: beforeDigest } }),
    ...(digest === undefined ? {} : { digest, digestSpan: { start: at + 1, end: raw.length } }),
  };
}

type Name = Pick<ImageReference, 'registry' | 'repository' | 'familiar' | 'explicitRegistry'>;

function splitName(name: string): Name | undefined {
  if (IDENTIFIER.test(name)) return undefined;
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const explicitRegistry = slash >= 0 && looksLikeHost(first);
  if (explicitRegistry && !isHost(first)) return undefined;
  const path = explicitRegistry ? name.slice(slash + 1) : name;
  const registry = !explicitRegistry || first === `index.${HUB}` ? HUB : first;
  const repository = registry === HUB && !path.includes('/') ? OFFICIAL + path : path;
  if (repository.length > MAX_PATH || !path.split('/').every((part) => PATH_COMPONENT.test(part))) return undefined;
  return { registry, repository, familiar: familiarName(registry, repository), explicitRegistry };
}

/** Whether the first component of a name is a host: it has a dot, a colon or an upper-case letter, or is `localhost`. */
const looksLikeHost = (first: string): boolean => first === 'localhost' || /[.:A-Z]/.test(first);

function isHost(text: string): boolean {
  const port = /:([^:\]]*)$/.exec(text);
  if (port && !PORT.test(port[1]!)) return false;
  const host = port ? text.slice(0, port.index) : text;
  return IPV6_HOST.test(host) || host.split('.').every((part) => HOST_COMPONENT.test(part));
}

function isDigest(text: string): boolean {
  const colon = text.indexOf(':');
  const hex = text.slice(colon + 1);
  return colon > 0 && DIGEST_LENGTH.get(text.slice(0, colon)) === hex.length && /^[a-f0-9]+$/.test(hex);
}

function familiarName(registry: string, repository: string): string {
  if (registry !== HUB) return `${registry}/${repository}`;
  const official = repository.startsWith(OFFICIAL) ? repository.slice(OFFICIAL.length) : repository;
  return official.includes('/') ? repository : official;
}
