/** Forms of JSON values: they check a value and describe it for the documentation. */
import { packDay } from '../../server/src/core/image/knowledge/data/packed-day.ts';

/** What a value must be. */
export interface Form {
  /** In the words of a table: `day`, `list of texts`. */
  readonly words: string;
  /** What is wrong with `value`, each problem beginning with its place; `at` is the place of `value`. */
  readonly check: (value: unknown, at: string) => readonly string[];
}

/** A field of a record. Fields that are not listed are ignored. */
export interface Field {
  readonly name: string;
  readonly form: Form;
  readonly optional?: boolean;
  readonly meaning: string;
}

export const required = (name: string, form: Form, meaning: string): Field => ({ name, form, meaning });
export const optional = (name: string, form: Form, meaning: string): Field => ({ name, form, optional: true, meaning });

const plainForm = (words: string, fits: (value: unknown) => boolean): Form => ({
  words,
  check: (value, at) => (fits(value) ? [] : [`${at}: ${shown(value)} is no ${words}`]),
});

export const text = plainForm('text', (value) => typeof value === 'string' && value !== '');
export const number = plainForm('whole number', (value) => Number.isInteger(value) && Number(value) >= 0);
export const flag = plainForm('boolean', (value) => typeof value === 'boolean');
export const day = plainForm('day', isDay);
export const dayOrFlag = plainForm('day, `true` or `false`', (value) => typeof value === 'boolean' || isDay(value));

export const oneOf = (...words: readonly string[]): Form =>
  plainForm(words.map((word) => `\`${word}\``).join(', '), (value) => words.includes(value as string));

export const listOf = (form: Form): Form => ({
  words: `list of ${form.words}s`,
  check: (value, at) =>
    Array.isArray(value)
      ? value.flatMap((item, i) => form.check(item, `${at}[${i}]`))
      : [`${at}: ${shown(value)} is no list`],
});

/** An object of which the keys are names. */
export const byName = (form: Form): Form => ({
  words: `${form.words} by name`,
  check: (value, at) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, item]) => form.check(item, at === '' ? name : `${at}.${name}`))
      : [`${at}: ${shown(value)} is no object`],
});

/** An object with known fields. `words` names it in other records' tables. */
export const record = (words: string, fields: readonly Field[]): Form => ({
  words,
  check: (value, at) => {
    if (!isObject(value)) return [`${at}: ${shown(value)} is no object`];
    return fields.flatMap(({ name, form, optional: may }) => {
      const place = at === '' ? name : `${at}.${name}`;
      const own = value[name];
      if (own === undefined) return may ? [] : [`${place}: is missing`];
      return form.check(own, place);
    });
  },
});

/** A real day between 1990 and 2051: no other fits into the tables. */
function isDay(value: unknown): boolean {
  try {
    return packDay(String(value)) !== '' && typeof value === 'string';
  } catch {
    return false;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value in a message, cut. */
const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 60);
