/**
 * The string value of `key` at the outermost level of a JSON object. Finds it in one pass by counting brackets, without parsing.
 * `undefined` when the key is missing or its value is not a string. Does not decode escapes.
 */
export function jsonKey(text: string, key: string): string | undefined {
  const quoted = `"${key}"`;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x7b || c === 0x5b) depth++;
    else if (c === 0x7d || c === 0x5d) depth--;
    else if (c === 0x22) {
      const end = closingQuote(text, i);
      if (end < 0) return undefined;
      if (depth === 1 && end - i + 1 === quoted.length && text.startsWith(quoted, i)) {
        const colon = /\s*:\s*"/y;
        colon.lastIndex = end + 1;
        const close = colon.test(text) ? closingQuote(text, colon.lastIndex - 1) : -1;
        if (close >= 0) return text.slice(colon.lastIndex, close);
      }
      i = end;
    }
  }
  return undefined;
}

function closingQuote(text: string, from: number): number {
  for (let i = text.indexOf('"', from + 1); i >= 0; i = text.indexOf('"', i + 1)) {
    let slashes = 0;
    while (text[i - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return i;
  }
  return -1;
}
