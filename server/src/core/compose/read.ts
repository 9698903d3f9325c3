import type { ComposeUnit, Service } from '../domain/compose.ts';
import { composePlatform } from '../platform/recognise.ts';
import { type Entry, type Found, lensOf } from '../yaml/lens.ts';
import type { YamlUnit } from '../yaml/node.ts';
import type { Variables } from './interpolate.ts';
import type { Reading } from './scalar.ts';
import { hasNoImage, readService } from './service.ts';

/** In the first Compose file format, services are top-level keys. These keys are not services. */
const NOT_SERVICES = /^(?:version|name|include|volumes|networks|secrets|configs|models|x-.*)$/;

/** The services of the first Compose file format: top-level maps with an `image` or a `build`. */
const legacyServices = (root: Found): readonly Entry[] =>
  root.entries().filter((e) => !NOT_SERVICES.test(e.key) && e.map && !(e.get('image').absent && e.get('build').absent));

/** Names of files that Compose reads after the main one: `docker-compose.dev.yml` with `-f`, `compose.override.yaml` by itself. */
const SECOND_FILE = /(?:^|\/)(?:docker-|podman-)?compose[._-]([^/]+)\.(?:ya?ml|json)$/i;

/**
 * Whether a service of the file may have settings in another one, to which this file adds. By the file's name all have, else those that are
 * built here and state no image, where other services have neither.
 */
function addsToOther(path: string, services: readonly Entry[]): (service: Entry) => boolean {
  const name = SECOND_FILE.exec(path)?.[1];
  if (name === undefined) return () => false;
  if (/\boverride\b/i.test(name)) return () => true;
  return services.some(hasNoImage) ? (service) => service.get('image').absent : () => false;
}

/**
 * Reads a Compose file. `undefined` when the document is not a map. A value of a wrong type is left out or unknown; the rest is still
 * read. Never throws.
 * @param path the file's path, whose name may tell the platform; '' when unknown
 * @param variables values from `.env`, which replace the default of `${X:-default}`
 */
export function readCompose(unit: YamlUnit, path = '', variables?: Variables): ComposeUnit | undefined {
  const root = lensOf(unit);
  if (!root.map) return undefined;
  const platform = composePlatform({ path, root });
  const reading: Reading = { text: unit.text, variables, platform };
  const top = (key: string) => root.get(key).map;
  const modern = root.get('services');
  const isKubernetes = root.get('apiVersion').at !== undefined && root.get('kind').at !== undefined;
  const legacy = modern.at || isKubernetes ? [] : legacyServices(root);
  const shared = { volumes: root.get('volumes'), networks: root.get('networks') };
  const isPartial = addsToOther(path, modern.entries());
  const services: Service[] = [];
  for (const found of modern.at ? modern.entries() : legacy)
    if (found.map)
      services.push(readService(found, found.map, shared, unit.templated || found.more || isPartial(found), reading));
  return {
    yaml: unit,
    root: root.map,
    platform,
    services,
    networks: top('networks'),
    secrets: top('secrets'),
    configs: top('configs'),
    volumes: top('volumes'),
    legacy: legacy.length > 0,
  };
}
