// `node bench/yaml-tokens.mjs DIR`: parses every YAML file below DIR with yaml's parser, into its syntax tree and no further.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from 'yaml';

let tokens = 0;
for (const name of readdirSync(process.argv[2], { recursive: true })) {
  if (!/\.ya?ml$/.test(name)) continue;
  for (const _ of new Parser().parse(readFileSync(join(process.argv[2], name), 'utf8'))) tokens++;
}
console.log(tokens);
