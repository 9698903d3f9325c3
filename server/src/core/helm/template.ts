/** Parses a Helm template into text, actions and blocks. Source: Go `text/template`, "Actions". */
import type { Span } from '../text/span.ts';
import { actionsIn } from '../yaml/mask.ts';
import { type Pipeline, parsePipeline } from './expression.ts';

/** An action as written, with the white space that it trims beside it. */
export interface Mark extends Span {
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

export interface Text {
  readonly type: 'text';
  readonly at: Span;
}

/** An action that prints a value, or assigns one. */
export interface Print {
  readonly type: 'print';
  readonly mark: Mark;
  /** `undefined`: not understood. */
  readonly pipeline: Pipeline | undefined;
}

/** A comment. */
export interface Silent {
  readonly type: 'silent';
  readonly mark: Mark;
}

export interface Branch {
  readonly mark: Mark;
  /** `undefined` for a plain `else`, and where it is not understood. */
  readonly pipeline: Pipeline | undefined;
  readonly isElse: boolean;
  readonly body: readonly Node[];
}

export interface Block {
  readonly type: 'if' | 'with' | 'range';
  readonly branches: readonly Branch[];
  readonly end: Mark;
}

export type Node = Text | Print | Silent | Block;

/** Where a part of a template stands. */
export function spanOf(node: Node): Span {
  if (node.type === 'text') return node.at;
  if ('mark' in node) return node.mark;
  return { start: node.branches[0]?.mark.start ?? node.end.start, end: node.end.end };
}

export interface Template {
  readonly path: string;
  readonly text: string;
  readonly nodes: readonly Node[];
  /** The named templates that the file defines. */
  readonly defined: ReadonlyMap<string, readonly Node[]>;
}

interface Open {
  readonly word: string;
  readonly name: string;
  readonly branches: Branch[];
  current: { mark: Mark; pipeline: Pipeline | undefined; isElse: boolean; body: Node[] };
}

/** `undefined` if blocks and ends do not match. */
export function parseTemplate(path: string, text: string): Template | undefined {
  const defined = new Map<string, readonly Node[]>();
  const root: Node[] = [];
  const open: Open[] = [];
  let from = 0;
  const here = (): Node[] => open.at(-1)?.current.body ?? root;
  const textUntil = (end: number): void => {
    if (end > from) here().push({ type: 'text', at: { start: from, end } });
  };
  for (const span of actionsIn(text)) {
    textUntil(span.start);
    from = span.end;
    const source = text.slice(span.start, span.end);
    const inner = /^\{\{(-(?=\s))?([\s\S]*?)((?<=\s)-)?\}\}$/.exec(source);
    if (!inner) return undefined;
    const mark = { ...span, trimsBefore: inner[1] !== undefined, trimsAfter: inner[3] !== undefined };
    const code = inner[2]!.trim();
    if (code.startsWith('/*')) {
      here().push({ type: 'silent', mark });
      continue;
    }
    const word = /^(if|with|range|define|block|else|end|break|continue|template)\b/.exec(code)?.[1];
    const rest = word === undefined ? code : code.slice(word.length).trim();
    if (word === undefined || word === 'template') {
      const pipeline = parsePipeline(word === 'template' ? `include ${rest}` : rest);
      here().push({ type: 'print', mark, pipeline });
    } else if (word === 'break' || word === 'continue') return undefined;
    else if (word === 'else') {
      const block = open.at(-1);
      if (!block || block.word === 'define') return undefined;
      block.branches.push(block.current);
      const condition = /^(?:if|with)\b/.exec(rest) ? rest.replace(/^\w+/, '') : undefined;
      // `else with` sets the dot. It is rare.
      const pipeline = condition !== undefined && block.word === 'if' ? parsePipeline(condition.trim()) : undefined;
      block.current = { mark, pipeline, isElse: condition === undefined, body: [] };
    } else if (word === 'end') {
      const block = open.pop();
      if (!block) return undefined;
      if (block.word === 'define') defined.set(block.name, trimmed(block.current, mark, text));
      else if (block.word === 'block') return undefined;
      else
        here().push({
          type: block.word as Block['type'],
          branches: [...block.branches, block.current],
          end: mark,
        });
      if (block.word === 'define') here().push({ type: 'silent', mark: { ...mark, trimsBefore: false } });
    } else {
      if (word === 'define') here().push({ type: 'silent', mark: { ...mark, trimsAfter: false } });
      const name = /^"([^"]*)"/.exec(rest)?.[1] ?? '';
      const pipeline = word === 'define' || word === 'block' ? undefined : parsePipeline(rest);
      open.push({ word, name, branches: [], current: { mark, pipeline, isElse: false, body: [] } });
    }
  }
  textUntil(text.length);
  return open.length > 0 ? undefined : { path, text, nodes: root, defined };
}

/** The body of a definition without the white space that its two ends trim. */
function trimmed({ mark, body }: Open['current'], end: Mark, text: string): Node[] {
  const out = [...body];
  const first = out[0];
  if (mark.trimsAfter && first?.type === 'text') {
    const { start, end: last } = first.at;
    const blank = /^\s*/.exec(text.slice(start, last))![0].length;
    out[0] = { type: 'text', at: { start: start + blank, end: last } };
  }
  const last = out.at(-1);
  if (end.trimsBefore && last?.type === 'text') {
    const written = text.slice(last.at.start, last.at.end);
    out[out.length - 1] = {
      type: 'text',
      at: { start: last.at.start, end: last.at.start + written.trimEnd().length },
    };
  }
  return out;
}
