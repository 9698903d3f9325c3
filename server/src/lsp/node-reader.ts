/** Reads messages from a stream, and ends the server when the stream ends or its bytes can no longer be cut into messages. */
import type { Readable } from 'node:stream';
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

export interface Ends {
  /** Sends an answer to a body that is no message. */
  readonly answer: (message: ResponseMessage) => void;
  /** The bytes cannot be cut into messages. `fault` says why. */
  readonly broken: (fault: string) => void;
  /** The stream has ended. `orderly`: the client had asked for the shutdown. */
  readonly ended: (orderly: boolean) => void;
}

export class FramedReader extends AbstractMessageReader implements MessageReader {
  readonly #stream: Readable;
  readonly #ends: Ends;
  #orderly = false;

  constructor(stream: Readable, ends: Ends) {
    super();
    this.#stream = stream;
    this.#ends = ends;
  }

  listen(callback: DataCallback): Disposable {
    const frames = createFrames();
    const onData = (bytes: Buffer): void => {
      for (const frame of frames.add(bytes)) {
        if ('fault' in frame) this.#ends.broken(frame.fault);
        else this.#take(frame.body, callback);
      }
    };
    const onEnd = (): void => {
      if (frames.open) this.#ends.broken('the input ends within a message');
      else this.#ends.ended(this.#orderly);
    };
    this.#stream.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onEnd);
    return { dispose: () => void this.#stream.off('data', onData).off('end', onEnd).off('close', onEnd) };
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
