import type { HostMount } from '../domain/container.ts';
import { hostPath } from '../host-path/normalise.ts';
import type { Found, Lens } from '../yaml/lens.ts';
import { splitOutside } from './interpolate.ts';
import { cast, type Reading, resolve, textOf } from './scalar.ts';

export interface ShortVolume {
  /** '' for an anonymous volume. */
  readonly source: string;
  readonly target: string;
  readonly options: readonly string[];
}

const DRIVE = /^[A-Za-z]$/;

/**
 * Parses the short form of a volume, `[source:]target[:options]`, with drive letters. `undefined` when it is not valid.
 * Source: compose-go `format.ParseVolume`.
 */
export function parseVolume(spec: string): ShortVolume | undefined {
  const fields: string[] = [];
  const parts = splitOutside(spec, ':').map((p) => p.text);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? '';
    // A single letter before `:` is a drive letter: `C:` begins a path.
    if (DRIVE.test(part) && i + 1 < parts.length && fields.length < 2) fields.push(`${part}:${parts[++i] ?? ''}`);
    // `npipe:////./pipe/docker_engine` and `//./pipe/…`
    else if (part === 'npipe' && fields.length === 0 && i + 1 < parts.length) fields.push(`npipe:${parts[++i] ?? ''}`);
    else fields.push(part);
  }
  const [first, second, options, ...more] = fields;
  if (!first || more.length > 0) return undefined;
  if (second === undefined) return { source: '', target: first, options: [] };
  return { source: first, target: second, options: options?.split(',') ?? [] };
}

/** Whether the source of a short form is a path of the host, not the name of a volume. `${X}` alone may be both, and counts as a name. */
export function isHostPath(source: string): boolean {
  if (/^[./~\\]|^[A-Za-z]:|^npipe:/.test(source)) return true;
  // A name of a volume has no slash.
  return source.startsWith('$') && (/^\$\{?(?:PWD|HOME)\b/.test(source) || splitOutside(source, '/').length > 1);
}

/** The host path of a top-level volume that is a bind mount: `driver_opts: {type: none, o: bind, device: /path}`. */
function bindSource(name: string, volumes: Lens, reading: Reading) {
  const volume = volumes.get(name);
  const driver = textOf(volume.get('driver'), reading) ?? 'local';
  const options = volume.get('driver_opts');
  const flags = textOf(options.get('o'), reading)?.split(',') ?? [];
  const device = resolve(options.get('device'), reading);
  if (driver !== 'local' || !device || !flags.some((f) => /^r?bind$/.test(f.trim()))) return undefined;
  return {
    source: device.text === undefined ? device.raw : hostPath(device.text),
    readOnly: flags.some((f) => f.trim() === 'ro'),
  };
}

/** Reads the host paths that a service mounts: `volumes:` in short and long form, volumes with bind options, and `use_api_socket`. */
export function readHostMounts(service: Found, volumes: Lens, reading: Reading): HostMount[] {
  const out: HostMount[] = [];
  for (const found of service.get('volumes').items()) {
    const { node, at } = found;
    if (node.type === 'map') {
      const source = resolve(found.get('source'), reading);
      if (!source) continue;
      const type = textOf(found.get('type'), reading);
      const target = resolve(found.get('target'), reading);
      const readOnly = cast(textOf(found.get('read_only'), reading)) === true;
      const common = { target: target?.text ?? target?.raw, at, node };
      const path = source.text ?? source.raw;
      const bound = type === 'volume' ? bindSource(path, volumes, reading) : undefined;
      if (bound) out.push({ ...common, source: bound.source, readOnly: readOnly || bound.readOnly });
      else if (type === 'bind' || type === 'npipe' || (type === undefined && isHostPath(path)))
        out.push({ ...common, source: source.text === undefined ? path : hostPath(path), readOnly });
      continue;
    }
    const spec = resolve(found, reading);
    const volume = spec && !spec.node.templated ? parseVolume(spec.text ?? spec.raw) : undefined;
    if (!volume || volume.source === '') continue;
    const readOnly = volume.options.includes('ro');
    const bound = bindSource(volume.source, volumes, reading);
    const common = { target: volume.target, at, node };
    if (bound) out.push({ ...common, source: bound.source, readOnly: readOnly || bound.readOnly });
    else if (isHostPath(volume.source))
      out.push({ ...common, source: spec?.text === undefined ? volume.source : hostPath(volume.source), readOnly });
  }
  const socket = service.get('use_api_socket');
  if (socket.node && cast(textOf(socket, reading)) === true)
    out.push({
      source: '/var/run/docker.sock',
      target: '/var/run/docker.sock',
      readOnly: false,
      at: socket.at,
      node: socket.node,
    });
  return out;
}
