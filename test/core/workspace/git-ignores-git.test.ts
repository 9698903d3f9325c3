/** Ignore files at random, against git's own answer. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { gitIgnores } from '../../../server/src/core/workspace/git-ignores.ts';
import { git, PERSON } from '../../support/git-repository.ts';
import { folderWith } from '../../support/program.ts';

const FOLDERS = ['', 'docker/', 'docker/app/', 'x/', 'app/'];
const NAMES = ['.env', 'a.env', 'b.env', 'prod.env', 'a b.env', '#h.env', '!b.env', '[x].env'];
const PATTERNS =
  '.env|*.env|docker|app/|/x|**/.env|x/**|**|a?env|[ab].env|[!a].env|[^a]*|[a-c]*|docker/*|app/**/b.env|a b.env|\\#h.env|\\!b.env|' +
  '[[:alpha:]].env|*|/*|/docker/|x/*.env|.env |a.env\\ |\\[x\\].env|[|a[|[]a].env|**/x|x/**/**/a.env|***|a**|/|//|docker//x|[a|p*.e[n]v|' +
  './.env|.en\\v|\\.env|*/.env|*.env\t|#x|';

test('30 repositories', () => {
  let state = 20_261_129;
  const below = (n: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % n;
  };
  const patterns = PATTERNS.split('|');
  const line = (): string => (below(3) === 0 ? '!' : '') + patterns[below(patterns.length)]!;
  let ignored = 0;
  for (let round = 0; round < 30; round++) {
    const files: Record<string, string> = Object.fromEntries(FOLDERS.map((f) => [`${f}README`, '']));
    for (const folder of FOLDERS)
      if (below(2) === 0)
        files[`${folder}.gitignore`] = Array.from({ length: 1 + below(5) }, () => `${line()}\n`).join('');
    const root = folderWith(files);
    git(root, 'init', '-q');
    const paths = FOLDERS.flatMap((folder) => NAMES.map((name) => folder + name));
    const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '--stdin', '-z'], {
      cwd: root,
      env: PERSON,
      input: paths.join('\0'),
      encoding: 'utf8',
    });
    const ours = paths.filter((path) => gitIgnores({ text: (p) => files[p] }, path));
    assert.deepEqual(ours, stdout.split('\0').filter(Boolean), JSON.stringify(files));
    ignored += ours.length;
  }
  assert.ok(ignored > 100);
});
