/** How to run as a user other than root on a given base image. */
import type { ImageReference } from '../../reference.ts';
import { distroFamily } from '../distro/distro-family.ts';
import { publicName } from '../publisher/names.ts';
import { readTag, type TagParts } from '../tag/tags.ts';
import { runsAs } from './step-down.ts';
import { userRow } from './user-row.ts';

export type NonRootPlan =
  /** The image already has such a user: `USER name` is enough. */
  | { readonly kind: 'existing-user'; readonly user: string; readonly uid: number; readonly gid: number }
  /** `RUN command`, then `USER app`; or `USER uid:gid` if only numeric ids can be verified. */
  | {
      readonly kind: 'create-user';
      readonly family: 'debian' | 'alpine' | 'rhel' | 'busybox';
      readonly command: string;
      readonly user: string;
      readonly uid: number;
      readonly gid: number;
    }
  /** The same image has a non-root variant with this tag. Its user has the number `uid`. */
  | { readonly kind: 'tag'; readonly tag: string; readonly uid: number }
  /** Another image does the same as the user `uid`. It may listen on other ports. */
  | { readonly kind: 'image'; readonly image: string; readonly uid: number }
  /** `USER uid:gid` without an entry in /etc/passwd. */
  | { readonly kind: 'numeric'; readonly uid: number; readonly gid: number };

const ID = 10001;

/**
 * Debian and Red Hat have the `shadow` tools, Alpine has BusyBox. Their options differ: only BusyBox makes the home of a system user without being asked
 * (useradd(8), `-r`; BusyBox `loginutils/adduser.c`; read 2026-11-30). Programs keep settings and caches there.
 */
const shadow = (id: number): string =>
  `groupadd --system --gid ${id} app && useradd --system --uid ${id} --gid app --create-home app`;
const busybox = (id: number): string => `addgroup -S -g ${id} app && adduser -S -D -u ${id} -G app app`;

/** The first number that no user or group of the image has. */
function freeId(ref: ImageReference): number {
  const taken = new Set((userRow(ref)?.has ?? []).flatMap(({ uid, gid }) => [uid, gid]));
  let id = ID;
  while (taken.has(id)) id++;
  return id;
}

/**
 * Images whose Dockerfile makes a user for this purpose, as their pages say. Other images make users for their own services only.
 * php: in these images any user can start Apache and FPM.
 */
const FOR_USER: ReadonlyMap<string, string> = new Map([
  ['node', 'node'],
  ['gradle', 'gradle'],
  ['oven/bun', 'bun'],
  ['denoland/deno', 'deno'],
  ['php', 'www-data'],
]);

/**
 * Base images that people extend with their own program: a new user breaks nothing in the image itself. This is about their purpose, which
 * their Dockerfiles do not tell: languages, distributions and their like.
 */
const EXTENDED: ReadonlySet<string> = new Set(
  (
    'debian ubuntu alpine busybox buildpack-deps centos rockylinux rockylinux/rockylinux almalinux almalinux/almalinux fedora ' +
    'quay.io/centos/centos quay.io/fedora/fedora python golang ruby perl rust gcc haskell erlang elixir clojure julia r-base ' +
    'swift dart pypy hylang mono openjdk eclipse-temurin amazoncorretto ibm-semeru-runtimes sapmachine maven jruby ' +
    'bitnami/minideb nvidia/cuda pytorch/pytorch tensorflow/tensorflow continuumio/miniconda3 cgr.dev/chainguard/wolfi-base ' +
    'oraclelinux amazonlinux public.ecr.aws/amazonlinux/amazonlinux'
  ).split(' '),
);

/**
 * What to write in a Dockerfile FROM this image to run as non-root. `undefined` when the image is unknown, already runs as non-root, or
 * has to start as root.
 */
export function nonRootPlan(ref: ImageReference): NonRootPlan | undefined {
  const name = publicName(ref);
  const tag = readTag(ref.tag);
  const family = distroFamily(ref);
  if (family === 'windows') return undefined;
  if (family === 'scratch') return { kind: 'numeric', uid: ID, gid: ID };
  if (name.startsWith('gcr.io/distroless/')) return distroless(ref, tag);
  if (name === 'nginx') return unprivilegedNginx(ref, tag);
  const own = existingUser(ref, name, family);
  if (own !== undefined) return own === 'unknown' ? undefined : own;
  const service = runsAs(ref);
  if (service !== undefined) return { kind: 'existing-user', user: service.name, uid: service.uid, gid: service.gid };
  const ubi = /^(?:registry\.access\.redhat\.com|registry\.redhat\.io|redhat)\/ubi\d+(?:\/ubi)?(-\w+)?$/.exec(name);
  if (ubi) return redHat(ubi[1] ?? '');
  return EXTENDED.has(name) ? createUser(name, tag, family, freeId(ref)) : undefined;
}

