/** How to run as a user other than root on a given base image. */
import type { ImageReference } from '../../reference.ts';
import { distroFamily } from '../distro/distro-family.ts';
import { publicName } from '../publisher/names.ts';
import { compareVersions, readTag, type TagParts } from '../tag/tags.ts';
import { runsAs } from './drops-privileges.ts';

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
  /** The same image has a non-root variant with this tag. */
  | { readonly kind: 'tag'; readonly tag: string }
  /** Another image does the same without root. It may listen on other ports. */
  | { readonly kind: 'image'; readonly image: string }
  /** `USER uid:gid` without an entry in /etc/passwd. */
  | { readonly kind: 'numeric'; readonly uid: number; readonly gid: number };

const ID = 10001;

/** Debian and Red Hat have the `shadow` tools, Alpine has BusyBox. Their options differ. */
const SHADOW = `groupadd --system --gid ${ID} app && useradd --system --uid ${ID} --gid app --no-create-home app`;
const BUSYBOX = `addgroup -S -g ${ID} app && adduser -S -D -H -u ${ID} -G app app`;

/** Users that base images create for this purpose. Source: their Dockerfiles and "best practice" pages. */
const EXISTING: ReadonlyMap<string, { readonly user: string; readonly uid: number; readonly gid: number }> = new Map([
  ['node', { user: 'node', uid: 1000, gid: 1000 }], // nodejs/docker-node, "Non-root User"
  ['gradle', { user: 'gradle', uid: 1000, gid: 1000 }], // gradle/docker-gradle
  ['oven/bun', { user: 'bun', uid: 1000, gid: 1000 }], // oven-sh/bun, dockerhub folder
  ['denoland/deno', { user: 'deno', uid: 1993, gid: 1993 }], // denoland/deno_docker
]);

/** Base images that people extend with their own program: a new user breaks nothing in the image itself. */
const EXTENDED: ReadonlySet<string> = new Set(
  (
    'debian ubuntu alpine busybox buildpack-deps centos rockylinux rockylinux/rockylinux almalinux almalinux/almalinux fedora ' +
    'quay.io/centos/centos quay.io/fedora/fedora python golang ruby perl rust gcc haskell erlang elixir clojure julia r-base ' +
    'swift dart pypy hylang mono openjdk eclipse-temurin amazoncorretto ibm-semeru-runtimes sapmachine maven groovy jruby ' +
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
  if (/^mcr\.microsoft\.com\/dotnet\/(?:sdk|aspnet|runtime|runtime-deps)$/.test(name)) return dotnet(tag);
  if (name === 'php') return php(family);
  const own = EXISTING.get(name);
  if (own !== undefined) return { kind: 'existing-user', ...own };
  const service = runsAs(ref);
  if (service !== undefined) return { kind: 'existing-user', user: service.name, uid: service.uid, gid: service.gid };
  const ubi = /^(?:registry\.access\.redhat\.com|registry\.redhat\.io|redhat)\/ubi\d+(?:\/ubi)?(-\w+)?$/.exec(name);
  if (ubi) return redHat(ubi[1] ?? '');
  return EXTENDED.has(name) ? createUser(name, tag, family) : undefined;
}

function createUser(name: string, tag: TagParts, family: ReturnType<typeof distroFamily>): NonRootPlan | undefined {
  if (family === 'alpine' || family === 'busybox') {
    return { kind: 'create-user', family, command: BUSYBOX, user: 'app', uid: ID, gid: ID };
  }
  if (family !== 'debian' && family !== 'rhel') return undefined;
  // Minimal Red Hat images, and those of Amazon and Oracle, have no useradd (shadow-utils).
  const small = tag.words.some((word) => word === 'minimal' || word === 'micro' || word === 'slim');
  const whole = /^(?:centos|rockylinux(?:\/rockylinux)?|almalinux(?:\/almalinux)?|quay\.io\/centos\/centos)$/.test(
    name,
  );
  if (family === 'rhel' && (small || !whole)) return { kind: 'numeric', uid: 1001, gid: 1001 };
  return { kind: 'create-user', family, command: SHADOW, user: 'app', uid: ID, gid: ID };
}

function redHat(variant: string): NonRootPlan | undefined {
  if (variant === '') return { kind: 'create-user', family: 'rhel', command: SHADOW, user: 'app', uid: ID, gid: ID };
  return variant === '-minimal' ? { kind: 'numeric', uid: 1001, gid: 1001 } : undefined;
}

/** Distroless tags are `[latest|debug|nonroot|debug-nonroot][-architecture]` (distroless README, "What images are available"). */
function distroless(ref: ImageReference, tag: TagParts): NonRootPlan | undefined {
  if (tag.words.includes('nonroot')) return undefined;
  // A digest wins over the tag beside it, so a new tag would change nothing.
  if (ref.digest !== undefined) return { kind: 'numeric', uid: 65532, gid: 65532 };
  const [first = 'latest', ...rest] = tag.words;
  if (first === 'latest') return { kind: 'tag', tag: ['nonroot', ...rest].join('-') };
  return first === 'debug' ? { kind: 'tag', tag: ['debug', 'nonroot', ...rest].join('-') } : undefined;
}

/** nginxinc/nginx-unprivileged has the tags of nginx except `-otel` and dated ones. It listens on 8080. */
function unprivilegedNginx(ref: ImageReference, tag: TagParts): NonRootPlan {
  const image = 'nginxinc/nginx-unprivileged';
  const same = ref.tag !== undefined && ref.tag === ref.tag.toLowerCase() && !tag.words.includes('otel');
  return { kind: 'image', image: same ? `${image}:${ref.tag}` : image };
}

/** Since .NET 8 every Linux image has the user `app` (1654), also as $APP_UID. */
function dotnet(tag: TagParts): NonRootPlan | undefined {
  if (tag.words.includes('chiseled') || tag.words.includes('distroless') || tag.version === undefined) return undefined;
  return compareVersions(tag.version, '8.0') >= 0
    ? { kind: 'existing-user', user: 'app', uid: 1654, gid: 1654 }
    : undefined;
}

/** docker-library/php: www-data is 33 on Debian and 82 on Alpine. In these images any user can start Apache and FPM. */
function php(family: ReturnType<typeof distroFamily>): NonRootPlan | undefined {
  if (family === 'alpine') return { kind: 'existing-user', user: 'www-data', uid: 82, gid: 82 };
  return family === 'debian' ? { kind: 'existing-user', user: 'www-data', uid: 33, gid: 33 } : undefined;
}
