/** What other files say about how a file is read. */
import type { EnvironmentFiles } from '../compose/environment-files.ts';
import { isNamedPatch } from '../files/folder-names.ts';
import type { ReadingContext } from '../kubernetes/read.ts';
import { type Kustomizations, sameKustomized } from '../kustomize/kustomized.ts';
import { type Configs, isConfig } from './configs.ts';

/** What other files say about one file. */
export interface FileContext extends ReadingContext {
  /** A Compose file names the file as an environment file. */
  readonly isEnvironment: boolean;
}

/** A file with what it was read with. */
interface FileAsRead {
  readonly path: string;
  readonly text: string;
  readonly context: FileContext;
}

/** What other files say, for every path. */
export interface ReadingContexts {
  of(path: string): FileContext;
  /**
   * Whether the kinds with pod templates of some files may differ after a configuration changed. `texts`: the configuration before and
   * after. Nearly no configuration has such kinds, so most changes of one read no file again.
   */
  mayDiffer(files: Iterable<FileAsRead>, texts: readonly (string | undefined)[]): boolean;
}

/** In a configuration that names such kinds, or may by what it extends. */
const MAY_NAME = /podTemplates|extends/;

/** Asks the kustomizations, the Compose files and the configurations, each time anew. */
export function readingContexts(
  kustomized: Pick<Kustomizations, 'of'>,
  environmentFiles: Pick<EnvironmentFiles, 'has'>,
  configs: Pick<Configs, 'podTemplatesFor'>,
): ReadingContexts {
  return {
    of: (path) => ({
      ...kustomized.of(path),
      ...{ templates: configs.podTemplatesFor(path), isEnvironment: environmentFiles.has(path) },
      mayBePatch: isNamedPatch(path),
    }),
    mayDiffer: (files, texts) =>
      texts.some((text) => text !== undefined && MAY_NAME.test(text)) ||
      [...files].some(
        ({ context, path, text }) => context.templates.length > 0 || (isConfig(path) && MAY_NAME.test(text)),
      ),
  };
}

/** Whether a file is read in the same way. */
export const sameContext = (a: FileContext, b: FileContext): boolean =>
  sameKustomized(a, b) &&
  a.isEnvironment === b.isEnvironment &&
  (a.templates === b.templates || JSON.stringify(a.templates) === JSON.stringify(b.templates));
