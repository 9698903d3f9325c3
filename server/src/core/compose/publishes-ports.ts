import { isInEffect } from '../platform/platform.ts';
import type { Lens } from '../yaml/lens.ts';
import { cast, type Reading, textOf } from './scalar.ts';

/** Modes without a network of the service's own: there is nothing to publish a port of. In those of another container Docker refuses ports. */
const NO_OWN_NETWORK = /^(?:none|host|(?:service|container):.*)$/;
/** Drivers without port mappings. Sources: moby/libnetwork issue 2050; Podman, "podman-run", `--publish`. */
const NO_MAPPINGS = /^(?:macvlan|ipvlan|host|none|null)$/;

/**
 * Whether `ports` of a service opens a port on the host: not where `network_mode` gives it no network of its own, and not where all its
 * networks are internal or map no ports. A network of another file or an external one counts as open, as networks are by default.
 * A Swarm publishes through its own ingress network, whatever the networks of the service are. Sources: Docker, "Networking overview"
 * and "None network driver"; moby/moby issues 36174 (internal networks) and 28693 (Swarm).
 * @param networks the top-level `networks`
 */
export function publishesPorts(service: Lens, networks: Lens, reading: Reading): boolean {
  if (!isInEffect(reading.platform, 'hostNamespaces')) return true;
  const written = service.get('network_mode');
  // The first format of Compose files has another key for it.
  const mode = textOf(written.at ? written : service.get('net'), reading);
  if (mode !== undefined) return !NO_OWN_NETWORK.test(mode);
  const own = service.get('networks');
  const listed = [...own.entries().map((e) => e.key), ...own.items().flatMap((item) => textOf(item, reading) ?? '')];
  const joined = listed.length > 0 ? listed : ['default'];
  return joined.some((name) => mapsPorts(networks.get(name), reading));
}

function mapsPorts(network: Lens, reading: Reading): boolean {
  if (!network.get('external').absent && cast(textOf(network.get('external'), reading)) !== false)
    return !/^(?:host|none)$/.test(textOf(network.get('name'), reading) ?? '');
  const driver = textOf(network.get('driver'), reading);
  return cast(textOf(network.get('internal'), reading)) !== true && !NO_MAPPINGS.test(driver ?? '');
}
