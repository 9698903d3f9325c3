/** The value of a plain scalar by the YAML 1.2.2 core schema (10.3), and the strings that other readers read differently. */

const int = /^[-+]?[0-9]+$/;
const octal = /^0o[0-7]+$/;
const hex = /^0x[0-9a-fA-F]+$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** The value of plain `text` by the YAML 1.2 core schema. */
export function coreValue(text: string): string | number | boolean | null {
  const c = text.charCodeAt(0);
  // Numbers begin with a digit, a sign or a dot; keywords only with the letters below.
  if ((c >= 48 && c <= 57) || c === 43 || c === 45 || c === 46) return numberValue(text) ?? text;
  switch (text) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null;
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
      return false;
    default:
      return text;
  }
}

function numberValue(text: string): number | undefined {
  if (int.test(text) || float.test(text)) return Number(text);
  if (octal.test(text)) return Number.parseInt(text.slice(2), 8);
  if (hex.test(text)) return Number.parseInt(text.slice(2), 16);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text[0] === '-' ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? Number.NaN : undefined;
}

const keyword = /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\.inf|\.nan)$/i;
const number11 =
  /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|\.[0-9][0-9_]*(?:e[-+]?[0-9]+)?)$/i;
const timestamp = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t]|$)/;

/**
 * Whether some reader reads plain `text` as something other than a string: by the core schema, or by YAML 1.1 (`yes`, `0644`, `22:22`),
 * which `kubectl` and older versions of Compose use.
 */
export const isAmbiguousPlain = (text: string): boolean =>
  text === '' || keyword.test(text) || number11.test(text) || timestamp.test(text);
