/** Finds the services that load a whole environment file. */
import type { Service } from '../../domain/compose.ts';
import type { ComposeFileUnit, Unit } from '../../domain/unit.ts';
import { posix } from '../../text/paths.ts';
import type { WorkspaceIndex } from '../../workspace/index.ts';

/**
 * Notes for a value that moves to `file`: other services load the file by `env_file` and get the value too. `meant`: the services of
 * `unit` that need the value.
 */
export function otherReaderNotes(
  workspace: WorkspaceIndex,
  unit: Unit,
  file: string,
  meant: readonly Service[] = [],
): string[] {
  const kept = workspace
    .of('service')
    .map((s) => s.whole.unit)
    .filter((u) => u.path !== unit.path);
  const names = new Set<string>();
  for (const one of new Set([unit, ...kept])) {
    if (one.kind !== 'compose' || !one.text.includes('env_file')) continue;
    for (const service of one.compose.services)
      if (!meant.some((m) => m.name === service.name) && readsAll(one, service, file)) names.add(service.name);
  }
  const [first, ...more] = names;
  if (first === undefined) return [];
  const others = more.length > 1 ? ` and ${more.length} other services` : more.length > 0 ? ` and \`${more[0]}\`` : '';
  const [read, get] = more.length > 0 ? ['read', 'get'] : ['reads', 'gets'];
  return [`\`${first}\`${others} ${read} all of \`${posix.basename(file)}\` by \`env_file\`, and ${get} the value too`];
}

/** The other Compose files of a unit's folder: they read the same `.env`. */
export function besides(workspace: WorkspaceIndex, { path }: Unit): ComposeFileUnit['compose'][] {
  const units = new Set(workspace.of('service').map((s) => s.whole.unit));
  return [...units].flatMap((unit) =>
    unit.kind === 'compose' && unit.path !== path && posix.dirname(unit.path) === posix.dirname(path)
      ? [unit.compose]
      : [],
  );
}

/** The services that do not start without the environment file at a workspace path. */
export function requiredBy(workspace: WorkspaceIndex, file: string): Reader[] {
  const units = new Set(workspace.of('service').map((s) => s.whole.unit));
  return [...units].flatMap((unit) => {
    if (unit.kind !== 'compose' || !unit.text.includes('env_file')) return [];
    return unit.compose.services.filter((s) => readsAll(unit, s, file, true)).map((service) => ({ unit, service }));
  });
}

export interface Reader {
  readonly unit: ComposeFileUnit;
  readonly service: Service;
}

/** The names of the Compose files that fill in variables from the `.env` at a workspace path, which is the one beside them. */
export function interpolatedIn(workspace: WorkspaceIndex, file: string, names: ReadonlySet<string>): string[] {
  if (posix.basename(file) !== '.env') return [];
  const units = new Set(workspace.of('service').map((s) => s.whole.unit));
  return [...units].flatMap(({ kind, path, text }) => {
    if (kind !== 'compose' || posix.dirname(path) !== posix.dirname(file)) return [];
    const isRead = [...text.matchAll(/(?<!\$)(?:\$\$)*\$\{?([A-Za-z_]\w*)/g)].some(([, name]) => names.has(name!));
    return isRead ? [posix.basename(path)] : [];
  });
}

function readsAll({ path }: ComposeFileUnit, { container }: Service, file: string, required = false): boolean {
  const written = container.lens.get('env_file');
  const paths = written.seq
    ? written
        .items()
        .map((i) => (required && i.get('required').text === 'false' ? undefined : (i.text ?? i.get('path').text)))
    : [written.text];
  return paths.some((p) => p !== undefined && posix.join(posix.dirname(path), p) === file);
}
