import type { ComposeUnit, Service } from '../domain/compose.ts';
import { asMap } from '../yaml/access.ts';
import { budgetFor, entriesOf, type Found, find, isNull, type Lens } from '../yaml/lens.ts';
import type { YamlUnit } from '../yaml/node.ts';
import type { Variables } from './interpolate.ts';
import type { Reading } from './scalar.ts';
import { readService } from './service.ts';

/** Top-level keys that are no service of the first format. */
const NOT_SERVICES = /^(?:version|name|include|volumes|networks|secrets|configs|models|x-.*)$/;

/** The first format had its services at top level: maps with an `image` or a `build`. */
function legacyServices(root: Lens, reading: Reading): Found[] {
  return entriesOf(root, reading.budget).filter(
    (e) =>
      !NOT_SERVICES.test(e.entry.key) &&
      e.node?.type === 'map' &&
      (!isNull(find(e, 'image')?.node) || !isNull(find(e, 'build')?.node)),
  );
}

/**
 * Reads a Compose file. `undefined` when the document is not a map. Whatever has an unexpected shape is left out, or unknown; the rest is
 * still read. Never throws.
 * @param variables values from `.env`, which win over `${X:-default}`
 */
export function readCompose(unit: YamlUnit, variables?: Variables): ComposeUnit | undefined {
  const map = asMap(unit.root);
  if (!map) return undefined;
  const reading: Reading = { text: unit.text, budget: budgetFor(unit.text), variables };
  const root: Lens = { node: map, via: undefined };
  const top = (key: string) => asMap(find(root, key)?.node);
  const modern = find(root, 'services');
  const isKubernetes = find(root, 'apiVersion') !== undefined && find(root, 'kind') !== undefined;
  const legacy = modern || isKubernetes ? [] : legacyServices(root, reading);
  const volumes = find(root, 'volumes');
  const services: Service[] = [];
  for (const found of modern ? entriesOf(modern, reading.budget) : legacy)
    if (found.node?.type === 'map') services.push(readService(found, found.node, volumes, unit.templated, reading));
  return {
    yaml: unit,
    root: map,
    services,
    networks: top('networks'),
    secrets: top('secrets'),
    configs: top('configs'),
    volumes: top('volumes'),
    legacy: legacy.length > 0,
  };
}
