/** Images of the project itself by a tag that moves are reported in the strict profile, with what shows whose they are. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PINNED_DAY } from '../../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../../server/src/core/engine/engine.ts';
import type { Reported } from '../../../server/src/core/engine/report.ts';
import type { Profile } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';

interface Case {
  readonly image: string;
  /** `acme/shop` of the Git remote. */
  readonly remote?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly path?: string;
  /** Further lines of the Compose file. */
  readonly more?: string;
}

function found(
  { image, remote, files = {}, path = 'compose.yaml', more = '' }: Case,
  profile: Profile,
): Reported | undefined {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile } });
  const [owner = '', name = ''] = remote?.split('/') ?? [];
  if (remote !== undefined)
    engine.setRepository({ prefix: '', outer: [], remotes: [{ owner, name }], tracked: undefined });
  engine.setFile(path, `services:\n  web:\n    image: ${image}\n${more}`);
  for (const [file, text] of Object.entries(files)) engine.setFile(file, text);
  engine.setComplete(true);
  return engine.check(path).findings.find((f) => f.rule === 'image/mutable-tag');
}

const OWN: readonly (readonly [what: string, one: Case, how: RegExp])[] = [
  ['owner and name of the remote', { image: 'acme/shop', remote: 'acme/shop' }, /Git remote is of `acme\/shop`/],
  ['a part of the project', { image: 'ghcr.io/acme/shop-web:latest', remote: 'acme/shop' }, /Git remote/],
  ['the project with a longer name', { image: 'acme/shop:latest', remote: 'acme/incubator-shop' }, /Git remote/],
  ['an owner with the name of the project', { image: 'shophq/mail', remote: 'shophq/shop' }, /Git remote/],
  ['a namespace of owner and project', { image: 'acmeshop/mail', remote: 'acme/shop' }, /Git remote/],
  ['a namespace with the name of the project', { image: 'shop/web', remote: 'acme/shop' }, /Git remote/],
  ['the owner of a known product', { image: 'grafana/grafana', remote: 'grafana/grafana' }, /Git remote/],
  ['an official image in its own repository', { image: 'redis', remote: 'redis/redis' }, /Git remote/],
  [
    'the module of Go',
    { image: 'acme/shop', files: { 'go.mod': 'module github.com/acme/shop/v2\n' } },
    /`go\.mod` is of/,
  ],
  [
    'the repository in package.json',
    {
      image: 'acme/shop',
      files: { 'package.json': '{"repository": {"type": "git", "url": "https://github.com/acme/shop.git"}}' },
    },
    /`package\.json` is of/,
  ],
  [
    'the name in composer.json',
    { image: 'acme/shop', files: { 'composer.json': '{\n "name": "acme/shop"}' } },
    /`composer\.json`/,
  ],
  [
    'a script that pushes it',
    { image: 'example/cart', files: { 'publish.sh': 'docker push example/cart' } },
    /`publish\.sh` builds or pushes it/,
  ],
  [
    'a script that pushes what begins so',
    { image: 'example/cart', files: { 'publish.sh': 'docker push example/$NAME' } },
    /publish\.sh/,
  ],
  [
    'instructions that build it',
    { image: 'example/cart', files: { 'README.md': '    docker build -t example/cart .' } },
    /README\.md/,
  ],
  [
    'a workflow that pushes it',
    { image: 'example/cart', files: { '.github/workflows/a.yml': 'with:\n  push: true\n  tags: example/cart:1\n' } },
    /workflows\/a\.yml/,
  ],
  [
    'a service that builds another image of the publisher',
    {
      image: 'example/cart',
      files: { 'build/compose.yaml': 'services:\n  m:\n    image: example/mail\n    build: .\n' },
    },
    /build\/compose\.yaml` builds images of this publisher/,
  ],
  [
    'a Dockerfile in a folder of its name',
    { image: 'registry.example.com/x/cart', files: { 'src/cart/Dockerfile': 'FROM nginx:1.29\n' } },
    /`src\/cart\/Dockerfile` has its name/,
  ],
  [
    'a badge of its builds',
    {
      image: 'acme/shop',
      files: { 'README.md': '# Shop\n![CI](https://github.com/acme/shop/actions/workflows/ci.yml/badge.svg)\n' },
    },
    /`README\.md` is of/,
  ],
  [
    'how to fetch it',
    {
      image: 'acme/shop',
      files: { 'README.md': '```\n$ git clone --depth 1 https://github.com/acme/shop.git\n```\n' },
    },
    /`README\.md` is of/,
  ],
  [
    'the repository in Cargo.toml',
    { image: 'acme/shop', files: { 'Cargo.toml': '[package]\nrepository = "https://github.com/acme/shop"\n' } },
    /`Cargo\.toml` is of/,
  ],
];

