/**
 * `npm run new-rule -- concern/smell [--on SUBJECT] [--group GROUP]`: writes the rule's file and its page as skeletons, and the file of a
 * Kubernetes kind that has none yet. They compile; the page's test fails until the rule reports the findings of the page. Existing files are
 * not overwritten. Exit code 2 for invalid arguments.
 */
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { kinds } from '../server/src/core/kubernetes/kinds/kinds.generated.ts';
import { concerns } from '../server/src/core/rule/concerns.ts';
import {
  EXAMPLES,
  type Example,
  kindText,
  type NamedKind,
  objectExample,
  pageText,
  ruleText,
} from './lib/new-rule-text.ts';

const words = process.argv.slice(2);
const option = (name: string): string | undefined =>
  words.includes(name) ? (words[words.indexOf(name) + 1] ?? '') : undefined;
const id = words[0] ?? '';
const subject = option('--on') ?? 'container';

function stop(message: string): never {
  console.error(message);
  process.exit(2);
}

if (!/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || !concerns.some((c) => id.startsWith(`${c}/`)))
  stop(`usage: npm run new-rule -- concern/smell [--on SUBJECT], for instance user/root-user --on stage
concern: ${concerns.join(', ')}
subject: ${Object.keys(EXAMPLES).join(', ')}, object:KIND`);

const known: readonly NamedKind[] = kinds.map(({ name, kinds: of, groups }) => ({
  name,
  kind: of[0],
  group: groups[0],
}));

const files: Record<string, string> = {};
const example = exampleOf(subject);
files[`server/src/core/rules/${id}.ts`] = ruleText(id, subject, example);
files[`test/rules/${id}.md`] = pageText(id, example);

const taken = Object.keys(files).filter((f) => fs.existsSync(f));
if (taken.length > 0) stop(`already there: ${taken.join(', ')}`);
for (const [file, text] of Object.entries(files)) {
  fs.mkdirSync(dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  console.log(`wrote ${file}`);
}
console.log(`next: npm run generate, fill them in, then UPDATE=1 npm test -- ${id}`);

function exampleOf(on: string): Example {
  if (on in EXAMPLES) return EXAMPLES[on as keyof typeof EXAMPLES];
  const name = /^object:([A-Z][A-Za-z0-9]*)$/.exec(on)?.[1];
  if (name === undefined) stop(`--on takes ${Object.keys(EXAMPLES).join(', ')} or object:KIND; not ${on}`);
  const there = known.find((k) => k.name === name);
  if (there) return objectExample(there);
  const group = option('--group');
  if (group === undefined)
    stop(`${name} has no file in server/src/core/kubernetes/kinds (there are ${known.map((k) => k.name).join(', ')}).
To begin one, name its API group: --group gateway.networking.k8s.io, or --group '' for core kinds`);
  const kind = { name, kind: name, group };
  const file = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  files[`server/src/core/kubernetes/kinds/${file}.ts`] = kindText(kind);
  return objectExample(kind);
}
