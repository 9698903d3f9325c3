import { buildPath } from '../../compose/build-path.ts';
import { loadedFiles } from '../../compose/loaded-files.ts';
import { filesReadBy } from '../../compose/projects.ts';
import type { Service } from '../../domain/compose.ts';
import { hostDevice, writableFolders } from '../../domain/host-folders.ts';
import { writableVolumes } from '../../domain/named-volumes.ts';
import { rootHomeUse } from '../../domain/root-home-use.ts';
import type { ComposeFileUnit } from '../../domain/unit.ts';
import { variablesIn } from '../../domain/variable-readers.ts';
import { controlSocket } from '../../host-path/control-socket.ts';
import { posix } from '../../text/paths.ts';
import type { Span } from '../../text/span.ts';

/** An entry of `build.args`. */
export interface GivenArgument {
  readonly name: string;
  /** `undefined`: from the environment. */
  readonly value: string | undefined;
  /** It contains a variable or a template; `value` is then the text as written. */
  readonly dynamic: boolean;
}

export interface ServiceFacts {
  readonly kind: 'service';
  readonly name: string;
  readonly image: string | undefined;
  /** Workspace paths. */
  readonly build:
    | {
        readonly context: string;
        readonly dockerfile: string;
        readonly target: string | undefined;
        readonly contexts: readonly string[];
        /** Names of the arguments. */
        readonly args: readonly string[];
        readonly given: readonly GivenArgument[];
      }
    | undefined;
  /** Workspace paths of the files that it loads by `env_file`; paths with variables as they are written. */
  readonly envFiles: readonly string[];
  /** Workspace path of the Compose file whose service it extends; `undefined` for none or one of its own file. */
  readonly extendsFile: string | undefined;
  /** The name of that service; `undefined` where it has a variable. */
  readonly extendsService: string | undefined;
  /** What it has in the home of root: a path of a mount, a variable. */
  readonly rootHome: string | undefined;
  /** The mounted control socket of a container engine, on the host: root and a group of the host may open it. */
  readonly engineSocket: string | undefined;
  /** A device of the host that it gets. */
  readonly hostDevice: string | undefined;
  /** Where it mounts named volumes that it may write. */
  readonly volumes: readonly string[];
  /** Where it may write to folders of the host. */
  readonly folders: readonly string[];
  readonly at: Span;
  readonly whole: Span;
}

/** What a Compose file reads from the environment and from the `.env` beside it. */
export interface ComposeVariableFacts {
  readonly kind: 'compose-variables';
  readonly names: readonly string[];
  readonly at: Span;
}

/** What a Compose file includes and extends. */
export interface ComposeReadsFacts {
  readonly kind: 'compose-reads';
  /** Workspace paths. */
  readonly files: readonly string[];
  readonly at: Span;
}

export function composeFacts(unit: ComposeFileUnit): (ServiceFacts | ComposeVariableFacts | ComposeReadsFacts)[] {
  const names = variablesIn(unit.yaml);
  const at = { start: 0, end: 0 };
  const files = filesReadBy(unit);
  return [
    ...serviceFacts(unit),
    ...(names.length > 0 ? [{ kind: 'compose-variables' as const, names, at }] : []),
    ...(files.length > 0 ? [{ kind: 'compose-reads' as const, files, at }] : []),
  ];
}

function serviceFacts(unit: ComposeFileUnit): ServiceFacts[] {
  return unit.compose.services.map((service) => {
    const path = service.build && buildPath(unit.path, service.build);
    const contexts = [...(service.build?.additionalContexts.keys() ?? [])];
    const given = service.build?.args.map(({ name, value, dynamic }) => ({ name, value, dynamic })) ?? [];
    const args = given.map((a) => a.name);
    return {
      kind: 'service',
      name: service.name,
      image: service.container.image?.raw,
      build: path && { ...path, target: service.build?.target, contexts, args, given },
      envFiles: loadedFiles(unit.path, service).map((file) => file.path),
      extendsFile: extendedFile(unit.path, service),
      extendsService: extendedService(service),
      rootHome: rootHomeUse(service.container),
      engineSocket: service.container.hostMounts.find((m) => controlSocket(m.source)?.limited === false)?.source,
      hostDevice: hostDevice(service.container),
      volumes: writableVolumes(service.container),
      folders: writableFolders(service.container),
      at: service.entry.keySpan,
      whole: service.span,
    };
  });
}

function extendedService({ container }: Service): string | undefined {
  const written = container.lens.get('extends', 'service').text;
  return written?.includes('$') ? undefined : written;
}

/** Source: Compose specification, "extends": the path is relative to the file, and `file` is optional. */
function extendedFile(path: string, { container }: Service): string | undefined {
  const written = container.lens.get('extends', 'file').text;
  if (written === undefined || written.includes('$') || written.startsWith('/')) return undefined;
  const file = posix.join(posix.dirname(path), written);
  return file === path ? undefined : file;
}
