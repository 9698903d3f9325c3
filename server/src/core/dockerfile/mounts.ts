import type { Span } from '../text/span.ts';
import type { Flag, Mount } from './model.ts';

/** The `--mount` flags among `flags`. The value is one line of CSV. Source: BuildKit `instructions/commands_runmount.go`. */
export function mountsOf(text: string, flags: readonly Flag[]): Mount[] {
  return flags.filter((f) => f.name === 'mount').map((flag) => ({ flag, options: optionsOf(text, flag) }));
}

function optionsOf(text: string, flag: Flag): Mount['options'] {
  const options = new Map<string, { value: string; span: Span; valueSpan: Span }>();
  const { value, valueSpan } = flag;
  if (value === undefined || !valueSpan) return options;
  const asWritten = text.slice(valueSpan.start, valueSpan.end);
  let searchFrom = 0;
  for (const field of csv(value)) {
    const at = asWritten.indexOf(field, searchFrom);
    // The field spans several lines or contains quotes: uses the span of the whole value.
    const start = at < 0 ? -1 : valueSpan.start + at;
    if (at >= 0) searchFrom = at + field.length;
    const span = start < 0 ? valueSpan : { start, end: start + field.length };
    const equals = field.indexOf('=');
    const key = (equals < 0 ? field : field.slice(0, equals)).trim().toLowerCase();
    if (key === '') continue;
    options.set(key, {
      value: equals < 0 ? '' : field.slice(equals + 1),
      span,
      valueSpan: start < 0 ? valueSpan : { start: equals < 0 ? span.end : start + equals + 1, end: span.end },
    });
  }
  return options;
}

function csv(value: string): string[] {
  if (!value.includes('"')) return value.split(',');
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (const c of value) {
    if (c === '"') quoted = !quoted;
    else if (c === ',' && !quoted) {
      fields.push(field);
      field = '';
    } else field += c;
  }
  fields.push(field);
  return fields;
}
