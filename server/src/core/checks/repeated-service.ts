/** Services that several Compose files of a folder repeat: `compose.yaml` and its variants `compose.mysql.yaml`, `compose.tls.yaml`. */
import { posix } from '../text/paths.ts';
import type { ServiceFacts } from '../workspace/facts/compose.ts';
import type { Located, WorkspaceIndex } from '../workspace/index.ts';
import { variantOf } from '../workspace/keys.ts';

/** The places of the same service in other Compose files of the folder. */
export interface Repeated {
  /** Another file stands for this one: the one with the plain name (`compose.yaml`), else the first by name. None stands for one of production. */
  readonly isVariant: boolean;
  readonly others: readonly Located<ServiceFacts>[];
}

/**
 * The services of the same name in other Compose files of the folder that run the same program: one image in any version, or one build. How they
 * are limited does not count, so that limits in one file change no finding of another one. It reads the workspace, so call it last.
 * @param lowers whether findings of the file at a path are lowered: it cannot stand for a file where they are not
 */
export function repeatedIn(
  path: string,
  service: string,
  index: WorkspaceIndex,
  lowers: (path: string) => boolean,
): Repeated {
  const named = index.of('service', variantOf(posix.dirname(path), service));
  const own = named.find(({ place }) => place.unit.path === path);
  const program = own && programOf(own.fact);
  if (program === undefined) return { isVariant: false, others: [] };
  const rank = (of: string): string => `${lowers(of) ? 1 : 0} ${PLAIN.test(of) ? 0 : 1} ${of}`;
  const others = named
    .filter(({ place, fact }) => place.unit.path !== path && programOf(fact) === program)
    .sort((a, b) => (rank(a.place.unit.path) < rank(b.place.unit.path) ? -1 : 1));
  const [first] = others;
  return {
    isVariant:
      first !== undefined && !PRODUCTION.test(posix.basename(path)) && rank(first.place.unit.path) < rank(path),
    others,
  };
}

/** What a service runs: the Dockerfile and stage of its build, or the image without its tag. `undefined`: nothing that can be compared. */
function programOf({ image, build }: ServiceFacts): string | undefined {
  if (build) return `${build.dockerfile} ${build.target ?? ''}`;
  if (image === undefined) return undefined;
  const name = image.lastIndexOf('/') + 1;
  return image.slice(0, name) + image.slice(name).replace(/[:@].*$/, '');
}

/** Where limits matter most: `compose.prod.yaml`, `docker-compose.deploy.yml`. */
const PRODUCTION = /(?:^|[._-])(?:prod(?:uction)?|deploy(?:ment)?)(?:[._-]|$)/i;

/** The files that Compose reads when it gets no `-f`. Source: Docker documentation, "The Compose file". */
const PLAIN = /(?:^|\/)(?:docker-)?compose\.ya?ml$/;
