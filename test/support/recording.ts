/** A reader of a connection that keeps what it reads. */
import type { Message, MessageReader } from 'vscode-languageserver';
import type { StreamMessageReader } from 'vscode-languageserver/node';

/** The reader, which also adds each message to `received`. */
export function recording(reader: StreamMessageReader, received: Message[]): MessageReader {
  const listen = reader.listen.bind(reader);
  reader.listen = (callback) =>
    listen((message) => {
      received.push(message);
      callback(message);
    });
  return reader;
}
