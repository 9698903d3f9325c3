/** The words and operators of a command line, with the quotes of plain words removed. */

const PLAIN = /^[\w@%+=:,./-]+$/;
const OPERATOR = /&&|\|\||[;|&()<>]/y;

/** Two texts with equal words run the same commands. Words that a shell would change keep their quotes. */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  let word = '';
  let open = false;
  const end = (): void => {
    if (open) words.push(word);
    word = '';
    open = false;
  };
  for (let i = 0; i < text.length; ) {
    const c = text[i]!;
    OPERATOR.lastIndex = i;
    const operator = OPERATOR.exec(text)?.[0];
    if (/\s/.test(c)) {
      end();
      i++;
    } else if (operator !== undefined && text[i - 1] !== '$') {
      end();
      words.push(operator);
      i += operator.length;
    } else {
      const close = c === "'" || c === '"' ? quoteEnd(text, i) : c === '\\' ? i + 2 : i + 1;
      const piece = text.slice(i, close);
      word += PLAIN.test(piece.slice(1, -1)) && /^["']/.test(piece) ? piece.slice(1, -1) : piece;
      open = true;
      i = close;
    }
  }
  end();
  return words;
}

/** Behind the quote that closes the one at `at`. */
function quoteEnd(text: string, at: number): number {
  const quote = text[at];
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\' && quote === '"') i++;
    else if (text[i] === quote) return i + 1;
  }
  return text.length;
}
