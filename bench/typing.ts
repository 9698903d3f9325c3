/** Types in a document over a language server's connection, and measures the time to its diagnostics. */
import { pathToFileURL } from 'node:url';
import type { Folder } from './command.ts';
import { type LanguageServer, languageServer, type Message } from './language-server.ts';

export interface Document {
  /** Relative to the workspace's folder. */
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}

export interface Typed {
  /** Milliseconds from opening the document to its first diagnostics. */
  readonly first: number;
  /** Milliseconds from each change to its diagnostics. */
  readonly edits: readonly number[];
  /** Whether they were requested, or sent by the server. */
  readonly how: 'pulled' | 'pushed';
}

/** Changes before the measured ones, so that the code is compiled. */
const WARM_UP = 20;
const TYPED = 'abcdefghijklmnopqrstuvwxyz';

const capabilities = {
  textDocument: {
    synchronization: { dynamicRegistration: false },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    diagnostic: { relatedDocumentSupport: true },
  },
  workspace: { configuration: true, workspaceFolders: true },
};

/** Starts a server for the folder. `files`: our server asks the client for files, as in VS Code, and says when it has read them. */
export async function started(
  command: string,
  folder: Folder,
  serve: { listFiles(): readonly string[]; readFile(uri: string): string } | undefined,
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly server: LanguageServer; readonly pulls: boolean }> {
  const answer = (method: string, params: unknown): unknown => {
    if (method === 'workspace/configuration') return (params as { items: unknown[] }).items.map(() => null);
    if (method === 'seaworthy/listFiles') return serve?.listFiles();
    if (method === 'seaworthy/readFile') return { text: serve?.readFile((params as { uri: string }).uri) };
    return null;
  };
  const server = languageServer(command, answer, env);
  const uri = pathToFileURL(folder.path).href;
  const result = (await server.request('initialize', {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: 'bench' }],
    capabilities,
    initializationOptions: serve ? { files: true } : {},
  })) as { capabilities: { diagnosticProvider?: unknown } };
  const read = serve && server.next(isRead);
  server.notify('initialized', {});
  await read;
  return { server, pulls: result.capabilities.diagnosticProvider !== undefined };
}

const isRead = ({ method, params }: Message): boolean =>
  method === 'seaworthy/status' && (params as { indexing: boolean }).indexing === false;

/**
 * Opens the document and types a letter at a time at the end of its first line behind the middle that holds `mark`. Servers that can be
 * asked for diagnostics are asked after each change, as VS Code does; from the others the next diagnostics of the document count.
 */
export async function typed(
  { server, pulls }: { readonly server: LanguageServer; readonly pulls: boolean },
  folder: Folder,
  document: Document,
  mark: string,
  edits: number,
): Promise<Typed> {
  const uri = pathToFileURL(`${folder.path}/${document.path}`).href;
  let version = 1;
  const diagnostics = async (): Promise<void> => {
    if (pulls) await server.request('textDocument/diagnostic', { textDocument: { uri } });
    else
      await server.next(({ method, params }) => {
        const sent = params as { uri: string; version?: number };
        return (
          method === 'textDocument/publishDiagnostics' && sent.uri === uri && (sent.version ?? version) === version
        );
      });
  };
  const took = async (work: () => void): Promise<number> => {
    const start = performance.now();
    // Listens before it sends: the answer may come at once.
    const seen = pulls ? undefined : diagnostics();
    work();
    await (seen ?? diagnostics());
    return performance.now() - start;
  };
  const { languageId, text } = document;
  const first = await took(() =>
    server.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } }),
  );
  const lines = text.split('\n');
  const line = lines.findIndex((l, i) => i > lines.length / 2 && l.includes(mark));
  if (line < 0) throw new Error(`${document.path} has no ${mark} to type behind`);
  const samples: number[] = [];
  for (let i = 0; i < WARM_UP + edits; i++) {
    const position = { line, character: lines[line]!.length + i };
    version++;
    const time = await took(() =>
      server.notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: position, end: position }, text: TYPED[i % TYPED.length] }],
      }),
    );
    if (i >= WARM_UP) samples.push(time);
  }
  return { first, edits: samples, how: pulls ? 'pulled' : 'pushed' };
}
