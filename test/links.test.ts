/** Every link and picture of the repository's pages, and of all that the extension's package shows, leads somewhere. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, test } from 'node:test';
import { listFiles, PackageManager } from '@vscode/vsce';
import { globSync } from '../scripts/lib/files.ts';
import { pagesOfRules } from '../scripts/lib/packed-pages.ts';
import { PAGE, packedChangelog, packedPage } from '../scripts/lib/packed-texts.ts';

const read = (path: string): string => readFileSync(path, 'utf8');

/** Markdown without code. */
const prose = (page: string): string => page.replace(/^( *`{3,})[\s\S]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '');

/** The targets of links and pictures. */
const targets = (page: string): string[] =>
  [...prose(page).matchAll(/\]\(([^)\s]+)\)|<(https?:[^>\s]+)>|\s(?:src|href)="([^"]+)"/g)].map(
    (m) => m[1] ?? m[2] ?? m[3]!,
  );
const pictures = (page: string): string[] => [...prose(page).matchAll(/!\[[^\]]+\]\(([^)\s]+)\)/g)].map((m) => m[1]!);

/** A heading's anchor, as Markdown viewers make it. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
const anchors = (page: string): string[] => [...page.matchAll(/^#+ (.*)$/gm)].map((m) => anchor(m[1]!));

/**
 * Throws unless each target of `page` is an address, a heading, or a file for which `textOf` has a text (`''` for one without headings). `at` is the path of
 * the page.
 */
function follow(page: string, at: string, textOf: (path: string) => string | undefined): void {
  for (const target of targets(page)) {
    if (/^[a-z]+:/.test(target)) {
      assert.match(target, /^https?:\/\/[\w-]+(?:\.[\w-]+)+(?:[/?#][^\s]*)?$/, `${at}: ${target} is no address`);
      continue;
    }
    const [path = '', hash] = target.split('#');
    const text = path === '' ? page : textOf(posix.join(posix.dirname(at), path));
    assert.ok(text !== undefined, `${at}: ${target} leads nowhere`);
    if (hash !== undefined) assert.ok(anchors(text).includes(hash), `${at}: ${target}: no such heading`);
  }
}

test('what leads nowhere is found', () => {
  const here = (path: string): string | undefined => (path === 'docs/a.md' ? '# One two' : undefined);
  follow('[a](a.md#one-two) [b](#x-y) ![c](a.md) [d](https://example.org/x)\n`[e](no)`\n## X y', 'docs/b.md', here);
  for (const wrong of ['[a](a.md#three)', '![a](b.png)', '[a](#y)', '[a](../a.md)', '[a](http:/x)', '[a](https://)'])
    assert.throws(() => follow(`${wrong}\n# X`, 'docs/b.md', here), wrong);
});

describe('pages of the repository', () => {
  const top = ['README', 'ARCHITECTURE', 'CONTRIBUTING', 'CHANGELOG', 'SECURITY'].map((name) => `${name}.md`);
  const others = ['server/README.md', 'examples/README.md', PAGE];
  for (const page of [...top, ...others, ...globSync('docs', (f) => f.endsWith('.md'))])
    test(page, () =>
      follow(read(page), page, (path) =>
        path.endsWith('.md') && existsSync(path) ? read(path) : existsSync(path) ? '' : undefined,
      ),
    );
});

describe('what the package shows in the editor', async () => {
  const packed = new Set(await listFiles({ packageManager: PackageManager.None }));
  const pictureOf = (path: string): '' | undefined => (packed.has(path) && existsSync(path) ? '' : undefined);

  test('the extension has a page of its own, with three pictures of the walkthrough', () => {
    assert.equal(pictures(read(PAGE)).length, 3);
    for (const picture of pictures(read(PAGE)))
      assert.equal(pictureOf(posix.join(posix.dirname(PAGE), picture)), '', picture);
    for (const words of ['npm ', 'checkout', 'examples/']) assert.ok(!prose(read(PAGE)).includes(words), words);
  });

  test('VS Code shows only pictures with an address: without one the packed page has none', () => {
    const page = packedPage(undefined);
    assert.deepEqual(targets(page), []);
    assert.deepEqual(page.match(/^.*(?:!\[|<img).*$/gm), null);
    const published = packedPage('https://shop.example/images/');
    follow(published, 'README.md', () => undefined);
    assert.equal(pictures(published).length, 3);
    assert.ok(pictures(published).every((address) => address.startsWith('https://shop.example/images/walkthrough/')));
  });

  test('the changelog has no link to a file', () => follow(packedChangelog(), 'CHANGELOG.md', () => undefined));

  test('the pages of rules link to each other and to addresses', () => {
    const pages = pagesOfRules();
    assert.ok(Object.keys(pages).length > 50);
    for (const [id, page] of Object.entries(pages))
      follow(page, `${id}.md`, (path) => pages[path.replace(/\.md$/, '')]);
  });

  test('nothing else with links is packed', () => {
    // `vsce` lists README.md unless it gets another one, as in scripts/package.ts.
    const others = [...packed].filter(
      (file) => file.endsWith('.md') && file !== 'README.md' && !file.startsWith('client/dist/'),
    );
    assert.deepEqual(others, []);
  });

  interface Step {
    readonly id: string;
    readonly description: string;
    readonly media: {
      readonly image?: Readonly<Record<string, string>>;
      readonly svg?: string;
      readonly altText: string;
    };
    readonly completionEvents: readonly string[];
  }
  // The texts of the manifest, in English.
  const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
  const english = (_: string, key: string): string => JSON.stringify(texts[key]);
  const { contributes } = JSON.parse(read('package.json').replace(/"%([\w.]+)%"/g, english)) as {
    readonly contributes: { readonly walkthroughs: readonly { readonly steps: readonly Step[] }[] };
  };
  const steps = contributes.walkthroughs.flatMap((w) => w.steps);
  const client = globSync('client/src', (f) => f.endsWith('.ts'))
    .map(read)
    .join('\n');
  const registered = new Set([...client.matchAll(/registerCommand\(\s*'([^']+)'/g)].map((m) => m[1]!));
  const keys = new Set([...client.matchAll(/\bhappened\('([^']+)'\)/g)].map((m) => m[1]!));

  test('the walkthrough has five steps', () => assert.equal(steps.length, 5));
  for (const { id, description, media, completionEvents } of steps)
    test(`step ${id}: its pictures are packed, its commands and events exist`, () => {
      // VS Code gives an SVG the colours of the theme.
      const files = media.svg ? { svg: media.svg } : (media.image ?? {});
      if (!media.svg) assert.deepEqual(Object.keys(files).sort(), ['dark', 'hc', 'hcLight', 'light']);
      for (const file of Object.values(files)) assert.equal(pictureOf(file), '', file);
      assert.ok(media.altText.length > 20);
      const named = [
        ...description.matchAll(/\(command:([^)?]+)/g),
        ...completionEvents.join('\n').matchAll(/^onCommand:(.*)$/gm),
      ];
      assert.ok(named.length > 0 && completionEvents.length > 0);
      for (const [, command = ''] of named)
        if (command.startsWith('seaworthy.')) assert.ok(registered.has(command), command);
      for (const [, key = ''] of completionEvents.join('\n').matchAll(/^onContext:(.*)$/gm))
        assert.ok(keys.has(key), key);
    });
});
