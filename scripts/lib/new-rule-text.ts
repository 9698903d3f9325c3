/** What `npm run new-rule` writes: a rule, its page, and the file of a Kubernetes kind. */

import type { Subject } from '../../server/src/core/rule/rule.ts';
import { VERSION } from '../../server/src/host/version.ts';

/** The `why` that `npm run new-rule` writes; a test fails for rules that still have it. */
export const NEW_RULE = 'Describe the attack here, in two to four sentences: who does what, and what they gain.';

/** A Kubernetes kind as a rule names it, with the API group of its objects; '' is the core group. */
export interface NamedKind {
  readonly name: string;
  readonly kind: string;
  readonly group: string;
}

/** How a new rule checks one kind of subject. */
export interface Example {
  /** The generator's parameter. */
  readonly parameter: string;
  /** The condition of the smell as an expression; never true in the skeleton. */
  readonly clean: string;
  readonly at: string;
  /** An expression that names it in the message. */
  readonly name: string;
  readonly tags: string;
  readonly language:
    | 'dockerfile'
    | 'yaml'
    | 'json file=daemon.json'
    | 'toml file=containers.conf'
    | 'yaml file=k3s/config.yaml';
  /** The smallest file with it; `@` marks the line that has the smell. */
  readonly file: string;
}

const DOCKERFILE = '@FROM ghcr.io/example/base:1.4.2\nUSER 1000\n';
const COMPOSE = 'services:\n  shop:@\n    image: ghcr.io/example/shop:1.4.2\n';
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop@\nspec:\n  containers:\n    - name: shop\n      image: ghcr.io/example/shop:1.4.2\n';

/** All subjects except typed objects, for which see `objectExample`. */
export const EXAMPLES: Readonly<Record<Exclude<Subject, `object:${string}`>, Example>> = {
  dockerfile: {
    parameter: 'dockerfile',
    clean: "dockerfile.stages.at(-1)?.name !== 'the smell'",
    at: 'dockerfile.stages.at(-1)!.from.span',
    name: "'this file'",
    tags: "'dockerfile'",
    language: 'dockerfile',
    file: DOCKERFILE,
  },
  stage: {
    parameter: 'stage',
    clean: "stage.name !== 'the smell'",
    at: 'stage.from.span',
    name: 'stage.name ?? stage.index',
    tags: "'dockerfile'",
    language: 'dockerfile',
    file: DOCKERFILE,
  },
  instruction: {
    parameter: 'instruction',
    clean: "instruction.argsText !== 'the smell'",
    at: 'instruction.span',
    name: 'instruction.keyword',
    tags: "'dockerfile'",
    language: 'dockerfile',
    file: DOCKERFILE,
  },
  image: {
    parameter: 'use',
    clean: "use.raw !== 'the smell'",
    at: 'use.at',
    name: 'use.raw',
    tags: "'dockerfile', 'compose', 'kubernetes', 'supply-chain'",
    language: 'dockerfile',
    file: DOCKERFILE,
  },
  container: {
    parameter: 'container',
    clean: "container.partial || container.name !== 'the smell'",
    at: 'container.nameSpan',
    name: 'container.name',
    tags: "'compose', 'kubernetes'",
    language: 'yaml',
    file: COMPOSE,
  },
  service: {
    parameter: 'service',
    clean: "service.partial || service.name !== 'the smell'",
    at: 'service.entry.keySpan',
    name: 'service.name',
    tags: "'compose'",
    language: 'yaml',
    file: COMPOSE,
  },
  compose: {
    parameter: 'compose',
    clean: "compose.services[0]?.name !== 'the smell'",
    at: 'compose.services[0]!.entry.keySpan',
    name: "'this file'",
    tags: "'compose'",
    language: 'yaml',
    file: COMPOSE,
  },
  workload: {
    parameter: 'workload',
    clean: "workload.object.partial || workload.object.name !== 'the smell'",
    at: 'workload.object.nameSpan',
    name: 'workload.object.name',
    tags: "'kubernetes'",
    language: 'yaml',
    file: POD,
  },
  object: {
    parameter: 'object',
    clean: "object.partial || object.name !== 'the smell'",
    at: 'object.nameSpan',
    name: 'object.name',
    tags: "'kubernetes'",
    language: 'yaml',
    file: POD,
  },
  daemon: {
    parameter: 'daemon',
    clean: "daemon.get('the-smell').text !== 'true'",
    at: "daemon.get('the-smell').at!",
    name: "'the-smell'",
    tags: "'daemon'",
    language: 'json file=daemon.json',
    file: '{\n@  "icc": false\n}\n',
  },
  podman: {
    parameter: '{ root }',
    clean: "root.get('containers', 'the-smell').text !== 'true'",
    at: "root.get('containers', 'the-smell').at!",
    name: "'the-smell'",
    tags: "'podman'",
    language: 'toml file=containers.conf',
    file: '[containers]\n@the-smell = true\n',
  },
  distribution: {
    parameter: 'root',
    clean: "root.get('the-smell').text !== 'true'",
    at: "root.get('the-smell').at!",
    name: "'the-smell'",
    tags: "'kubernetes'",
    language: 'yaml file=k3s/config.yaml',
    file: '@the-smell: true\n',
  },
  secret: {
    parameter: 'site',
    clean: "site.name !== 'the smell'",
    at: 'site.at',
    name: 'site.name',
    tags: "'credentials'",
    language: 'dockerfile',
    file: '@ENV API_KEY=made-up\n'.replace('@', 'FROM ghcr.io/example/base:1.4.2\n@'),
  },
};

