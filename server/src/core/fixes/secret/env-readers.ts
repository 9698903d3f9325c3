/** Finds the services that load a whole environment file. */
import { loadedFiles } from '../../compose/loaded-files.ts';
import type { Service } from '../../domain/compose.ts';
import type { ComposeFileUnit, Unit } from '../../domain/unit.ts';
import { posix } from '../../text/paths.ts';
import type { ServiceFacts } from '../../workspace/facts/compose.ts';
import type { Located, WorkspaceIndex } from '../../workspace/index.ts';
import { inFolder, loading, reading } from '../../workspace/keys.ts';

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
  const isMeant = (name: string): boolean => meant.some((m) => m.name === name);
  const own = unit.kind === 'compose' ? unit.compose.services.filter((s) => loads(unit, s, file)) : [];
  const others = workspace.of('service', loading(file)).filter((s) => s.whole.unit.path !== unit.path);
  const readers = [...own.map((s) => s.name), ...others.map((s) => s.fact.name)];
  const names = new Set(readers.filter((name) => !isMeant(name)));
  const [first, ...more] = names;
  if (first === undefined) return [];
  const rest = more.length > 1 ? ` and ${more.length} other services` : more.length > 0 ? ` and \`${more[0]}\`` : '';
  const [read, get] = more.length > 0 ? ['read', 'get'] : ['reads', 'gets'];
  return [`\`${first}\`${rest} ${read} all of \`${posix.basename(file)}\` by \`env_file\`, and ${get} the value too`];
}

/** Whether another Compose file of a unit's folder has a variable: it reads the same `.env`. */
export const isReadBeside = (workspace: WorkspaceIndex, { path }: Unit, variable: string): boolean =>
  workspace.of('compose-variables', reading(posix.dirname(path), variable)).some((f) => f.place.unit.path !== path);

/** The Compose files of a folder that have a service. */
const composeIn = (workspace: WorkspaceIndex, folder: string): ComposeFileUnit[] =>
  unitsOf(workspace.of('service', inFolder(folder)));

const unitsOf = (services: readonly Located<ServiceFacts>[]): ComposeFileUnit[] =>
  [...new Set(services.map((s) => s.whole.unit))].filter((unit) => unit.kind === 'compose');

/** The services that do not start without the environment file at a workspace path. */
export function requiredBy(workspace: WorkspaceIndex, file: string): Reader[] {
  return unitsOf(workspace.of('service', loading(file))).flatMap((unit) =>
    unit.compose.services.filter((s) => loads(unit, s, file, true)).map((service) => ({ unit, service })),
  );
}

export interface Reader {
  readonly unit: ComposeFileUnit;
  readonly service: Service;
}

/** The paths of the Compose files that fill in variables from the `.env` at a workspace path, which is the one beside them. */
export function interpolatedIn(workspace: WorkspaceIndex, file: string, names: ReadonlySet<string>): string[] {
  if (posix.basename(file) !== '.env') return [];
  return composeIn(workspace, posix.dirname(file)).flatMap(({ path, text }) => {
    const isRead = [...text.matchAll(/(?<!\$)(?:\$\$)*\$\{?([A-Za-z_]\w*)/g)].some(([, name]) => names.has(name!));
    return isRead ? [path] : [];
  });
}

const loads = ({ path }: ComposeFileUnit, service: Service, file: string, required = false): boolean =>
  loadedFiles(path, service).some((one) => one.path === file && (one.required || !required));
