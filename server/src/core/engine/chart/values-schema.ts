/** Whether the JSON schema of a chart's values allows a new key. */

type Schema = Readonly<Record<string, unknown>>;

const asSchema = (value: unknown): Schema | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;

/** Not where a schema on the way lists its keys and allows no other, refers to another schema, or cannot be read. */
export function fitsSchema(text: string, path: readonly (string | number)[]): boolean {
  let here: Schema | undefined;
  try {
    here = asSchema(JSON.parse(text));
  } catch {
    return false;
  }
  for (const key of path) {
    if (!here) return true;
    if (['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'patternProperties'].some((name) => here && name in here))
      return false;
    if (typeof key === 'number') {
      here = asSchema(here.items);
      continue;
    }
    const below: Schema | undefined = asSchema(asSchema(here.properties)?.[key]);
    if (!below && here.additionalProperties !== undefined && here.additionalProperties !== true) return false;
    here = below;
  }
  return true;
}
