/** The connection that the arguments of the process select: `--stdio`, `--socket=PORT`, `--pipe=NAME` or `--node-ipc`. */
import {
  type Connection,
  createConnection,
  createServerPipeTransport,
  createServerSocketTransport,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
} from 'vscode-languageserver/node';
import { type ByteSource, FramedReader } from './node-reader.ts';
import { FramedWriter } from './node-writer.ts';

/** Standard input and output unless the arguments select another transport, as for most language servers. */
export function connect(words: readonly string[]): Connection {
  const port = argument(words, '--socket');
  if (port !== undefined) return overSocket(createServerSocketTransport(Number(port)));
  const pipe = argument(words, '--pipe');
  if (pipe !== undefined) return overSocket(createServerPipeTransport(pipe));
  // Node cuts the messages of its own channel.
  if (words.includes('--node-ipc')) return createConnection(ProposedFeatures.all);
  return overStdio();
}

/** The value of `--name=value` or `--name value`. */
function argument(words: readonly string[], option: string): string | undefined {
  const at = words.findIndex((word) => word === option || word.startsWith(`${option}=`));
  if (at < 0) return undefined;
  return words[at] === option ? words[at + 1] : words[at]!.slice(option.length + 1);
}

function overStdio(): Connection {
  // Messages go through standard output, so another line there would break them.
  for (const method of ['log', 'info', 'debug', 'dir', 'trace', 'table'] as const) console[method] = console.error;
  const { stdin } = process;
  const on =
    <T>(event: string) =>
    (listener: (value: T) => void) => {
      stdin.on(event, listener);
      return { dispose: () => void stdin.off(event, listener) };
    };
  const ends = { onEnd: on<void>('end'), onClose: on<void>('close'), onError: on<unknown>('error') };
  return framed({ onData: on<Uint8Array>('data'), ...ends }, new FramedWriter(process.stdout));
}

/**
 * The library opens the socket, and only it: nothing of ours uses the network. Its reader is not used, since it waits forever after some broken
 * headers, and its errors quote the client. Only its stream is, in a field that the library's types call private.
 */
function overSocket([reader, writer]: [MessageReader, MessageWriter]): Connection {
  const bytes = 'readable' in reader ? reader.readable : undefined;
  if (!isByteSource(bytes)) throw new Error('This version of vscode-jsonrpc keeps its stream elsewhere');
  return framed(bytes, writer);
}

const isByteSource = (value: unknown): value is ByteSource =>
  typeof value === 'object' &&
  value !== null &&
  ['onData', 'onEnd', 'onClose', 'onError'].every((name) => typeof Reflect.get(value, name) === 'function');

function framed(bytes: ByteSource, writer: MessageWriter): Connection {
  const reader = new FramedReader(bytes, {
    answer: (message) => void writer.write(message).catch(() => {}),
    broken,
    ended: (orderly) => leave(orderly ? 0 : 1),
  });
  return createConnection(ProposedFeatures.all, reader, writer);
}

const broken = (fault: string): void => leave(1, `the connection is broken: ${fault}`);

/** Ends the process. `message` goes to standard error. */
export function leave(code: number, message?: string): void {
  process.exitCode = code;
  if (message === undefined) process.exit();
  process.stderr.write(`seaworthy: ${message}\n`, () => process.exit());
}
