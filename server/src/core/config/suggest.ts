/** Completes keys, values and rule ids of a configuration file, and explains them. The schema lists them. */
import { meaningOf } from '../rule/about.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Suggestion } from '../rule/suggestion.ts';
import type { Span } from '../text/span.ts';
import { type ConfigCursor, cursorIn } from './cursor.ts';
import { configSchema } from './schema.ts';
import { type ConfigSchema, isNested, keysOf, schemasAt, valuesOf } from './schema-at.ts';

const schemas = new WeakMap<readonly RuleMeta[], ConfigSchema>();

function schemaOf(rules: readonly RuleMeta[]): ConfigSchema {
  const schema = schemas.get(rules) ?? configSchema(rules);
  schemas.set(rules, schema);
  return schema;
}

/** What may stand at `offset` of a configuration file. `rules`: the metadata of all rules. */
export function suggestInConfig(text: string, offset: number, rules: readonly RuleMeta[]): Suggestion[] {
  const cursor = cursorIn(text, offset);
  if (!cursor) return [];
  const root = schemaOf(rules);
  const here = schemasAt(root, cursor.path);
  const quote = /^["']?/.exec(text.slice(cursor.word.start, cursor.word.end))?.[0] ?? '';
  const values = valuesOf(here).map(({ text: value, description, isDefault }): Suggestion => {
    const label = quote + value + quote;
    const detail = [description, isDefault ? 'the default' : undefined].filter((d) => d !== undefined).join(' · ');
    return { label, kind: 'value', replaces: cursor.word, text: (cursor.needsBlank ? ' ' : '') + label, detail };
  });
  if (cursor.place === 'value') return values;
  const keys = keysOf(here)
    .filter(([key]) => !cursor.others.includes(key))
    .map(([key, schema]) =>
      keyAt(cursor, quote + key + quote, key, schema, schemasAt(root, [...cursor.path, key]), rules),
    );
  // A value may stand on the line below its key.
  return cursor.hasColon || cursor.others.length > 0 ? keys : [...keys, ...values];
}

function keyAt(
  { word, hasColon }: ConfigCursor,
  label: string,
  key: string,
  { description }: ConfigSchema,
  below: readonly ConfigSchema[],
  rules: readonly RuleMeta[],
): Suggestion {
  const meaning = meaningOf(key, rules);
  const nested = isNested(below);
  return {
    label,
    kind: meaning ? 'rule' : 'key',
    replaces: word,
    text: hasColon ? label : `${label}:${nested ? '' : ' '}`,
    continues: !hasColon && !nested && valuesOf(below).length > 0,
    detail: description,
    about: meaning?.paragraphs.join('\n\n') ?? listed(below),
  };
}

/** The values of a key and its default, as Markdown; '' if the schema lists none. */
function listed(below: readonly ConfigSchema[]): string {
  const lines = valuesOf(below).map(
    ({ text, description, isDefault }) =>
      `- \`${text}\`${description === undefined ? '' : `: ${description}`}${isDefault ? ' (the default)' : ''}`,
  );
  return lines.join('\n');
}

/** What a word of a configuration file means. */
export interface ConfigWord {
  readonly at: Span;
  /** A rule's id or `concern/*`; `undefined` for another key or a value. */
  readonly name: string | undefined;
  /** The key or value, as Markdown. */
  readonly title: string;
  /** Markdown. */
  readonly paragraphs: readonly string[];
}

/** The meaning of the word at `offset`; `undefined` for a word that the schema does not know. */
export function configWordAt(text: string, offset: number, rules: readonly RuleMeta[]): ConfigWord | undefined {
  const cursor = cursorIn(text, offset);
  if (!cursor || cursor.word.start === cursor.word.end) return undefined;
  const { path, word: at } = cursor;
  const word = text.slice(at.start, at.end).replace(/^(["'])(.*)\1$/, '$2');
  const root = schemaOf(rules);
  if (cursor.place === 'key') {
    const [, schema] = keysOf(schemasAt(root, path)).find(([key]) => key === word) ?? [];
    if (schema) {
      const name = meaningOf(word, rules) ? word : undefined;
      const texts = [schema.description ?? '', listed(schemasAt(root, [...path, word]))];
      return { at, name, title: `\`${[...path, word].join('.')}\``, paragraphs: texts.filter((t) => t !== '') };
    }
  }
  const value = valuesOf(schemasAt(root, path)).find((v) => v.text === word);
  if (!value) return undefined;
  const key = path.join('.');
  return {
    at,
    name: undefined,
    title: `\`${key}: ${word}\``,
    paragraphs: value.description ? [value.description] : [],
  };
}
