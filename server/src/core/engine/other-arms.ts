/**
 * The states of a template that its tree does not show: where several arms of an `if` set one key, the tree has the value of the last, as YAML reads
 * duplicates. Each of the other arms is judged in a state of the document in which it stands alone.
 */
import type { KubernetesUnit } from '../domain/kubernetes.ts';
import type { KubernetesFileUnit, OtherState } from '../domain/unit.ts';
import { contains, type Span, shift } from '../text/span.ts';
import type { YamlUnit } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { walk } from '../yaml/walk.ts';

/** A state of the document. Every offset in it is that of the document. */
interface OtherText {
  readonly text: string;
  /** The arms that it shows in place of others. */
  readonly shown: readonly Span[];
}

/** Most chains have two arms. */
const MOST_STATES = 3;

const WORD = /^\{\{-?\s*(if|with|range|define|block|else|end)\b/;

/**
 * The unit with its other states. `read` is that of its kind, with the context of its file.
 * @param from the document that the unit is made of, and where that begins in the text of the unit
 */
export function withOthers(
  unit: KubernetesFileUnit,
  read: (yaml: YamlUnit) => KubernetesUnit,
  from: { readonly yaml: YamlUnit; readonly start: number } = { yaml: unit.yaml, start: 0 },
): KubernetesFileUnit {
  const others = otherArms(from.yaml).map((other): OtherState => {
    // Line breaks take the place of the documents before it.
    const text = '\n'.repeat(from.start) + other.text;
    const yaml = parseYaml(text, { json: from.yaml.json });
    const shown = other.shown.map((span) => shift(span, from.start));
    return { unit: { kind: 'kubernetes', path: unit.path, start: 0, text, yaml, kubernetes: read(yaml) }, shown };
  });
  return others.length > 0 ? { ...unit, others } : unit;
}

function otherArms(unit: YamlUnit): readonly OtherText[] {
  if (!unit.templated || unit.actions.length === 0) return [];
  const pairs = hiddenIn(unit);
  if (pairs.length === 0) return [];
  const chains = chainsIn(unit);
  const out: OtherText[] = [];
  for (let n = 0; n < MOST_STATES; n++) {
    const chosen = chains.filter((arms) =>
      pairs.some(([first, last]) => isIn(arms, n, first) && isBehind(arms, n, last)),
    );
    if (chosen.length === 0) continue;
    const others = chosen.flatMap((arms) => arms.filter((_, i) => i !== n));
    out.push({ text: without(unit.text, others), shown: chosen.map((arms) => arms[n]!) });
  }
  return out;
}

const isIn = (arms: readonly Span[], n: number, span: Span): boolean =>
  arms[n] !== undefined && contains(arms[n], span);
const isBehind = (arms: readonly Span[], n: number, span: Span): boolean =>
  arms.slice(n + 1).some((arm) => contains(arm, span));

/** Each entry that a later one of the same key hides, with that one. */
function hiddenIn({ root }: YamlUnit): (readonly [Span, Span])[] {
  const out: (readonly [Span, Span])[] = [];
  walk(root, (node) => {
    if (node.type !== 'map') return;
    const last = new Map(node.entries.map((entry) => [entry.key, entry]));
    if (last.size === node.entries.length) return;
    for (const entry of node.entries) {
      const shown = last.get(entry.key);
      if (shown !== entry && shown && !entry.templatedKey) out.push([entry.keySpan, shown.keySpan]);
    }
  });
  return out;
}

/** The arms of each `if` whose actions all stand on lines of their own, in order. */
function chainsIn({ text, actions }: YamlUnit): (readonly Span[])[] {
  const out: (readonly Span[])[] = [];
  const open: { readonly arms: Span[]; start: number; isApart: boolean }[] = [];
  for (const { start, end, wholeLine } of actions) {
    const word = WORD.exec(text.slice(start, start + 60))?.[1];
    if (word === undefined) continue;
    if (word !== 'else' && word !== 'end') {
      open.push({ arms: [], start: end, isApart: wholeLine });
      continue;
    }
    const chain = word === 'end' ? open.pop() : open.at(-1);
    if (!chain) continue;
    chain.arms.push({ start: chain.start, end: start });
    chain.start = end;
    chain.isApart &&= wholeLine;
    if (word === 'end' && chain.isApart && chain.arms.length > 1) out.push(chain.arms);
  }
  return out;
}

/** The text with line breaks in place of some parts: they are harmless everywhere in YAML. */
function without(text: string, parts: readonly Span[]): string {
  let out = '';
  let from = 0;
  for (const { start, end } of [...parts].sort((a, b) => a.start - b.start)) {
    if (end <= from) continue;
    const at = Math.max(start, from);
    out += text.slice(from, at) + '\n'.repeat(end - at);
    from = end;
  }
  return out + text.slice(from);
}