/** The example of a typed object. */
export const objectExample = ({ kind, group }: NamedKind): Example => ({
  parameter: '{ object }',
  clean: "object.name !== 'the smell'",
  at: 'object.nameSpan',
  name: 'object.name || object.kind',
  tags: "'kubernetes'",
  language: 'yaml',
  file: `apiVersion: ${group === '' ? 'v1' : `${group}/v1`}\nkind: ${kind}\nmetadata:\n  name: shop@\n`,
});

/** The rule's file. */
export function ruleText(id: string, subject: string, example: Example): string {
  const title = id.slice(id.indexOf('/') + 1).replaceAll('-', ' ');
  return `import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: '${id}',
    title: '${title.charAt(0).toUpperCase()}${title.slice(1)}',
    why: '${NEW_RULE}',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    since: '${VERSION}',
    tags: [${example.tags}],
    refs: {},
  },
  {
    *${/^\w+$/.test(subject) ? subject : `'${subject}'`}(${example.parameter}) {
      if (${example.clean}) return;
      yield { at: ${example.at}, message: \`\\\`\${${example.name}}\\\` smells\` };
    },
  },
);
`;
}

/** The rule's page. A Dockerfile has no comments at the end of a line, so the mark is on the line above. */
export function pageText(id: string, { language, file }: Example): string {
  const mark = `# expect: ${id}`;
  const marked =
    file.includes('\n@') || file.startsWith('@') ? file.replace('@', `${mark}\n`) : file.replace('@', ` ${mark}`);
  return `## What it finds

The smallest file that has it, as a team would really write it:

\`\`\`${language}
${marked}\`\`\`

## What to do

How to get it right.

## Not found

What looks like it and is none:

\`\`\`${language}
${file.replace('@', '')}\`\`\`
`;
}

/** The file of a kind that does not have one yet. */
export function kindText({ name, kind, group }: NamedKind): string {
  return `/** ${kind}, ${group === '' ? 'core/v1' : group}. Source: add the API reference and its version. */
import type { Setting } from '../../yaml/setting.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface ${name}Object extends TypedObject {
  /** Its value if absent. */
  readonly field: Setting<string>;
}

export default kind({
  name: '${name}',
  kinds: ['${kind}'],
  groups: ['${group}'],
  read: (fields, object): ${name}Object => ({
    object,
    field: fields.text('spec', 'field'),
  }),
});
`;
}
