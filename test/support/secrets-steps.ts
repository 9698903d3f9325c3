/**
 * A matcher by backtracking that counts, for the expressions of the providers' table: how many characters are looked at tells what a
 * try costs, on any machine. It knows literals, classes, groups, alternatives, bounded repetition and looking around.
 */
type Node =
  | { readonly kind: 'one'; readonly test: RegExp }
  | { readonly kind: 'all'; readonly parts: readonly Node[] }
  | { readonly kind: 'any'; readonly parts: readonly Node[] }
  | { readonly kind: 'times'; readonly of: Node; readonly least: number; readonly most: number }
  | { readonly kind: 'look'; readonly of: Node; readonly behind: boolean; readonly wanted: boolean };

/** Looks for the expression at one offset: where the match ends, if there is one, and how many characters were looked at. */
export function counted(
  source: string,
  ignoreCase: boolean,
): (text: string, at: number) => { end?: number; steps: number } {
  const node = parsed(source, ignoreCase);
  return (text, at) => {
    let steps = 0;
    const run = (n: Node, i: number, then: (end: number) => number | undefined): number | undefined => {
      switch (n.kind) {
        case 'one':
          steps++;
          return i < text.length && n.test.test(text[i]!) ? then(i + 1) : undefined;
        case 'all': {
          const from = (part: number, j: number): number | undefined =>
            part === n.parts.length ? then(j) : run(n.parts[part]!, j, (next) => from(part + 1, next));
          return from(0, i);
        }
        case 'any':
          for (const part of n.parts) {
            const end = run(part, i, then);
            if (end !== undefined) return end;
          }
          return undefined;
        case 'times': {
          const again = (done: number, j: number): number | undefined => {
            const more = done < n.most ? run(n.of, j, (next) => again(done + 1, next)) : undefined;
            return more ?? (done >= n.least ? then(j) : undefined);
          };
          return again(0, i);
        }
        case 'look':
          return (run(n.of, n.behind ? i - 1 : i, (end) => end) !== undefined) === n.wanted ? then(i) : undefined;
      }
    };
    const end = run(node, at, (i) => i);
    return end === undefined ? { steps } : { end, steps };
  };
}

/** Throws on what it does not know, so that no expression is counted wrongly in silence. */
function parsed(source: string, ignoreCase: boolean): Node {
  let at = 0;
  const one = (piece: string): Node => ({ kind: 'one', test: new RegExp(`^${piece}$`, ignoreCase ? 'is' : 's') });
  const alternatives = (): Node => {
    const parts = [sequence()];
    while (source[at] === '|') {
      at++;
      parts.push(sequence());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'any', parts };
  };
  const sequence = (): Node => {
    const parts: Node[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(repeated(atom()));
    return { kind: 'all', parts };
  };
  const repeated = (of: Node): Node => {
    const bounds = /^(?:\?|\{(\d+)(?:,(\d+))?\})/.exec(source.slice(at));
    if (bounds === null) return of;
    at += bounds[0].length;
    const least = Number(bounds[1] ?? 0);
    return { kind: 'times', of, least, most: bounds[1] === undefined ? 1 : Number(bounds[2] ?? least) };
  };
  const atom = (): Node => {
    const rest = source.slice(at);
    const group = /^\((?:\?:|\?=|\?!|\?<!)?/.exec(rest)?.[0];
    if (group !== undefined) {
      at += group.length;
      const of = alternatives();
      if (source[at++] !== ')') throw new Error(`open group in ${source}`);
      if (group === '(' || group === '(?:') return of;
      return { kind: 'look', of, behind: group === '(?<!', wanted: group === '(?=' };
    }
    const piece = /^(?:\\[^a-zA-Z0-9]|\\t|\[(?:\\.|[^\]\\])+\]|[^\\[\](){}|*+?.^])/.exec(rest)?.[0];
    if (piece === undefined) throw new Error(`cannot read ${rest} of ${source}`);
    at += piece.length;
    return one(piece === '$' || piece === '/' ? `\\${piece}` : piece);
  };
  const node = alternatives();
  if (at < source.length) throw new Error(`stopped at ${source.slice(at)}`);
  return node;
}
