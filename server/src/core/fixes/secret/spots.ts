/** Finds the places in a Compose file where a `${NAME}` can replace a secret. */
import { interpolate } from '../../compose/interpolate.ts';
import type { Service } from '../../domain/compose.ts';
import type { EnvVariable } from '../../domain/container.ts';
import type { ComposeFileUnit } from '../../domain/unit.ts';
import type { SecretHit } from '../../secrets/detect/hit.ts';
import { isWeakDefault } from '../../secrets/detect/weak.ts';
import { hitsAt, type SiteHit } from '../../secrets/hits.ts';
import type { SecretSite } from '../../secrets/sites/site.ts';
import { secretSites } from '../../secrets/sites/sites.ts';
import { memoLast } from '../../text/memo-last.ts';
import { contains, type Span, type TextEdit } from '../../text/span.ts';
import { setScalar } from '../../yaml/edit/edit.ts';
import type { YamlScalar, YamlUnit } from '../../yaml/node.ts';
import { contentSpan } from '../../yaml/scalar-spans.ts';
import { walk } from '../../yaml/walk.ts';

export interface Spot {
  readonly service: Service;
  readonly hit: SecretHit;
  /** The environment variable that contains it. */
  readonly variable: EnvVariable | undefined;
  /** The secret is the variable's whole value. */
  readonly whole: boolean;
  readonly node: YamlScalar;
  /** Within the text of `node`. */
  readonly within: Span;
  /** The value that the container gets. */
  readonly value: string;
}

/** The innermost scalar around a span, if it is on one line and reads as written: neither a block nor a template. */
export function scalarAt(unit: YamlUnit, at: Span): YamlScalar | undefined {
  let found: YamlScalar | undefined;
  walk(unit.root, (node) => {
    if (!contains(node.span, at)) return false;
    if (node.type === 'scalar') found = node;
    return true;
  });
  const block = found?.style === 'literal' || found?.style === 'folded';
  return block || found?.templated ? undefined : found;
}

/** The spot of a secret at a site; `undefined` if it cannot be replaced alone, and for defaults of variables. */
export function spotOf(unit: ComposeFileUnit, site: SecretSite, { hit, at }: SiteHit): Spot | undefined {
  const { owner, kind } = site;
  if (owner.in !== 'compose' || !owner.service || !['compose-env', 'command', 'label-value'].includes(kind))
    return undefined;
  const { service, variable } = owner;
  const node = variable?.fallback ? undefined : scalarAt(unit.yaml, at);
  if (!node) return undefined;
  const whole =
    variable !== undefined && !variable.dynamic && hit.span.start === 0 && hit.span.end === site.value.length;
  const about = { service, hit, variable, whole, node };
  if (whole) {
    const start = variable.form === 'list' ? variable.name.length + 1 : 0;
    return plain(site.value) ? { ...about, within: { start, end: node.text.length }, value: site.value } : undefined;
  }
  // With escapes, an offset in the file does not give the offset in the text.
  if (at.end - at.start !== hit.span.end - hit.span.start) return undefined;
  const content = contentSpan(node, unit.text);
  if (unit.text.slice(content.start, content.end) !== node.text) return undefined;
  const within = withWholeDollars(node.text, { start: at.start - content.start, end: at.end - content.start });
  const before = node.text.slice(0, within.start);
  const { text, dynamic } = interpolate(node.text.slice(within.start, within.end));
  if (text === undefined || text === '' || dynamic || !plain(text)) return undefined;
  return before.lastIndexOf('${') > before.lastIndexOf('}') ? undefined : { ...about, within, value: text };
}

/** `$$` is one dollar: a place that begins or ends inside of it is extended to hold it whole. */
function withWholeDollars(text: string, { start, end }: Span): Span {
  const splits = (at: number): boolean =>
    text[at] === '$' && (/\$*$/.exec(text.slice(Math.max(0, at - 100), at))?.[0].length ?? 0) % 2 === 1;
  return { start: splits(start) ? start - 1 : start, end: splits(end) ? end + 1 : end };
}

const plain = (value: string): boolean => !/[\0\r\n]/.test(value);

/** Every spot of a file, in file order. */
export const spotsIn: (unit: ComposeFileUnit) => readonly Spot[] = memoLast((unit: ComposeFileUnit) =>
  secretSites(unit).flatMap((site) => hitsAt(unit, site).flatMap((found) => spotOf(unit, site, found) ?? [])),
);

/** Edits that write `text` at all of the spots, one edit for each scalar. */
export function written(unit: YamlUnit, spots: readonly Spot[], text: string): TextEdit[] {
  const nodes = new Map<YamlScalar, Span[]>();
  for (const { node, within } of spots) {
    const list = nodes.get(node) ?? [];
    if (!list.some((s) => s.start === within.start)) list.push(within);
    nodes.set(node, list);
  }
  return [...nodes].flatMap(([node, list]) => {
    let now = node.text;
    for (const { start, end } of list.sort((a, b) => b.start - a.start))
      now = now.slice(0, start) + text + now.slice(end);
    return setScalar(unit, node, now);
  });
}

/** Whether three or more variables of the service have the value: it is moved out of all of them, or out of none. */
export const isRepeated = (spot: Spot, all: readonly Spot[]): boolean =>
  spot.whole &&
  !isWeakDefault(spot.value) &&
  all.filter((s) => s.whole && s.service === spot.service && s.value === spot.value).length >= 3;
