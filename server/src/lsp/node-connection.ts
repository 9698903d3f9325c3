/** The connection that the arguments of the process select: `--stdio`, `--socket=PORT`, `--pipe=NAME` or `--node-ipc`. */
import {
  type Connection,
  createConnection,
  createServerPipeTransport,
  createServerSocketTransport,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { FramedReader } from './node-reader.ts';

/** Throws if the arguments select no transport. */
export function connect(words: readonly string[]): Connection {
  if (words.includes('--stdio')) return overStdio();
  const port = argument(words, '--socket');
  if (port !== undefined) return overSocket(createServerSocketTransport(Number(port)));
  const pipe = argument(words, '--pipe');
  if (pipe !== undefined) return overSocket(createServerPipeTransport(pipe));
  // Node cuts the messages of its own channel.
  return createConnection(ProposedFeatures.all);
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
  const writer = new StreamMessageWriter(process.stdout);
  const reader = new FramedReader(process.stdin, {
    answer: (message) => void writer.write(message).catch(() => {}),
    broken,
    ended: (orderly) => leave(orderly ? 0 : 1),
  });
  return createConnection(ProposedFeatures.all, reader, writer);
}

/** The library opens the socket, and only it: nothing of ours uses the network. So its reader decides here which bytes are broken. */
function overSocket([reader, writer]: [MessageReader, MessageWriter]): Connection {
  reader.onError((error) => broken(error.message.split('\n')[0]!));
  reader.onClose(() => leave(1));
  return createConnection(ProposedFeatures.all, reader, writer);
}

const broken = (fault: string): void => leave(1, `the connection is broken: ${fault}`);

/** Ends the process. `message` goes to standard error. */
function leave(code: number, message?: string): void {
  process.exitCode = code;
  if (message === undefined) process.exit();
  process.stderr.write(`seaworthy: ${message}\n`, () => process.exit());
}
