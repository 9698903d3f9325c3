/** Reads messages from a stream of bytes, and ends the server when the stream ends or its bytes can no longer be cut into messages. */
import {
  AbstractMessageReader,
  type DataCallback,
  type Disposable,
  ErrorCodes,
  type Message,
  type MessageReader,
  type ResponseMessage,
} from 'vscode-languageserver/node';
import { createFrames } from './node-frames.ts';

/** Where the bytes come from: a stream as `vscode-jsonrpc` sees one. */
export interface ByteSource {
  onData(listener: (bytes: Uint8Array) => void): Disposable;
  onEnd(listener: () => void): Disposable;
  onClose(listener: () => void): Disposable;
  onError(listener: (error: unknown) => void): Disposable;
}

export interface Ends {
  /** Sends an answer to a body that is no message. */
  readonly answer: (message: ResponseMessage) => void;
  /** The bytes cannot be cut into messages, or no more arrive. `fault` says why, without any text of the client. */
  readonly broken: (fault: string) => void;
  /** The stream has ended. `orderly`: the client had asked for the shutdown. */
  readonly ended: (orderly: boolean) => void;
}

export class FramedReader extends AbstractMessageReader implements MessageReader {
  readonly #source: ByteSource;
  readonly #ends: Ends;
  #orderly = false;

  constructor(source: ByteSource, ends: Ends) {
    super();
    this.#source = source;
    this.#ends = ends;
  }

  listen(callback: DataCallback): Disposable {
    const frames = createFrames();
    const onEnd = (): void => {
      if (frames.open) this.#ends.broken('the input ends within a message');
      else this.#ends.ended(this.#orderly);
    };
    const source = this.#source;
    // Stays: an error after the end that nobody hears would end the process with a stack.
    source.onError((error) => {
      const code = isObject(error) && typeof error.code === 'string' ? error.code : undefined;
      if (code === undefined || this.#orderly) onEnd();
      else this.#ends.broken(code);
    });
    const listeners = [
      source.onData((bytes) => {
        for (const frame of frames.add(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
          if ('fault' in frame) this.#ends.broken(frame.fault);
          else this.#take(frame.body, callback);
        }
      }),
      source.onEnd(onEnd),
      source.onClose(onEnd),
    ];
    return {
      dispose() {
        for (const listener of listeners) listener.dispose();
      },
    };
  }

  #take(body: Buffer, callback: DataCallback): void {
    const message = parsed(body);
    if (isMessage(message)) {
      if ('method' in message && message.method === 'shutdown') this.#orderly = true;
      callback(message);
    } else if (message === undefined) {
      this.#ends.answer(refusal(null, ErrorCodes.ParseError, 'the body of a message is not JSON'));
    } else {
      const text = 'the body is neither a request nor a notification nor a response';
      this.#ends.answer(refusal(idOf(message), ErrorCodes.InvalidRequest, text));
    }
  }
}

/** The JSON value of a body; `undefined` if it is not JSON. */
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isId = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** The shapes of JSON-RPC 2.0. The protocol has no batches, so an array is not a message. */
function isMessage(value: unknown): value is Message {
  if (!isObject(value)) return false;
  if ('method' in value) return typeof value.method === 'string' && (value.id === undefined || isId(value.id));
  return (isId(value.id) || value.id === null) && ('result' in value || 'error' in value);
}

const idOf = (value: unknown): string | number | null => (isObject(value) && isId(value.id) ? value.id : null);

const refusal = (id: string | number | null, code: number, message: string): ResponseMessage => ({
  jsonrpc: '2.0',
  id,
  error: { code, message },
});
