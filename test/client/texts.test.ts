/** Every text of the extension can be translated: those of the manifest are in package.nls.json, those of the client pass through `l10n.t`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { textBundle, textsOf } from '../../scripts/lib/derived-texts.ts';
import { globSync } from '../../scripts/lib/files.ts';

const read = (path: string): string => readFileSync(path, 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<string, unknown>;
const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
// The example is a file for the user's editor, in the language of Dockerfiles.
const sources = globSync('client/src', (f) => f.endsWith('.ts') && f !== 'client/src/example.ts');

/** Keys of the manifest whose values the user reads. */
const SHOWN =
  /^(?:title|name|label|altText|contents|contextualTitle|description|markdownDescription|deprecationMessage)$/;
const LISTS = /^(?:enumDescriptions|markdownEnumDescriptions|enumItemLabels)$/;

/** `path: text` of every text in a part of the manifest that the user reads. */
function shownTexts(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    const at = `${path}.${key}`;
    if (typeof one === 'string' && SHOWN.test(key)) return [`${at}: ${one}`];
    if (Array.isArray(one) && LISTS.test(key)) return one.map((text) => `${at}: ${text}`);
    return shownTexts(one, at);
  });
}

describe('the manifest', () => {
  const shown = [...shownTexts(manifest.contributes, 'contributes'), `description: ${manifest.description}`];
  test('has no text that the user reads but by its key', () => {
    assert.ok(shown.length > 50);
    assert.deepEqual(
      shown.filter((text) => !/: %[\w.-]+%$/.test(text)),
      [],
    );
  });
  test('its keys and those of package.nls.json are the same', () => {
    const named = shown.map((text) => /%([\w.-]+)%$/.exec(text)?.[1] ?? '');
    assert.deepEqual([...new Set(named)].sort(), Object.keys(texts).sort());
  });
  test('what it links to exists: commands and settings', () => {
    const { commands, configuration } = manifest.contributes as {
      commands: { command: string }[];
      configuration: { properties: object }[];
    };
    // Some commands of the walkthrough are not in the palette.
    const client = sources.map(read).join('\n');
    const registered = [...client.matchAll(/registerCommand\(\s*'([^']+)'/g)].map((m) => m[1]!);
    const known = new Set([...commands.map((c) => c.command), ...registered]);
    const settings = configuration.flatMap((c) => Object.keys(c.properties));
    for (const text of Object.values(texts))
      for (const [, command = '', args] of text.matchAll(/\(command:([\w.]+)(?:\?([^)]*))?\)/g)) {
        assert.ok(known.has(command) || command.startsWith('workbench.'), command);
        for (const setting of JSON.parse(decodeURIComponent(args ?? '[]')))
          assert.ok(settings.includes(setting), setting);
      }
  });
});

/** Source text without comments, imports and what is passed to `l10n.t`. */
const rest = (source: string): string =>
  source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
    .replace(/^(?:import|\} from) .*$/gm, '')
    .replace(/\bl10n\s*\.t\(\s*'(?:[^'\\\n]|\\.)*'/g, 'l10n.t(');

/** Texts of a source that look like words for the user: two words in a row, or a capital, in any literal; or anything given to the interface. */
function literals(source: string): string[] {
  const code = rest(source);
  const words = [...code.matchAll(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g)]
    .map((m) => m[0].slice(1, -1).replace(/\$\{[^}]*\}/g, ''))
    .filter((text) => /\p{L}{2,}\s+\p{L}{2,}|^\p{Lu}\p{Ll}/u.test(text));
  const given = [
    ...code.matchAll(
      /(?:show(?:Information|Warning|Error)Message\(|\b(?:label|title|placeHolder|placeholder|description|detail|tooltip|message|failureReason)(?::| =)) *(['"`][^'"`]+['"`])/g,
    ),
  ]
    .map((m) => m[1]!)
    .filter((text) => /\p{L}{2}/u.test(text.replace(/\$\{[^}]*\}/g, '')));
  return [...words, ...given];
}

describe('the client', () => {
  test('a literal is found', () => {
    assert.deepEqual(literals("item.text = 'No findings';"), ['No findings']);
    assert.deepEqual(literals('void window.showInformationMessage(`done`);'), ['`done`']);
    assert.deepEqual(literals("x = l10n.t('No findings'); y = l10n.t(\n  'There is {0}', z);"), []);
    assert.deepEqual(literals("const items = [{ label: 'open', run }];"), ["'open'"]);
  });
  for (const path of sources)
    test(`${path} has no text of its own`, () => {
      // The product's name, and words that only programs read.
      const names = /^(?:Seaworthy|\*\*Seaworthy\*\*\\n\\n|FileNotFound)$/;
      assert.deepEqual(
        literals(read(path)).filter((text) => !names.test(text)),
        [],
      );
    });
  test('its texts are in the bundle for translators', () => {
    const all = sources.map(read);
    assert.ok(all.flatMap(textsOf).length > 50);
    assert.equal(read('l10n/bundle.l10n.json'), textBundle(all), 'run `npm run generate`');
  });
});
