/** Where the program of a container writes outside of its volumes, as far as its image and the scripts of the repository tell. */
import { commandScripts, imageScripts, namedScripts, nextCache } from '../checks/repository-scripts.ts';
import type { Container } from '../domain/container.ts';
import { mountTargets } from '../domain/mount-targets.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import type { Context } from '../rule/rule.ts';
import { effectiveCommands, isWebServer, parseShell, writtenPaths } from '../shell/shell.ts';

/** Longer scripts are not read. */
const MAX_SCRIPT = 100_000;

/** Folders of devices and of the kernel. */
const NO_FILES = /^\/(?:dev|proc|sys)(?:\/|$)/;

/**
 * The absolute paths that the scripts of a container write; a web server that they start adds `/run`, and Next.js its cache. A script that asks whether a path can be written
 * also works where it cannot. Reads files that have no facts: only fixes may ask.
 */
export function scriptWrites(container: Container, ctx: Context): string[] {
  const texts = [...commandScripts(container, ctx), ...imageScripts(container, ctx), ...namedScripts(container, ctx)];
  const paths = texts
    .filter((text) => text.length <= MAX_SCRIPT && !/(?:\[|\btest)\s+(?:!\s+)?-w\s/.test(text))
    .flatMap((text) => parseShell({ text, at: (i) => i }).commands.flatMap(effectiveCommands))
    .flatMap(({ command }) => [...writtenPaths(command), ...(isWebServer(command) ? ['/run'] : [])]);
  return [...new Set([...paths, ...[nextCache(container, ctx) ?? []].flat()])].filter(
    (path) => path.startsWith('/') && !NO_FILES.test(path),
  );
}

/** The folders that the image's own program writes although they are no volumes; `undefined` if it also writes where files of the image lie. */
export function imageWrites(container: Container): readonly string[] | undefined {
  const { image } = container;
  if (!image?.reference || image.overridable) return [];
  const name = publicName(image.reference);
  if (CLICKHOUSE.test(name) && container.env.some((variable) => MAKES_USER.test(variable.name))) return undefined;
  if (name !== 'nginx') return [];
  if (container.command.some(({ part }) => part === 'entrypoint')) return [];
  // Its entrypoint writes what it makes of templates beside its other configuration.
  if (mountTargets(container).some((target) => target.startsWith('/etc/nginx/templates'))) return undefined;
  return NGINX;
}

/** The entrypoint writes the user beside the other configuration. Source: ClickHouse/ClickHouse, docker/server/entrypoint.sh @00b7432bc3c5. */
const CLICKHOUSE = /^clickhouse(?:\/clickhouse-server)?$/;
const MAKES_USER = /^CLICKHOUSE_(?:USER|PASSWORD|DEFAULT_ACCESS_MANAGEMENT)$/;

/** The process id (`/var/run` is `/run`), and what it buffers. Source: docker-library/docs, nginx/content.md, "Running nginx in read-only mode". */
const NGINX: readonly string[] = ['/run', '/var/cache/nginx'];
