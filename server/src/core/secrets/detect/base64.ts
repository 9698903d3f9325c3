/**
 * Decodes base64 to text. `undefined` if the value is not valid base64 (RFC 4648 section 4 or, for `-` and `_`, section 5; white space
 * is skipped, padding is optional) or does not decode to printable UTF-8. The core has neither `atob` nor `Buffer`.
 */
export function base64Text(value: string): string | undefined {
  const bytes = base64Bytes(value);
  return bytes === undefined || bytes.length === 0 ? undefined : utf8Text(bytes);
}

function sextet(code: number): number {
  if (code >= 65 && code <= 90) return code - 65;
  if (code >= 97 && code <= 122) return code - 71;
  if (code >= 48 && code <= 57) return code + 4;
  if (code === 43 || code === 45) return 62;
  return code === 47 || code === 95 ? 63 : -1;
}

function base64Bytes(value: string): number[] | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  let characters = 0;
  let padding = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code === 32 || (code >= 9 && code <= 13)) continue;
    if (code === 61) {
      padding++;
      continue;
    }
    const six = sextet(code);
    if (six < 0 || padding > 0) return undefined;
    characters++;
    bits = ((bits << 6) | six) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 0xff);
    }
  }
  const left = characters % 4;
  if (left === 1 || (padding > 0 && (characters + padding) % 4 !== 0) || padding > 2) return undefined;
  return bytes;
}

/** Decodes UTF-8 strictly (RFC 3629); `undefined` for an ill-formed sequence or a control character other than tab and line ends. */
function utf8Text(bytes: readonly number[]): string | undefined {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] ?? 0;
    const extra = first < 0x80 ? 0 : first >= 0xf0 && first < 0xf5 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : -1;
    if (extra < 0 || first > 0xf4 || i + extra >= bytes.length) return undefined;
    let code = extra === 0 ? first : first & (0x3f >> extra);
    for (let k = 1; k <= extra; k++) {
      const byte = bytes[i + k] ?? 0;
      if ((byte & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (byte & 0x3f);
    }
    const overlong = (extra === 2 && code < 0x800) || (extra === 3 && code < 0x10000);
    const control = (code < 32 && code !== 9 && code !== 10 && code !== 13) || (code >= 0x7f && code < 0xa0);
    if (overlong || control || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
    parts.push(String.fromCodePoint(code));
    i += extra + 1;
  }
  return parts.join('');
}
