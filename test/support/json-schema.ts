/** Validates values with JSON schemas. */
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/package.json`);
interface Validate {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string; readonly params?: unknown }[];
}
const { default: Ajv } = require('ajv') as {
  default: new (options: object) => { compile(schema: object): Validate };
};
const { default: addFormats } = require('ajv-formats') as { default: (ajv: object) => void };

/** A function that lists what is wrong with a value, each with its path. */
export function faultsBy(schema: object): (value: unknown) => string[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map((e) => `${e.instancePath}: ${e.message} ${JSON.stringify(e.params)}`);
}
