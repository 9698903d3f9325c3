/** A language server as a process: messages over its standard input and output. */
import { spawn } from 'node:child_process';

/** The longest wait for an answer, in milliseconds. A server that is slower counts as broken. */
const DEADLINE = 300_000;

export interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export interface LanguageServer {
  /** Sends a request; the promise gives its result, or fails with its error, or when the server ends. */
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
  /** The next notification for which `test` holds. */
  next(test: (message: Message) => boolean): Promise<Message>;
  /** Asks the server to end, and waits until it has. */
  end(): Promise<void>;
}

/**
 * Starts `command` in bash. `answer` answers the server's own requests; without an answer they get null. Do not end it in the middle of a
 * request.
 */
export function languageServer(
  command: string,
  answer: (method: string, params: unknown) => unknown,
  env: NodeJS.ProcessEnv = {},
): LanguageServer {
  const child = spawn('bash', ['-c', `exec ${command}`], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const waiting = new Map<number | string, { resolve(result: unknown): void; reject(error: Error): void }>();
  const listeners = new Set<(message: Message) => void>();
  let lastId = 0;
  let ended = false;
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const receive = (message: Message): void => {
    if (message.method !== undefined && message.id !== undefined)
      send({ id: message.id, result: answer(message.method, message.params) ?? null });
    else if (message.method !== undefined) for (const listener of [...listeners]) listener(message);
    else if (message.id !== undefined) {
      const request = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) request?.reject(new Error(`${command}: ${message.error.message}`));
      else request?.resolve(message.result);
    }
  };
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-500);
  });
  const endError = (): Error => new Error(`${command} ended: ${complaint}`);
  // A server that has ended does not read.
  child.stdin.on('error', () => {});
  child.stdout.on('data', frames(receive));
  const closed = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
  const gone = closed.then(() => {
    ended = true;
    for (const { reject } of waiting.values()) reject(endError());
  });
  const within = <T>(what: string, work: Promise<T>): Promise<T> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${command}: no ${what} in ${DEADLINE / 1000} s`)), DEADLINE);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  };
  const request = (method: string, params: unknown): Promise<unknown> => {
    if (ended) return Promise.reject(endError());
    const id = ++lastId;
    const result = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
    send({ id, method, params });
    return within(`answer to ${method}`, result);
  };
  return {
    request,
    notify: (method, params) => send({ method, params }),
    next(test) {
      let listener: ((message: Message) => void) | undefined;
      const found = new Promise<Message>((resolve, reject) => {
        listener = (message) => {
          if (test(message)) resolve(message);
        };
        listeners.add(listener);
        void gone.then(() => reject(endError()));
      });
      return within('notification', found).finally(() => listeners.delete(listener!));
    },
    async end() {
      await request('shutdown', null);
      send({ method: 'exit' });
      await closed;
    },
  };
}

/** A reader of the messages in pieces of bytes. Pieces are joined once a message is whole: a long one comes in thousands. */
function frames(receive: (message: Message) => void): (chunk: Buffer) => void {
  let pieces: Buffer[] = [];
  let length = 0;
  let wanted = 0;
  return (chunk) => {
    pieces.push(chunk);
    length += chunk.length;
    while (length > 0 && length >= wanted) {
      const bytes = Buffer.concat(pieces);
      pieces = [bytes];
      const head = bytes.indexOf('\r\n\r\n');
      if (head < 0) return;
      const size = Number(/Content-Length: (\d+)/i.exec(bytes.toString('latin1', 0, head))?.[1]);
      wanted = head + 4 + size;
      if (length < wanted) return;
      const body = bytes.toString('utf8', head + 4, wanted);
      pieces = [bytes.subarray(wanted)];
      length -= wanted;
      wanted = 0;
      receive(JSON.parse(body) as Message);
    }
  };
}