const OTHERS: readonly (readonly [what: string, one: Case])[] = [
  ['no sign', { image: 'acme/shop' }],
  [
    'a known product in a folder of its name',
    { image: 'grafana/grafana', files: { 'grafana/Dockerfile': 'FROM grafana/grafana:12.2.0\n' } },
  ],
  [
    'a link to another repository',
    { image: 'acme/shop', files: { 'README.md': 'See https://github.com/acme/shop.\n' } },
  ],
  ['an official image in a repository that contains its name', { image: 'nginx', remote: 'acme/nginx-demo' }],
  ['an official image in a repository of its name', { image: 'nginx', remote: 'acme/nginx' }],
  ['a known product in a repository of its name', { image: 'grafana/grafana', remote: 'acme/grafana' }],
  ['a part of a word', { image: 'acmeshops/mail', remote: 'acme/shop' }],
  ['an owner as the name of an image', { image: 'example/acme', remote: 'acme/shop' }],
  [
    'an official image that instructions build over',
    { image: 'redis', files: { 'README.md': 'docker build -t redis .' } },
  ],
  [
    'a known image with a beginning that a script pushes',
    { image: 'grafana/grafana', files: { 'a.sh': 'docker push grafana/$NAME' } },
  ],
  ['an image that a script pulls', { image: 'example/cart', files: { 'a.sh': 'docker pull example/cart' } }],
  [
    'an own image beside a pinned one of the same publisher',
    { image: 'acme/shop-web', remote: 'acme/shop', more: '  api:\n    image: acme/shop-api:3.2.1\n' },
  ],
  [
    'an own image beside one with a variable',
    { image: 'acme/shop-web', remote: 'acme/shop', more: '  api:\n    image: acme/shop-api:$VERSION\n' },
  ],
];

describe('an image of the project itself', () => {
  for (const [what, one, how] of OWN)
    test(what, () => {
      assert.equal(found(one, 'default'), undefined);
      const strict = found(one, 'strict');
      assert.equal(strict?.severity, 'info');
      assert.match(strict?.message ?? '', how);
    });

  test('also in a file of production', () => {
    const one = { image: 'acme/shop', remote: 'acme/shop', path: 'docker/production/compose.yml' };
    assert.equal(found(one, 'default'), undefined);
    assert.equal(found(one, 'strict')?.severity, 'info');
  });

  test('it follows the script that pushes it', () => {
    const engine = createEngine(rules, PINNED_DAY);
    engine.configure({ flags: { profile: 'strict' } });
    engine.setFile('compose.yaml', 'services:\n  web:\n    image: example/cart\n');
    engine.setComplete(true);
    const count = (): number =>
      engine.check('compose.yaml').findings.filter((f) => f.rule === 'image/mutable-tag' && f.severity === 'warning')
        .length;
    assert.equal(count(), 1);
    engine.setFile('Makefile', 'push:\n\tdocker push example/cart\n');
    assert.equal(count(), 0);
    engine.setFile('Makefile', 'push:\n\tdocker push example/mail\n');
    assert.equal(count(), 1);
    engine.setFile('Makefile', 'push:\n\tdocker push example/cart\n');
    engine.removeFile('Makefile');
    assert.equal(count(), 1);
  });
});

/** Other projects of the repository's owner: not their own version, but few maintainers choose one. */
const OF_OWNER: readonly (readonly [string, Parameters<typeof found>[0]])[] = [
  ['another project of a large owner', { image: 'apache/superset', remote: 'apache/pinot' }],
  ['an ordinary word in common', { image: 'apache/api-gateway', remote: 'apache/shop-api' }],
];

describe('an image of the same owner', () => {
  for (const [what, one] of OF_OWNER)
    test(what, () => {
      assert.equal(found(one, 'default'), undefined);
      assert.equal(found(one, 'strict')?.severity, 'warning');
    });
});

describe('an image of others', () => {
  for (const [what, one] of OTHERS) test(what, () => assert.equal(found(one, 'strict')?.severity, 'warning'));
});

test('a Dockerfile in a folder of the name is FROM the image of others', () => {
  const engine = createEngine(rules, PINNED_DAY);
  engine.setFile('cart/Dockerfile', 'FROM quay.io/acme/cart:latest\nRUN ./configure\n');
  engine.setComplete(true);
  const [found] = engine.check('cart/Dockerfile').findings.filter((f) => f.rule === 'image/mutable-tag');
  assert.equal(found?.message, '`quay.io/acme/cart:latest` changes with every release');
});
