/** Where lines begin in a text. Lines end at `\n`, `\r\n` or a lone `\r`, as in the Language Server Protocol. */
export interface LineIndex {
  readonly count: number;
  /** 0-based line and column (UTF-16 units) of an offset. */
  position(offset: number): { readonly line: number; readonly character: number };
  /** Offset of a 0-based position. A column beyond the line gives the end of the line; a line beyond the last gives the end of the text. */
  offset(line: number, character: number): number;
  /** The text of a 0-based line, without its line break. */
  line(line: number): string;
}

export function lineIndex(text: string): LineIndex {
  const starts = text.includes('\r') ? startsWithReturns(text) : startsOf(text);
  const lineEnd = (line: number): number => {
    let end = starts[line + 1] ?? text.length;
    if (line + 1 < starts.length) {
      end--;
      if (text.charCodeAt(end) === 10 && text.charCodeAt(end - 1) === 13) end--;
    }
    return end;
  };
  return {
    count: starts.length,
    position(offset) {
      const at = Math.max(0, Math.min(offset, text.length));
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= at) low = middle;
        else high = middle - 1;
      }
      return { line: low, character: at - starts[low]! };
    },
    offset(line, character) {
      const start = starts[line];
      if (start === undefined) return line < 0 ? 0 : text.length;
      return Math.min(start + Math.max(0, character), lineEnd(line));
    },
    line: (line) => (line < starts.length ? text.slice(starts[line], lineEnd(line)) : ''),
  };
}

/** Line starts of a text without `\r`. `indexOf` costs a third of a loop over the characters. */
function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function startsWithReturns(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}
