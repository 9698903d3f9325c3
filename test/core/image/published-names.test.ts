/** The images that scripts, build files, workflows and instructions name. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { publishedNames } from '../../../server/src/core/image/published-names.ts';

const CASES: readonly (readonly [what: string, text: string, names: readonly string[]])[] = [
  ['a build with a tag', 'docker build -t acme/shop:1.4 .', ['acme/shop']],
  [
    'a build with several tags',
    'docker buildx build --push --tag=ghcr.io/acme/shop -t acme/shop .',
    ['ghcr.io/acme/shop', 'acme/shop'],
  ],
  ['a build over several lines', 'docker build \\\n  --pull \\\n  --tag acme/shop \\\n  web', ['acme/shop']],
  [
    'contexts with names',
    'docker buildx build \\\n  --build-context files=./files \\\n  --build-context=base=docker-image://alpine .',
    ['--build-context files', '--build-context base'],
  ],
  ['a push', 'podman push --quiet acme/shop:latest && echo done', ['acme/shop']],
  ['kaniko', 'args: ["--destination=registry.example.com/acme/shop:1"]\n# build', ['registry.example.com/acme/shop']],
  ['a variable of the same file', 'IMAGE ?= acme/shop\nbuild:\n\tdocker build -t $(IMAGE):$(TAG) .', ['acme/shop']],
  ['a default', `docker push "\${REPOSITORY:-acme}/shop"`, ['acme/shop']],
  ['the part before an unknown variable', 'docker push acme/$NAME', ['acme/']],
  ['the part before an unknown part of a name', `docker push ghcr.io/acme/shop-\${PART}:1`, ['ghcr.io/acme/']],
  [
    'an action with one tag',
    'env:\n  IMAGE: acme/shop\nsteps:\n  - with:\n      push: true\n      tags: ${{ env.IMAGE }}:latest\n',
    ['acme/shop'],
  ],
  [
    'an action with a list',
    'with:\n  images: |\n    acme/shop\n    ghcr.io/acme/shop\n  push: true\n',
    ['acme/shop', 'ghcr.io/acme/shop'],
  ],
  ['a target of Bake', 'target "shop" {\n  tags = ["acme/shop:1", "acme/shop:latest"]\n}', ['acme/shop']],
  ['nothing before an unknown variable', `docker push $REGISTRY/shop`, []],
  ['a registry alone', `docker push ghcr.io/$OWNER/shop`, []],
  ['a placeholder of instructions', 'docker push <your name>/shop', []],
  ['what is pulled and run', 'docker pull redis:8\ndocker run --name build acme/other', []],
  ['what is tagged only', 'docker tag redis:8 acme/redis', []],
  ['the tags of a release', 'on:\n  push:\n    tags:\n      - "v*"\n', []],
];

describe('the names of published images', () => {
  for (const [what, text, names] of CASES) test(what, () => assert.deepEqual(publishedNames(text), names));
});
