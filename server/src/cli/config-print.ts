/** `seaworthy config --print FILE`: the configuration in force for a file, with the origin of every value. */

import { LOWER_SEVERITY } from '../core/config/settings.ts';
import { toolOfFile } from '../core/config/tool-files.ts';
import type { ConfigIgnore, Engine } from '../core/engine/engine.ts';
import { jsonText, oneLine } from '../core/report/escape.ts';
import { withoutTokens } from '../core/secrets/detect/without-tokens.ts';
import { posix } from '../core/text/paths.ts';
import { absolute, HERE, relativePath } from '../host/node-paths.ts';
import { VERSION } from '../host/version.ts';
import type { CheckArguments } from './arguments.ts';
import { UsageError } from './arguments.ts';
import { shown } from './collect.ts';
import { configRows, lineAt, type Origin, type Row } from './config-rows.ts';
import { engineMaker } from './only-workspace.ts';
import { complain, print, writeOutput } from './output.ts';
import type { ConfigArguments } from './project-arguments.ts';
import { load } from './workspaces.ts';

/** Prints it and returns the exit code: 2 if a configuration is wrong, since its settings are left out. Throws `UsageError`, `OutputError`. */
export async function configPrint({ check, format }: ConfigArguments<CheckArguments>): Promise<number> {
  const [name = ''] = check.paths;
  const [workspace] = load(check, engineMaker(check), undefined, () => {});
  const file = workspace && relativePath(HERE, workspace.root, absolute(HERE, name));
  const { engine, root } = workspace ?? {};
  if (file === undefined || engine?.textOf(file) === undefined)
    throw new UsageError(`config: ${name} is not a file that can be read`);
  const path = (one: string): string => shown(root!, one);
  const config = engine.configFor(file);
  const rows = configRows(engine, file).map((row) => ({ ...row, origin: withPaths(row.origin, path) }));
  const ignores = engine.configIgnores(file).map((one) => ignoreOf(engine, file, one, path));
  const about = { file: path(file), excluded: config.exclude(file), lowered: config.lowers(file) };
  const text =
    format === 'json'
      ? jsonText({ version: VERSION, ...about, settings: rows, ignore: ignores }, 2)
      : asText(about, rows, ignores);
  const safe = withoutTokens(`${text}\n`);
  if (check.output === undefined) await print(safe);
  else await writeOutput(check.output, safe);
  const wrong = engine.configProblems();
  for (const p of wrong) complain(`seaworthy: ${oneLine(`${path(p.path)}:${lineAt(p.text, p.at)}: ${p.message}`)}`);
  return wrong.length > 0 ? 2 : 0;
}

interface About {
  readonly file: string;
  /** The file is not checked. */
  readonly excluded: boolean;
  /** Findings in it are one severity lower by its path. */
  readonly lowered: boolean;
}

const withPaths = (origin: Origin, shownAs: (path: string) => string): Origin =>
  origin.kind === 'file'
    ? { ...origin, path: shownAs(origin.path), extendedBy: origin.extendedBy.map(shownAs) }
    : origin;

interface Ignored {
  readonly of: string;
  readonly names: readonly string[];
  readonly until: string | undefined;
  readonly reason: string;
  readonly origin: Origin;
}

/** An entry of `ignore` that applies to the file, or of a neighbour's file. */
function ignoreOf(
  engine: Engine,
  file: string,
  { path, entry }: ConfigIgnore,
  shownAs: (path: string) => string,
): Ignored {
  const layer = engine.configLayers(file).find((one) => one.path === path);
  const text = layer?.text ?? engine.textOf(path) ?? '';
  const extendedBy = (layer?.above ?? []).map(shownAs);
  return {
    ...{
      of: toolOfFile(posix.basename(path)) ?? 'seaworthy',
      names: entry.names,
      until: entry.until,
      reason: entry.reason,
    },
    origin: { kind: 'file', path: shownAs(path), line: lineAt(text, entry.at), extendedBy },
  };
}

function asText({ file, excluded, lowered }: About, rows: readonly Row[], ignores: readonly Ignored[]): string {
  const width = 40;
  const line = (what: string, origin: Origin): string =>
    `${oneLine(what).padEnd(width)}  # ${oneLine(originText(origin))}`;
  return [
    `# the configuration of ${oneLine(file)}`,
    ...(excluded ? ['# the file is excluded: it is not checked'] : []),
    ...(lowered ? ['# findings in the file are one severity lower, by its path'] : []),
    ...rows.map(({ key, value, origin }) => line(`${key.join('.')}: ${valueText(value)}`, origin)),
    ...ignores.map(({ of, names, until, reason, origin }) =>
      line(
        `ignore: ${names.join(', ')}${of === 'seaworthy' ? '' : ` (${of})`}${until ? ` until ${until}` : ''}${reason ? `: ${reason}` : ''}`,
        origin,
      ),
    ),
  ].join('\n');
}

const valueText = (value: unknown): string =>
  value === LOWER_SEVERITY ? '(the paths in the manual)' : typeof value === 'string' ? value : jsonText(value);

function originText(origin: Origin): string {
  if (origin.kind !== 'file') return origin.kind === 'default' ? 'default' : 'option of the command line';
  const { path, line, extendedBy } = origin;
  return [`${path}:${line}`, ...[...extendedBy].reverse().map((one) => `extended by ${one}`)].join(', ');
}
