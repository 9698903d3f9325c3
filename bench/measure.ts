/** Measures the cases of `cases.ts`. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Case, CommandCase, EditCase, GrowthCase, MemoryCase } from './cases.ts';
import {
  emptyProgram,
  type Folder,
  inTurn,
  ourCheck,
  ourServer,
  reportedMemory,
  reportingMemory,
  run,
  script,
  yamlTokens,
} from './command.ts';
import { folderFiles, generated, generatedFiles, type Kind, written } from './corpus/corpus.ts';
import { median, OURS, type Series } from './series.ts';
import { sizeSeries, startSeries } from './start-and-size.ts';
import { type Document, started, typed } from './typing.ts';

export interface Options {
  /** Runs of each command; the median counts. */
  readonly runs: number;
  /** Commands and language servers of peers, measured in turn with ours. */
  readonly against: readonly string[];
  readonly againstServers: readonly string[];
  /** A folder to take files from, in place of generated ones. */
  readonly folder: string | undefined;
}

/** Where letters are typed, and the language that editors give the document. */
const DOCUMENTS = {
  dockerfile: { path: 'Dockerfile', languageId: 'dockerfile', mark: 'COPY ' },
  compose: { path: 'compose.yaml', languageId: 'yaml', mark: 'image: ' },
  manifest: { path: 'manifest.yaml', languageId: 'yaml', mark: 'image: ' },
} as const;

/** Measures one case; it writes its files into a folder of its own and removes it. */
export async function measured(given: Case, options: Options): Promise<Series[]> {
  const one = named(given, options);
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'seaworthy-bench-'));
  try {
    if (one.kind === 'command') return await commandSeries(one, options, place);
    if (one.kind === 'edit') return await editSeries(one, options, place);
    if (one.kind === 'memory') return await memorySeries(one, options, place);
    if (one.kind === 'growth') return await growthSeries(one, options, place);
    if (one.kind === 'start') return await startSeries(one, options.againstServers, options.runs);
    return sizeSeries(one, place);
  } finally {
    fs.rmSync(place, { recursive: true, force: true });
  }
}

/** The case with a name that says where its files come from. A folder may have fewer than the case takes. */
function named<C extends Case>(one: C, { folder }: Options): C {
  const takesFiles = one.kind === 'command' || one.kind === 'memory' || one.kind === 'growth';
  return folder === undefined || !takesFiles
    ? one
    : { ...one, what: `${one.what} at most, from ${path.basename(folder)}` };
}

/** Writes the files of a case, and says how many and how large they are. */
export function filesIn(
  place: string,
  options: Pick<Options, 'folder'>,
  of: Kind,
  count: number,
  bytes?: number,
): Folder & { note: string } {
  const folder = path.join(place, `${of}-${count}`);
  const texts =
    options.folder === undefined ? generatedFiles(of, count, bytes) : folderFiles(options.folder, of, count);
  const all = written(folder, texts);
  return { path: folder, files: all.paths, note: `${all.paths.length} files, ${(all.bytes / 1e6).toFixed(2)} MB` };
}

async function commandSeries(one: CommandCase, options: Options, place: string): Promise<Series[]> {
  const { of, count, bytes } = one.files;
  const folder = filesIn(place, options, of, count, bytes);
  const commands = [
    { by: OURS, command: script(ourCheck) },
    ...options.against.map((command) => ({ by: command, command: script(command) })),
    { by: 'node -e 0', command: script(emptyProgram, true) },
    ...(of === 'dockerfile' ? [] : [{ by: "yaml's syntax tree", command: script(yamlTokens) }]),
  ];
  const all = await inTurn(
    commands.map((c) => c.command),
    folder,
    options.runs,
  );
  return commands.flatMap(({ by }, i) =>
    (['cpu', 'wall'] as const).map((measure): Series => {
      const samples = all[i]!.map((times) => times[measure]);
      return { id: one.id, what: one.what, by, measure, unit: 'ms', samples, note: folder.note };
    }),
  );
}

