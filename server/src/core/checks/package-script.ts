/** The text of a script that `npm run` starts in an image, from the `package.json` of the build context. */
import { copiedFiles } from '../dockerfile/copied-files.ts';
import type { Stage } from '../dockerfile/model.ts';
import type { PackageScripts } from '../shell/shell.ts';
import { posix } from '../text/paths.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { contextPaths, possibleContexts, startFile } from './start-files.ts';

export interface PackageScript {
  /** In the workspace, with the line from 1: `app/package.json:7`. */
  readonly where: string;
  readonly text: string;
}

/** No script in a file that is longer is looked for. */
const MAX_FILE = 200_000;

/**
 * The scripts with those that npm and Yarn run before them (`prestart`), in the `package.json` that the stage copies to its working folder, else
 * in the nearest one above the Dockerfile. `working`: the absolute path of the working folder. Empty where no such file or script is known.
 */
export function scriptTexts(
  { folder, names }: PackageScripts,
  stage: Stage,
  dockerfile: string,
  working: string,
  workspace: WorkspaceIndex,
): PackageScript[] {
  const contexts = possibleContexts(workspace, dockerfile);
  const inImage = posix.join(posix.join(working, folder), 'package.json');
  const places = [...contextPaths(inImage, copiedFiles(stage)), posix.join(folder, 'package.json')];
  const [file] = places.flatMap((place) => startFile(place, contexts, workspace));
  if (!file || file.text.length > MAX_FILE) return [];
  const scripts = scriptsIn(file.text);
  return names
    .flatMap((name) => [`pre${name}`, name])
    .flatMap((name) => {
      const text = scripts.get(name);
      if (text === undefined) return [];
      const at = file.text.indexOf(`${JSON.stringify(name)}:`, file.text.indexOf('"scripts"'));
      const line = file.text.slice(0, Math.max(at, 0)).split('\n').length;
      return [{ where: at < 0 ? file.path : `${file.path}:${line}`, text }];
    });
}

function scriptsIn(text: string): ReadonlyMap<string, string> {
  try {
    const whole: unknown = JSON.parse(text);
    const { scripts } = isObject(whole) ? whole : { scripts: undefined };
    const entries = isObject(scripts) ? Object.entries(scripts) : [];
    return new Map(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])));
  } catch {
    return new Map();
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
