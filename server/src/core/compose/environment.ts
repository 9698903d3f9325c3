import type { EnvVariable } from '../domain/container.ts';
import type { Span } from '../text/span.ts';
import type { Lens } from '../yaml/lens.ts';
import type { YamlScalar } from '../yaml/node.ts';
import { contentSpan, partSpan } from '../yaml/scalar-spans.ts';
import { interpolate, soleDefault } from './interpolate.ts';
import type { Reading } from './scalar.ts';

/** The value in the text of `node`, from index `from` on. */
function readValue(node: YamlScalar, from: number, reading: Reading) {
  const raw = node.text.slice(from);
  const { text, dynamic } = interpolate(raw, reading.variables);
  const fallback = node.templated ? undefined : soleDefault(raw);
  return {
    value: dynamic || node.templated ? raw : text,
    dynamic: dynamic || node.templated === true,
    fallback: fallback && {
      text: fallback.text,
      at: partSpan(node, reading.text, from + fallback.at.start, from + fallback.at.end),
    },
    valueSpan: from === 0 ? contentSpan(node, reading.text) : partSpan(node, reading.text, from, node.text.length),
  };
}

const passedThrough = { value: undefined, dynamic: false, fallback: undefined, valueSpan: undefined };

/**
 * Reads `environment:` or `build.args:`, a map or a list of `KEY=value`. Below an alias or merge key, `at` is the place at the anchor: a
 * literal there gives one finding, even if several services use it.
 */
export function readEnvironment(from: Lens, reading: Reading): EnvVariable[] {
  const out: EnvVariable[] = [];
  for (const { entry, node, absent } of from.entries()) {
    const base = { name: entry.key, nameSpan: entry.keySpan, at: entry.span, form: 'map' as const };
    if (absent) out.push({ ...base, ...passedThrough });
    else if (node?.type === 'scalar') out.push({ ...base, ...readValue(node, 0, reading) });
  }
  for (const { item, node, absent } of from.items()) {
    if (node.type !== 'scalar' || absent) continue;
    const equals = node.text.indexOf('=');
    const nameEnd = equals < 0 ? node.text.length : equals;
    const nameSpan: Span = partSpan(node, reading.text, 0, nameEnd);
    const base = { name: node.text.slice(0, nameEnd), nameSpan, at: item.span, form: 'list' as const };
    if (equals < 0) out.push({ ...base, ...passedThrough, dynamic: node.templated === true });
    else out.push({ ...base, ...readValue(node, equals + 1, reading) });
  }
  return out;
}
