/**
 * `npm run new-rule -- concern/smell`: writes the rule's file and its page as skeletons. They compile; the page's test fails until the rule
 * finds what the page says. Nothing that exists is overwritten. Exit code 2 for an id that cannot be one.
 */
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { concerns } from '../server/src/core/rule/names.ts';
import { NEW_RULE } from './lib/new-rule-text.ts';

const id = process.argv[2] ?? '';
const [concern = '', smell = ''] = id.split('/');
if (!/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || !concerns.some((c) => c === concern)) {
  console.error(
    `usage: npm run new-rule -- concern/smell, for instance user/root-user; concern: ${concerns.join(', ')}`,
  );
  process.exit(2);
}

const title = smell.replace(/^./, (c) => c.toUpperCase()).replaceAll('-', ' ');
const files: Readonly<Record<string, string>> = {
  [`server/src/core/rules/${id}.ts`]: rule(),
  [`test/rules/${id}.md`]: page(),
};
const taken = Object.keys(files).filter((f) => fs.existsSync(f));
if (taken.length > 0) {
  console.error(`already there: ${taken.join(', ')}`);
  process.exit(2);
}
for (const [file, text] of Object.entries(files)) {
  fs.mkdirSync(dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  console.log(`wrote ${file}`);
}
console.log(`next: npm run generate, fill both in, then UPDATE=1 npm test -- ${id}`);

function rule(): string {
  return `import { rule } from '../../rule.ts';

export default rule(
  {
    id: '${id}',
    title: '${title}',
    why: '${NEW_RULE}',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    tags: ['compose', 'kubernetes'],
    refs: {},
  },
  {
    // One generator for each kind of subject it judges: see Subjects in rule.ts.
    *container(container) {
      if (container.partial || container.name !== 'the smell') return;
      yield { at: container.nameSpan, message: \`\\\`\${container.name}\\\` smells\` };
    },
  },
);
`;
}

function page(): string {
  return `## What it finds

The smallest file that has it, as somebody would really write it:

\`\`\`yaml
services:
  shop: # expect: ${id}
    image: ghcr.io/example/shop:1.4.2
\`\`\`

## What to do

How to get it right.

## Not found

What looks like it and is none:

\`\`\`yaml
services:
  shop:
    image: ghcr.io/example/shop:1.4.2
\`\`\`
`;
}
