import assert from 'node:assert/strict';
import type { TextEdit } from '../../server/src/core/text/span.ts';
import { lens } from '../../server/src/core/yaml/lens.ts';
import type { YamlNode } from '../../server/src/core/yaml/node.ts';

/** The plain value of a node, merges applied. */
export function plain(node: YamlNode | undefined): unknown {
  if (!node) return null;
  if (node.type === 'scalar') return node.value;
  if (node.type === 'seq') return node.items.map((i) => plain(i.value));
  return Object.fromEntries(
    lens(node)
      .entries()
      .map((e) => [e.key, plain(e.node)]),
  );
}

/** `text` with the edits applied; they must be in order and apart, and only touch what is there. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  let out = '';
  let from = 0;
  for (const { span, text: written } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    assert.ok(span.start >= from && span.start <= span.end && span.end <= text.length, 'edits overlap');
    out += text.slice(from, span.start) + written;
    from = span.end;
  }
  return out + text.slice(from);
}
