import type { PublishedPort } from '../domain/container.ts';
import type { Lens } from '../yaml/lens.ts';
import { splitOutside } from './interpolate.ts';
import { type Reading, resolve, textOf } from './scalar.ts';

type Address = Pick<PublishedPort, 'hostIp' | 'hostPort' | 'containerPort' | 'protocol'>;

/**
 * Parses the short form of a port, `[[IP:](host|range):]container|range[/protocol]`. IPv6 may be in brackets or, in Docker, bare.
 * Source: Compose specification, "ports"; go-connections `nat.ParsePortSpec`.
 * @param known whether all variables in `spec` are known
 */
export function parsePort(spec: string, known = true): Address {
  const slash = splitOutside(spec, '/').at(-1);
  const hasProtocol = slash !== undefined && slash.start > 0;
  const protocol = hasProtocol && slash.text !== '' ? slash.text.toLowerCase() : 'tcp';
  const parts = splitOutside(hasProtocol ? spec.slice(0, slash.start - 1) : spec, ':').map((p) => p.text);
  const containerPort = parts.pop();
  const hostPort = parts.pop();
  const written = parts.join(':').replace(/^\[(.*)\]$/, '$1');
  // `${X}:80` may stand for `127.0.0.1:8080:80`.
  const open = !known && (/\$/.test(written) || (parts.length === 0 && /\$/.test(hostPort ?? containerPort ?? '')));
  return { hostIp: open ? undefined : written, hostPort: hostPort || undefined, containerPort, protocol };
}

/** Reads `ports:` of a service, in short and long form. */
export function readPorts(from: Lens, reading: Reading): PublishedPort[] {
  const out: PublishedPort[] = [];
  for (const found of from.items()) {
    const { node, at } = found;
    if (node.type === 'map') {
      const text = (key: string) => {
        const value = resolve(found.get(key), reading);
        return value ? { text: value.text, raw: value.raw } : undefined;
      };
      const ip = text('host_ip');
      const published = text('published');
      const target = text('target');
      out.push({
        hostIp: ip ? ip.text?.replace(/^\[(.*)\]$/, '$1') : '',
        hostPort: published?.text ?? published?.raw,
        containerPort: target?.text ?? target?.raw,
        protocol: textOf(found.get('protocol'), reading)?.toLowerCase() ?? 'tcp',
        at,
        node,
      });
      continue;
    }
    const spec = resolve(found, reading);
    if (!spec) continue;
    if (spec.node.templated)
      out.push({ hostIp: undefined, hostPort: spec.raw, containerPort: undefined, protocol: 'tcp', at, node });
    else out.push({ ...parsePort(spec.text ?? spec.raw, spec.text !== undefined), at, node });
  }
  return out;
}
