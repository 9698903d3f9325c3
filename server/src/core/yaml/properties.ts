/** The properties of a node: its anchor and tag, behind the indicator that introduces it (YAML 1.2.2, 6.9). */
import type { CST } from 'yaml';
import type { Span } from '../text/span.ts';
import type { YamlNode } from './node.ts';

/** The properties that every node type has. */
export type Base = Pick<YamlNode, 'anchor' | 'anchorSpan' | 'tag' | 'tagSpan'>;

type Tokens = readonly CST.SourceToken[];

export interface Props {
  readonly anchor?: CST.SourceToken;
  readonly tag?: CST.SourceToken;
  /** The end of the last property or indicator. */
  readonly end: number | undefined;
}

/** The anchor and tag among `tokens`; with `after`, only among the tokens behind that indicator. */
export function readProps(tokens: Tokens, after?: CST.SourceToken['type']): Props {
  let anchor: CST.SourceToken | undefined;
  let tag: CST.SourceToken | undefined;
  let end: number | undefined;
  let behind = after === undefined;
  for (const t of tokens) {
    if (!behind) {
      behind = t.type === after;
      if (behind) end = t.offset + t.source.length;
    } else if (t.type === 'anchor' || t.type === 'tag') {
      if (t.type === 'anchor') anchor = t;
      else tag = t;
      end = t.offset + t.source.length;
    }
  }
  return { anchor, tag, end };
}

export const spanOf = (t: { offset: number; source: string }): Span => ({
  start: t.offset,
  end: t.offset + t.source.length,
});

/** The properties in the shape that nodes have. */
export const baseOf = ({ anchor, tag }: Props): Base => ({
  ...(anchor && { anchor: anchor.source.slice(1), anchorSpan: spanOf(anchor) }),
  ...(tag && { tag: tag.source, tagSpan: spanOf(tag) }),
});
