import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { downloadTarget } from '../../../server/src/core/shell/download.ts';
import { mapped, parseShell } from '../../../server/src/core/shell/shell.ts';
import { storedDownloads } from '../../../server/src/core/shell/stored-download.ts';
import { assertGrowth } from '../../support/growth.ts';

const commandsOf = (script: string) => parseShell(mapped(script, 0)).commands;
const run = (script: string) =>
  storedDownloads(commandsOf(script)).flatMap(({ from, by }) => (by ? [`${from.name} > ${by.words[0]?.raw}`] : []));

describe('the file of a download', () => {
  for (const [command, file] of [
    ['curl -fsSLo /tmp/i.sh https://x/i', '/tmp/i.sh'],
    ['curl https://x/i --output=./i.sh', 'i.sh'],
    ['curl https://x/i -o i.sh --output-dir /opt', '/opt/i.sh'],
    ['curl -fLO https://x/a/i.sh?v=1', 'i.sh'],
    ['curl -OJ https://x/a/i.sh', undefined],
    ['curl -O https://x/', undefined],
    ['curl -O https://x', undefined],
    ['curl https://x/i.sh', undefined],
    ['curl https://x/i.sh > i.sh', 'i.sh'],
    ['curl https://x/i.sh 2> i.sh', undefined],
    ['curl https://x/i.sh -o /dev/null', undefined],
    ['wget https://x/a/i.sh', 'i.sh'],
    ['wget https://x/a/i.sh?v=1 -P d/', 'd/i.sh?v=1'],
    ['wget -qO- https://x/i.sh > j.sh', 'j.sh'],
    ['wget -qO- https://x/i.sh', undefined],
    ['wget https://x/i.sh > log', 'i.sh'],
    ['wget https://x/i.sh https://x/j.sh', undefined],
    ['wget "https://x/$(uname -m).sh"', undefined],
    ['tar -xO i.sh', undefined],
  ] as const)
    test(command, () => assert.equal(downloadTarget(commandsOf(command).at(-1)!), file));
});

describe('stored downloads that are run', () => {
  for (const [script, hits] of [
    ['curl -o i.sh https://x/i && sh -ex ./i.sh', ['curl > sh']],
    ['curl -o i.sh https://x/i && sh -c ./i.sh', ['curl > ./i.sh']],
    ['curl -o i.sh https://x/i && sh -c true i.sh', []],
    ['curl -o i.sh https://x/i && bash -o pipefail i.sh', ['curl > bash']],
    ['curl -o i.sh https://x/i && bash < i.sh', ['curl > bash']],
    ['curl -o i.sh https://x/i && bash other.sh i.sh', []],
    ['curl -o i.py https://x/i && python3 -u i.py', ['curl > python3']],
    ['curl -o i.py https://x/i && python3 -m json.tool i.py', []],
    ['curl -o p.php https://x/i && php -d memory_limit=-1 p.php', ['curl > php']],
    ['f=$(mktemp) && curl -o "$f" https://x/i && chmod +x $f && "$f"', ['curl > "$f"']],
    ['cd /tmp && wget https://x/i.sh && /tmp/i.sh', ['wget > /tmp/i.sh']],
    ['cd /tmp && wget https://x/i.sh && cd / && sh i.sh', []],
    ['cd "$(mktemp -d)" && wget https://x/i.sh && sh i.sh', []],
    ['sh i.sh && wget https://x/i.sh', []],
    ['wget https://x/i.sh; sh i.sh; sh i.sh', ['wget > sh']],
    ['wget https://x/i.sh; sha256sum i.sh; sh i.sh', ['wget > sh']],
    ['wget https://x/i.sh; sha256sum i.sh | grep -q abc; sh i.sh', []],
    ['wget https://x/i.sh; sh i.sh; sha256sum -c sums', ['wget > sh']],
    ['wget https://x/i.sh; sha256sum --check sums; sh i.sh', []],
    ['wget https://x/i.sh; echo "$SUM  other" | sha256sum -c; sh i.sh', ['wget > sh']],
    ['wget https://x/i.sh; echo "$SUM  $FILE" | sha256sum -c; sh i.sh', []],
    ['wget https://x/i.sh; echo "$SUM  i.sh" | shasum -a 512 -c; sh i.sh', []],
    ['wget https://x/i.sh; b2sum -c sums; sh i.sh', []],
    ['wget https://x/i.sh; gpgv i.sh.sig i.sh; sh i.sh', []],
    ['wget https://x/i.sh; gpg --import key; sh i.sh', ['wget > sh']],
    ['wget https://x/i.sh; cosign verify-blob --key k --signature s i.sh; sh i.sh', []],
    ['wget https://x/i.sh; minisign -Vm i.sh -P k; sh i.sh', []],
    ['wget https://x/i.sh; openssl dgst -sha256 -verify k -signature s i.sh; sh i.sh', []],
  ] as const)
    test(script, () => assert.deepEqual(run(script), hits));
});

test('a checksum that was downloaded too does not count', () => {
  const checked = (script: string) => storedDownloads(commandsOf(script)).map((d) => d.checked);
  assert.deepEqual(checked('curl -ko f https://x/f; echo "$SUM f" | sha256sum -c'), [true]);
  assert.deepEqual(checked('curl -ko f https://x/f; sha256sum -c SHA256SUMS'), [true]);
  assert.deepEqual(checked('curl -ko f https://x/f; curl -ko s https://x/s; sha256sum -c s'), [false, false]);
  assert.deepEqual(checked('curl -ko f https://x/f; curl -k https://x/s | sha256sum -c'), [false]);
  assert.deepEqual(checked('curl -ko f https://x/f; echo "$(curl -k https://x/s) f" | sha256sum -c'), [false]);
  assert.deepEqual(checked('curl -ko f https://x/f; gpg --verify f.asc'), [false]);
});

test('long hostile scripts take linear time', () => {
  const scripts: readonly (readonly [size: number, make: (n: number) => string])[] = [
    [1000, (n) => 'wget https://x/i.sh; echo a b | sha256sum -c; sh i.sh\n'.repeat(n / 4)],
    [1000, (n) => Array.from({ length: n }, (_, i) => `wget https://x/${i}; sha256sum -c s`).join('\n')],
    [1000, (n) => `cd ${'a/'.repeat(n)}; wget https://x/${'a/'.repeat(n)}`],
    // The path, and so the cost of each step, grows up to the longest path.
    [4000, (n) => 'cd a; wget https://x/b\n'.repeat(n / 2)],
    [1000, (n) => `wget https://x/i; echo ${'$A '.repeat(n)} | sha256sum -c`],
  ];
  for (const [size, make] of scripts) {
    const [short, long] = [commandsOf(make(size)), commandsOf(make(4 * size))];
    assertGrowth(
      make(4).slice(0, 60),
      12,
      () => storedDownloads(short),
      () => storedDownloads(long),
    );
  }
});
