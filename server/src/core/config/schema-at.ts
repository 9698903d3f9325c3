/** Answers what the schema of the configuration allows at a place: keys and values, for completion and hover. */

/** The part of JSON Schema (draft-07) that `configSchema` uses. */
export interface ConfigSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, ConfigSchema>>;
  readonly items?: ConfigSchema;
  readonly anyOf?: readonly ConfigSchema[];
  readonly oneOf?: readonly ConfigSchema[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, ConfigSchema>>;
  readonly [other: string]: unknown;
}

/** The step of a path that leads to an item of a list. */
export const ITEM = '-';

/** A value that the schema lists. */
export interface ListedValue {
  readonly text: string;
  readonly description: string | undefined;
  readonly isDefault: boolean;
}

/** A schema and all alternatives that it names, with references followed. */
function alternatives(root: ConfigSchema, schema: ConfigSchema): ConfigSchema[] {
  const { $ref } = schema;
  const target = $ref === undefined ? undefined : root.definitions?.[$ref.slice($ref.lastIndexOf('/') + 1)];
  const parts = [...(target ? [target] : []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [schema, ...parts.flatMap((part) => alternatives(root, part))];
}

const ownOf = (properties: Readonly<Record<string, ConfigSchema>>, key: string): ConfigSchema | undefined =>
  Object.hasOwn(properties, key) ? properties[key] : undefined;

/** The alternatives below a path of keys; none if the schema does not allow the path. */
export function schemasAt(root: ConfigSchema, path: readonly string[]): readonly ConfigSchema[] {
  let here = alternatives(root, root);
  for (const step of path) {
    const below = here.flatMap((s): readonly ConfigSchema[] => {
      const found = step === ITEM ? s.items : ownOf(s.properties ?? {}, step);
      return found ? [found] : [];
    });
    here = below.flatMap((s) => alternatives(root, s));
  }
  return here;
}

/** The keys of the maps among `schemas`, with their schemas, in the order of the schema. */
export const keysOf = (schemas: readonly ConfigSchema[]): readonly (readonly [string, ConfigSchema])[] =>
  schemas.flatMap((s) => Object.entries(s.properties ?? {}));

/** The values that `schemas` list, with `true` and `false` where a boolean is allowed. */
export function valuesOf(schemas: readonly ConfigSchema[]): readonly ListedValue[] {
  const standard = schemas.find((s) => s.default !== undefined)?.default;
  const value = (text: string, description?: string): ListedValue => ({
    text,
    description,
    isDefault: String(standard) === text,
  });
  return schemas.flatMap((s) => {
    if (s.const !== undefined) return value(s.const, s.description);
    if (s.enum) return s.enum.map((text) => value(text));
    return s.type === 'boolean' ? [value('true'), value('false')] : [];
  });
}

/** Whether the value of a key is a map or a list only, so that it is written on the next lines. */
export const isNested = (schemas: readonly ConfigSchema[]): boolean =>
  valuesOf(schemas).length === 0 && schemas.some((s) => s.type === 'object' || s.type === 'array');
