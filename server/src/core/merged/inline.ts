/** The places in a file of a text that a YAML scalar holds: an inline patch. */
import type { YamlScalar } from '../yaml/node.ts';

/**
 * Maps offsets in the value of a scalar to offsets in the text that it is written in; `undefined` if lines were folded or characters escaped.
 * @param text the text with the scalar
 * @param scalar with a span in `text`
 */
export function inlineOffsets(text: string, scalar: YamlScalar): ((offset: number) => number) | undefined {
  const { start, end } = scalar.span;
  if (scalar.style !== 'literal') {
    const first = scalar.style === 'plain' ? start : start + 1;
    const isAsWritten = text.startsWith(scalar.text, first) && first + scalar.text.length <= end;
    return isAsWritten ? (offset) => first + offset : undefined;
  }
  const body = text.indexOf('\n', start) + 1;
  if (body === 0) return undefined;
  const written = text.slice(body, end).split('\n');
  const values = scalar.text.split('\n');
  const sample = values.findIndex((line) => line.trim() !== '');
  const indent = sample < 0 ? 0 : (written[sample]?.replace(/\r$/, '').length ?? 0) - values[sample]!.length;
  if (indent < 0) return undefined;
  // Where each line begins, in the value and in the text.
  const inValue: number[] = [];
  const inText: number[] = [];
  let [value, at] = [0, body];
  for (const [n, line] of values.entries()) {
    inValue.push(value);
    inText.push(at);
    value += line.length + 1;
    at += (written[n]?.length ?? 0) + 1;
  }
  return (offset) => {
    let [low, high] = [0, inValue.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (inValue[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return Math.min(inText[low]! + indent + offset - inValue[low]!, end);
  };
}
