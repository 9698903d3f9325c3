/** A picture of a terminal with a command and its output, as SVG for a walkthrough: VS Code fills in the colours of the user's theme. */

/** Attributes for the codes that the command line prints. */
const CODES: Readonly<Record<string, string>> = {
  '0': '',
  '1': 'font-weight="bold"',
  '2': 'opacity=".75"',
  '31': 'fill="var(--vscode-terminal-ansiRed)"',
  '32': 'fill="var(--vscode-terminal-ansiGreen)"',
  '33': 'fill="var(--vscode-terminal-ansiYellow)"',
  '35': 'fill="var(--vscode-terminal-ansiMagenta)"',
  '36': 'fill="var(--vscode-terminal-ansiCyan)"',
};

/** Characters of a line, and the size of one in units of the picture. */
const COLUMNS = 72;
const SIZE = { width: 6.1, height: 14 };
const MARGIN = 12;

/** Blanks do not break or collapse: VS Code puts the SVG into HTML, where `xml:space` means nothing. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(' ', '\u00a0');

/** A text in one colour. */
interface Part {
  readonly code: string;
  readonly text: string;
}

/** The first `rows` lines of the output below the command. Colours in the output are codes (`ESC [ 31 m`); throws for one that is not in the table. */
export function terminalPicture(command: string, output: string, rows: number): string {
  const lines = [
    [{ code: '1', text: `$ ${command}` }],
    ...output.split('\n').flatMap((line) => wrapped(partsOf(line))),
  ];
  const shown = lines.slice(0, rows + 1);
  const [width, height] = [Math.round(2 * MARGIN + COLUMNS * SIZE.width), 2 * MARGIN + shown.length * SIZE.height];
  const texts = shown.flatMap((line, i) => {
    const spans = line.map(({ code, text }) =>
      code === '0' ? escaped(text) : `<tspan ${attributes(code)}>${escaped(text)}</tspan>`,
    );
    return spans.length === 0
      ? []
      : [`<text x="${MARGIN}" y="${MARGIN + (i + 0.75) * SIZE.height}">${spans.join('')}</text>`];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="10" fill="var(--vscode-editor-foreground)">`,
    `<rect width="${width}" height="${height}" rx="6" fill="var(--vscode-editor-background)" stroke="var(--vscode-contrastBorder, var(--vscode-widget-border, transparent))"/>`,
    ...texts,
    '</svg>',
    '',
  ].join('\n');
}

function attributes(code: string): string {
  const known = CODES[code];
  if (known === undefined) throw new Error(`the picture of a terminal has no colour ${code}`);
  return known;
}

/** The parts of a line, split at its codes. */
function partsOf(line: string): Part[] {
  const pieces = line.split(/\u001b\[(\d+)m/);
  return pieces
    .flatMap((text, i) => (i % 2 === 0 ? [{ code: i === 0 ? '0' : pieces[i - 1]!, text }] : []))
    .filter(({ text }) => text !== '');
}

/** A line cut into lines of {@link COLUMNS} characters. */
function wrapped(parts: readonly Part[]): Part[][] {
  const lines: Part[][] = [[]];
  let room = COLUMNS;
  for (const { code, text } of parts)
    for (let rest = text; rest !== ''; ) {
      if (room === 0) {
        lines.push([]);
        room = COLUMNS;
      }
      const taken = rest.slice(0, room);
      lines.at(-1)!.push({ code, text: taken });
      rest = rest.slice(taken.length);
      room -= taken.length;
    }
  return lines;
}