async function editSeries(one: EditCase, options: Options, place: string): Promise<Series[]> {
  const { path: name, languageId, mark } = DOCUMENTS[one.document.of];
  const document: Document = { path: name, languageId, text: generated(one.document.of, one.document.lines) };
  const series: Series[] = [];
  for (const command of [ourServer, ...options.againstServers]) {
    const by = command === ourServer ? OURS : command;
    const medians: number[] = [];
    for (const beside of one.beside ?? [0]) {
      const folder = beside > 0 ? filesIn(place, options, 'mixed', beside) : { path: place, files: [], note: '' };
      fs.writeFileSync(path.join(folder.path, name), document.text);
      const server = await started(command, folder, command === ourServer ? served(folder) : undefined);
      const { first, edits, how } = await typed(server, folder, document, mark, one.edits);
      await server.server.end();
      medians.push(median(edits));
      const what = beside > 0 ? `${one.what} among ${beside.toLocaleString('en')} files` : one.what;
      const common = { id: one.id, what, by, unit: 'ms' as const, note: how };
      series.push({ ...common, measure: 'edit', samples: edits }, { ...common, measure: 'first', samples: [first] });
    }
    if (medians.length < 2) continue;
    const samples = [medians.at(-1)! / medians[0]!];
    series.push({ id: one.id, what: `${one.what}: most files ÷ fewest`, by, measure: 'growth', unit: '×', samples });
  }
  return series;
}

/** The files of a folder, as VS Code's extension gives them to the server. */
function served(folder: Folder) {
  return {
    listFiles: () => folder.files.map((file) => pathToFileURL(path.join(folder.path, file)).href),
    readFile: (uri: string) => fs.readFileSync(fileURLToPath(uri), 'utf8'),
  };
}

async function memorySeries(one: MemoryCase, options: Options, place: string): Promise<Series[]> {
  const folder = filesIn(place, options, one.files.of, one.files.count);
  const file = path.join(place, 'memory');
  const env = reportingMemory(file);
  const samples: { readonly what: string; readonly of: number[] }[] = [
    { what: `${one.what}: command line`, of: [] },
    { what: `${one.what}: language server, after they were read and one was opened`, of: [] },
  ];
  for (let i = 0; i < Math.min(3, options.runs); i++) {
    await run(script(ourCheck), folder, env);
    samples[0]!.of.push(reportedMemory(file));
    const server = await started(ourServer, folder, served(folder), env);
    const text = generated('dockerfile', 30);
    await typed(server, folder, { path: 'Dockerfile', languageId: 'dockerfile', text }, DOCUMENTS.dockerfile.mark, 20);
    await server.server.end();
    samples[1]!.of.push(reportedMemory(file));
  }
  const common = { id: one.id, by: OURS, measure: 'memory' as const, unit: 'MB' as const, note: folder.note };
  return samples.map(({ what, of }): Series => ({ ...common, what, samples: of }));
}

async function growthSeries(one: GrowthCase, options: Options, place: string): Promise<Series[]> {
  const series: Series[] = [];
  // Of one file: what it costs beside a program that does nothing.
  const each: number[] = [];
  for (const count of one.counts) {
    const folder = filesIn(place, options, one.of, count);
    const commands = [script(ourCheck), script(emptyProgram, true)];
    const [ours, empty] = await inTurn(commands, folder, Math.min(3, options.runs));
    const samples = ours!.map((times) => times.cpu);
    each.push((median(samples) - median(empty!.map((times) => times.cpu))) / folder.files.length);
    const common = { id: one.id, by: OURS, note: folder.note };
    const what = `${count.toLocaleString('en')} ${one.what}`;
    series.push({ ...common, what, measure: 'cpu', unit: 'ms', samples });
    if (each.length === 1) continue;
    series.push({ ...common, what, measure: 'growth', unit: '×', samples: [each.at(-1)! / each[0]!] });
  }
  return series;
}
