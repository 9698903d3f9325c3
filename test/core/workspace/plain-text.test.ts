/** The search over files without a model: what it finds, and how often it reads the texts. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { plainTexts } from '../../../server/src/core/workspace/plain-text.ts';

const VALUE = 'qX7vR2mK9tLw4ZpB';
const compose = (image: string): string =>
  `services:\n  db:\n    image: ${image}\n    environment:\n      POSTGRES_PASSWORD: ${VALUE}\n`;

describe('find', () => {
  const search = (files: Record<string, string>, modelled: readonly string[] = []) =>
    plainTexts(new Map(Object.entries(files)), (path) => modelled.includes(path)).all();
  const found = (files: Record<string, string>, part: string, modelled: readonly string[] = []): string[] =>
    search(files, modelled)
      .find(part)
      .map(({ path, line, offset }) => `${path}:${line}:${offset}`);

  test('by path, then by place; not across two files', () => {
    const files = { 'b.sh': 'ab\nx ab ab', 'a.sh': '\r\nab', 'c.sh': '' };
    assert.deepEqual(found(files, 'ab'), ['a.sh:2:2', 'b.sh:1:0', 'b.sh:2:5', 'b.sh:2:8']);
    assert.deepEqual(found({ a: 'x', b: 'y' }, 'x\ny'), []);
    assert.deepEqual(found({ a: 'x', b: 'y' }, 'xy'), []);
    assert.deepEqual(found(files, ''), []);
  });
  test('not in files with a model, in patterns of ignored files, and in data', () => {
    const files = { 'compose.yaml': 'ab', '.gitignore': 'ab', 'data.json': `ab${' '.repeat(200_000)}`, 'a.sh': 'ab' };
    assert.deepEqual(found(files, 'ab', ['compose.yaml']), ['a.sh:1:0']);
  });
  test('the first 500, and the first 16 million characters', () => {
    assert.equal(found({ a: 'ab '.repeat(1000) }, 'ab').length, 500);
    const many = Object.fromEntries(
      Array.from({ length: 90 }, (_, i) => [`f${String(i).padStart(2, '0')}`, `${'x'.repeat(199_000)}ab`]),
    );
    assert.equal(found(many, 'ab').length, 80);
  });
});

describe('what it costs', () => {
  const files = new Map([
    ['compose.yaml', compose('postgres:17')],
    ...Array.from({ length: 50 }, (_, i): [string, string] => [`s${i}.sh`, `echo ${i}\n`]),
  ]);
  /** An engine over the files, and how often the texts were searched since the last call. */
  const counting = () => {
    const engine = engineOver(files, rules);
    const { plainText } = engine.index;
    let asked = 0;
    Object.assign(engine.index, {
      plainText: () => {
        asked++;
        return plainText();
      },
    });
    const count = (): number => {
      const now = asked;
      asked = 0;
      return now;
    };
    return { engine, count };
  };
  const secretsIn = (engine: ReturnType<typeof engineOver>) =>
    engine.check('compose.yaml').findings.filter((f) => f.rule.startsWith('secret/'));

  test('a check and a keystroke search nothing: only fixes do', () => {
    const { engine, count } = counting();
    for (const image of ['postgres:17', 'postgres:16', 'postgres:15']) {
      engine.setFile('compose.yaml', compose(image));
      assert.equal(secretsIn(engine).length, 1);
      assert.equal(count(), 0);
    }
    assert.ok(secretsIn(engine)[0]!.fixes.length > 0);
    assert.ok(count() > 0);
  });
  test('the texts are joined once, and again only after a change of one of them', () => {
    const { index, ...engine } = engineOver(files, rules);
    const first = index.plainText();
    engine.setFile('compose.yaml', compose('postgres:16'));
    assert.equal(index.plainText(), first);
    assert.equal(first.find('echo 7'), first.find('echo 7'), 'an answer is kept');
    engine.setFile('s1.sh', 'echo new\n');
    assert.notEqual(index.plainText(), first);
    assert.deepEqual(
      index
        .plainText()
        .find('new')
        .map(({ path }) => path),
      ['s1.sh'],
    );
    engine.removeFile('s1.sh');
    assert.deepEqual(index.plainText().find('new'), []);
  });
  test('a file that becomes a manifest is no longer searched, and one that was a manifest is', () => {
    const { index, ...engine } = engineOver(new Map([['a.yaml', 'name: ab\n']]), rules);
    const places = (): string[] =>
      index
        .plainText()
        .find('ab')
        .map(({ path }) => path);
    assert.deepEqual(places(), ['a.yaml']);
    engine.setFile('a.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: ab}\n');
    assert.deepEqual(places(), []);
    engine.setFile('a.yaml', 'name: ab\n');
    assert.deepEqual(places(), ['a.yaml']);
  });
  test('a name may stand where it is a word, whatever stands around it', () => {
    const text = 'kubectl apply -f k8s/a.yaml\ncp "b.yaml" c.yaml.\nsed -i x ${DIR}/d.yaml; my-e.yaml f.yaml.bak\n';
    const plain = engineOver(new Map([['up.sh', text]]), rules).index.plainText();
    const may = (name: string): boolean => plain.mayName(name);
    assert.deepEqual(['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml', 'my-e.yaml'].map(may), [true, true, true, true, true]);
    assert.deepEqual(['e.yaml', 'f.yaml', 'g.yaml', 'yaml'].map(may), [false, false, false, false]);
    assert.equal(may('ü.yaml'), true, 'other names are searched for');
  });
});
