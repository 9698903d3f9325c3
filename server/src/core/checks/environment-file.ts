import type { Unit } from '../domain/unit.ts';
import { readEnvFile } from '../env/read.ts';
import { isNamed } from '../files/file-kinds.ts';
import type { Context } from '../rule/rule.ts';
import { hitsAt } from '../secrets/hits.ts';
import { secretSites } from '../secrets/sites/sites.ts';
import { posix } from '../text/paths.ts';
import { contextsOf } from '../workspace/dockerignore.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';

/**
 * Whether the environment file or npm configuration at `source`, a path in the build context of the Dockerfile at hand, was read in every
 * context of its builds, and nothing in it may be a secret.
 */
export function holdsNoSecret(source: string, { workspace, unit }: Context): boolean {
  return contextsOf(workspace, unit.path).every((context) => {
    const path = inContext(context, source, workspace);
    if (isNamed(path, 'package-registry')) return holdsNoToken(workspace.text(path));
    const text = isNamed(path, 'env') ? workspace.text(path) : undefined;
    if (text === undefined) return false;
    const file: Unit = { kind: 'env', path, start: 0, text, env: readEnvFile(text) };
    return secretSites(file).every((site) => hitsAt(file, site).length === 0);
  });
}

/**
 * Whether `source` is a pattern that copies an npm configuration if there is one (`.npmrc*`), and no context of the builds has it, as far
 * as the files that Git tracks or does not ignore tell.
 */
export function isOptionalAndAbsent(source: string, { workspace, unit }: Context): boolean {
  const name = source.replace(/\*$/, '');
  if (name === source || !isNamed(name, 'package-registry') || !workspace.complete) return false;
  return contextsOf(workspace, unit.path).every(
    (context) => workspace.text(inContext(context, name, workspace)) === undefined,
  );
}

/**
 * The credentials of npm and Yarn, with a value that is no variable. Sources: npm, ".npmrc", "Auth related configuration"; Yarn,
 * "Configuration", `npmAuthToken` and `npmAuthIdent`.
 */
const TOKEN = /(?:_auth(?:Token)?|_password|npmAuth(?:Token|Ident))["']?[ \t]*[:= \t][ \t]*["']?(?!\$\{)[^\s"'$]/;

const holdsNoToken = (text: string | undefined): boolean => text !== undefined && !TOKEN.test(text);

/**
 * The path of a file in a build context. Where the context has no such file, it is a folder above, in which a command starts the build
 * (`docker build -f web/Dockerfile .`): the nearest that has one.
 */
function inContext(context: string, source: string, workspace: WorkspaceIndex): string {
  for (let folder = context; ; folder = posix.dirname(folder)) {
    const path = posix.join(folder, source);
    if (workspace.text(path) !== undefined) return path;
    if (folder === '') return posix.join(context, source);
  }
}
