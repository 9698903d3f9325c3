/**
 * Decodes a file, as `server/src/host/decode.ts` does for files on disk. The extension is bundled without the server's modules. Here only
 * a byte order mark identifies UTF-16 and UTF-32.
 */

type Wide = 'utf-16le' | 'utf-16be';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text; a byte order mark stays. Throws for UTF-32, which the platform does not decode. */
export function decodeText(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    throw new Error('UTF-32 is not read');
  const wide: Wide | undefined =
    a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
  return wide ? new TextDecoder(wide, { ignoreBOM: true }).decode(bytes) : utf8.decode(bytes);
}