function createUser(
  name: string,
  tag: TagParts,
  family: ReturnType<typeof distroFamily>,
  id: number,
): NonRootPlan | undefined {
  if (family === 'alpine' || family === 'busybox') {
    return { kind: 'create-user', family, command: busybox(id), user: 'app', uid: id, gid: id };
  }
  if (family !== 'debian' && family !== 'rhel') return undefined;
  // Minimal Red Hat images, and those of Amazon and Oracle, have no useradd (shadow-utils).
  const small = tag.words.some((word) => word === 'minimal' || word === 'micro' || word === 'slim');
  const whole = /^(?:centos|rockylinux(?:\/rockylinux)?|almalinux(?:\/almalinux)?|quay\.io\/centos\/centos)$/.test(
    name,
  );
  if (family === 'rhel' && (small || !whole)) return { kind: 'numeric', uid: 1001, gid: 1001 };
  return { kind: 'create-user', family, command: shadow(id), user: 'app', uid: id, gid: id };
}

function redHat(variant: string): NonRootPlan | undefined {
  if (variant === '')
    return { kind: 'create-user', family: 'rhel', command: shadow(ID), user: 'app', uid: ID, gid: ID };
  return variant === '-minimal' ? { kind: 'numeric', uid: 1001, gid: 1001 } : undefined;
}

/** The user `nonroot` (distroless README). */
const DISTROLESS_NONROOT = 65532;

/** Distroless tags are `[latest|debug|nonroot|debug-nonroot][-architecture]` (distroless README, "What images are available"). */
function distroless(ref: ImageReference, tag: TagParts): NonRootPlan | undefined {
  if (tag.words.includes('nonroot')) return undefined;
  // A digest wins over the tag beside it, so a new tag would change nothing.
  if (ref.digest !== undefined) return { kind: 'numeric', uid: DISTROLESS_NONROOT, gid: DISTROLESS_NONROOT };
  const [first = 'latest', ...rest] = tag.words;
  if (first === 'latest') return { kind: 'tag', tag: ['nonroot', ...rest].join('-'), uid: DISTROLESS_NONROOT };
  const debug = ['debug', 'nonroot', ...rest].join('-');
  return first === 'debug' ? { kind: 'tag', tag: debug, uid: DISTROLESS_NONROOT } : undefined;
}

/** nginxinc/nginx-unprivileged has the tags of nginx except `-otel` and dated ones. It listens on 8080 and has the user 101. */
function unprivilegedNginx(ref: ImageReference, tag: TagParts): NonRootPlan {
  const image = 'nginxinc/nginx-unprivileged';
  const same = ref.tag !== undefined && ref.tag === ref.tag.toLowerCase() && !tag.words.includes('otel');
  return { kind: 'image', image: same ? `${image}:${ref.tag}` : image, uid: 101 };
}

/** A user that the image has for this purpose; `unknown` when the image is known to have one, but this tag's is not known. */
function existingUser(
  ref: ImageReference,
  name: string,
  family: ReturnType<typeof distroFamily>,
): NonRootPlan | 'unknown' | undefined {
  const user = /^mcr\.microsoft\.com\/dotnet\/(?:sdk|aspnet|runtime|runtime-deps)$/.test(name)
    ? 'app'
    : FOR_USER.get(name);
  if (user === undefined) return undefined;
  const row = userRow(ref);
  if (row?.user !== 'root') return 'unknown';
  // Debian has www-data with a fixed number (base-passwd), so no Dockerfile makes it.
  const debian = user === 'www-data' && family === 'debian' ? DEBIAN_WWW_DATA : undefined;
  const made = row.has.find((known) => known.name === user) ?? debian;
  return made?.uid === undefined
    ? 'unknown'
    : { kind: 'existing-user', user, uid: made.uid, gid: made.gid ?? made.uid };
}

const DEBIAN_WWW_DATA = { name: 'www-data', uid: 33, gid: 33 };
