import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mapped, parseShell, writtenTexts } from '../../../server/src/core/shell/shell.ts';
import { placeOf } from '../../../server/src/core/text/mapped-text.ts';

const written = (script: string) =>
  parseShell(mapped(script, 0)).commands.flatMap((c) =>
    writtenTexts(c).map(({ file, source }) => `${file}: ${source.text}`),
  );

describe('what a command writes', () => {
  for (const [script, texts] of [
    ['echo a b > "f"', ['f: a b']],
    ["echo -e 'a\\nb' >> f", ['f: a\nb']],
    ["printf 'a=%s\\nb\\x41%%' x > f", ['f: a=\ufffc\nbA%']],
    ["printf '%s\\n' a=1 b=2 | sudo tee -a /etc/f", ['/etc/f: a=1\nb=2']],
    ['echo "a$X" > f 2> g', ['f: a\ufffc']],
    ['cat <<EOF > f\na\n$X\nEOF\n', ['f: a\n$X\n']],
    ["tee f g <<-'EOF'\n\ta\n\tEOF\n", ['f: a\n', 'g: a\n']],
    ['cat <<< a > f', ['f: a']],
    ['echo a > /dev/null; echo b 2> f; cat a > f', []],
  ] as const)
    test(script, () => assert.deepEqual(written(script), texts));

  test('where each character stands', () => {
    const script = "printf 'a\\nbc=d\\n' > f";
    const [one] = parseShell(mapped(script, 0)).commands.flatMap(writtenTexts);
    const start = one!.source.text.indexOf('bc');
    const at = placeOf(one!.source, { start, end: start + 5 });
    assert.equal(script.slice(at.start, at.end), 'bc=d\\n');
  });
});
