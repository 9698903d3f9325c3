/**
 * Writes messages to a stream (Language Server Protocol, "Base Protocol"), each in one piece. The library's writer sends the header, waits until it
 * is sent, and then sends the body: two calls of the system, two wake-ups of the editor, and a turn of the event loop between them.
 */
import type { Writable } from 'node:stream';
import { AbstractMessageWriter, type Message, type MessageWriter } from 'vscode-languageserver/node';

export class FramedWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #to: Writable;
  #errors = 0;

  constructor(to: Writable) {
    super();
    this.#to = to;
    to.on('error', (error: Error) => this.fireError(error));
    to.on('close', () => this.fireClose());
  }

  /** Fails if the stream does. */
  write(message: Message): Promise<void> {
    const body = JSON.stringify(message);
    const head = `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return new Promise((resolve, reject) => {
      this.#to.write(head + body, 'utf8', (error) => {
        if (!error) return resolve();
        this.fireError(error, message, ++this.#errors);
        reject(error);
      });
    });
  }

  end(): void {}
}
