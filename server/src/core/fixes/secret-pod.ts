/** A literal in a pod's environment becomes a reference to a Secret, which is made outside of the file. */
import type { Container, EnvVariable } from '../container.ts';
import type { Context, Fix } from '../rule.ts';
import { contains, type TextEdit } from '../text/span.ts';
import { entryLines, printFlow, styleOf } from '../yaml/edit/print.ts';
import type { YamlEntry, YamlMap, YamlUnit } from '../yaml/node.ts';
import { isShared, walk } from '../yaml/walk.ts';
import { yamlOf } from './fix.ts';
import { taking } from './secret-keep.ts';

/** `value:` → `valueFrom.secretKeyRef`; none where the value is shared, in a block scalar, or the key could not be one of a Secret. */
export function secretReference(ctx: Context, container: Container, variable: EnvVariable): Fix[] {
  const unit = yamlOf(ctx);
  const { owner } = container;
  if (!unit || owner.origin !== 'kubernetes' || !owner.object.nameKnown || !/^[\w.-]+$/.test(variable.name)) return [];
  const secret = `${owner.object.name}-secrets`;
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(secret)) return [];
  const create = `kubectl create secret generic ${secret} --from-literal=${variable.name}=…`;
  const edits = (): TextEdit[] => reference(unit, variable, secret);
  return edits().length > 0 ? [taking(`Read it from a Secret, made by \`${create}\``, edits)] : [];
}

function reference(unit: YamlUnit, variable: EnvVariable, name: string): TextEdit[] {
  const found = entryOf(unit, variable);
  if (!found || isShared(unit, found.map)) return [];
  const { map, entry } = found;
  const value = entry.value;
  if (value?.type !== 'scalar' || entry.alias || value.style === 'literal' || value.style === 'folded') return [];
  const source = { secretKeyRef: { name, key: variable.name } };
  const style = styleOf(unit);
  if (map.flow) {
    const key = style.json || unit.text[entry.keySpan.start] === '"' ? '"valueFrom"' : 'valueFrom';
    return [{ span: entry.span, text: `${key}: ${printFlow(source, style)}` }];
  }
  const before = unit.text.lastIndexOf('\n', entry.span.start - 1) + 1;
  const lines = entryLines('valueFrom', source, style, entry.span.start - before);
  return [{ span: entry.span, text: lines.join(unit.eol).trimStart() }];
}

/** The `value:` entry of the variable, and the map that it stands in. */
function entryOf(unit: YamlUnit, { valueSpan }: EnvVariable): { map: YamlMap; entry: YamlEntry } | undefined {
  let found: { map: YamlMap; entry: YamlEntry } | undefined;
  if (!valueSpan) return undefined;
  walk(unit.root, (node) => {
    if (!contains(node.span, valueSpan)) return false;
    if (node.type === 'map') {
      const entry = node.entries.find((e) => e.key === 'value' && contains(e.span, valueSpan));
      if (entry) found = { map: node, entry };
    }
    return true;
  });
  return found;
}
