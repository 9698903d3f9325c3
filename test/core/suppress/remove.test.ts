/** The fixes of comments that ignore nothing, or name no rule. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOver } from '../../../scripts/lib/prove.ts';
import { firstSafeFix } from '../../../server/src/core/engine/settle.ts';
import { rules } from '../../../server/src/core/rules/rules.generated.ts';
import { applyEdits } from '../../../server/src/core/text/edits.ts';

const POD = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n    - name: p\n      image: ghcr.io/example/x:1.4.2\n      securityContext:\n        runAsUser: 5\n`;

/** The text after the safe fixes of both rules about comments. */
function fixed(path: string, text: string): string {
  const engine = engineOver(new Map([[path, text]]), rules);
  const [change] = engine.fixAll(path, (f) => (f.rule.startsWith('comment/') ? firstSafeFix(f) : undefined));
  return change && 'edits' in change ? applyEdits(text, change.edits) : text;
}

test('the fix removes the comment, its line or its blanks, and no other text', () => {
  const cases: readonly (readonly [path: string, before: string, after: string])[] = [
    ['Dockerfile', 'FROM a:1\n# seaworthy: ignore[user/root-user] why\nUSER 5\n', 'FROM a:1\nUSER 5\n'],
    ['Dockerfile', 'FROM a:1\r\n# seaworthy: ignore[user/root-user]\r\nUSER 5\r\n', 'FROM a:1\r\nUSER 5\r\n'],
    ['Dockerfile', '\uFEFF# seaworthy: ignore-file[user/root-user]\nFROM a:1\nUSER 5\n', '\uFEFFFROM a:1\nUSER 5\n'],
    ['Dockerfile', 'FROM a:1\nUSER 5\n# seaworthy: ignore-file[user/root-user]', 'FROM a:1\nUSER 5\n'],
    [
      'Dockerfile',
      'FROM a:1\nRUN a \\\n\t# seaworthy: ignore[user/sudo]\n\t&& b\nUSER 5\n',
      'FROM a:1\nRUN a \\\n\t&& b\nUSER 5\n',
    ],
    [
      'Dockerfile',
      'FROM a:1\n# seaworthy: ignore[user/root-user, user/sudo,user/named-user]\nUSER root\n',
      'FROM a:1\n# seaworthy: ignore[user/root-user]\nUSER root\n',
    ],
    [
      'Dockerfile',
      'FROM a:1\n# seaworthy: ignore[user/sudo, user/root-user, user/named-user] why\nUSER root\n',
      'FROM a:1\n# seaworthy: ignore[user/root-user] why\nUSER root\n',
    ],
    [
      'Dockerfile',
      'FROM a:1\n# it is # seaworthy: ignore[user/root-user] why\nUSER 5\n',
      'FROM a:1\n# it is\nUSER 5\n',
    ],
    [
      'Dockerfile',
      'FROM a:1\n# seaworthy: ignore[user/sudo] x # seaworthy: ignore[user/root-user] y\nUSER root\n',
      'FROM a:1\n# seaworthy: ignore[user/root-user] y\nUSER root\n',
    ],
    [
      'Dockerfile',
      'FROM a:1\n# seaworthy: ignore[user/root-user] y # seaworthy: ignore[user/sudo] x\nUSER root\n',
      'FROM a:1\n# seaworthy: ignore[user/root-user] y\nUSER root\n',
    ],
    // Without the comment the line below would become a parser directive.
    [
      'Dockerfile',
      '# seaworthy: ignore-file[user/root-user]\n# escape=`\nFROM a:1\nUSER 5\n',
      '# seaworthy: ignore-file[user/root-user]\n# escape=`\nFROM a:1\nUSER 5\n',
    ],
    [
      'Dockerfile',
      '# escape=`\n# seaworthy: ignore-file[user/root-user]\nFROM a:1\n# check=x\nUSER 5\n',
      '# escape=`\nFROM a:1\n# check=x\nUSER 5\n',
    ],
    [
      'compose.yaml',
      'services:\n  a:\n    image: a:1\n    privileged: false \t # seaworthy: ignore[privilege/privileged-container] why',
      'services:\n  a:\n    image: a:1\n    privileged: false',
    ],
    [
      'compose.yaml',
      'services:\r\n  a:\r\n    image: a:1\r\n    privileged: false # seaworthy: ignore[privilege/privileged-container]\r\n',
      'services:\r\n  a:\r\n    image: a:1\r\n    privileged: false\r\n',
    ],
    // Without the comment the blank line below would belong to the text.
    [
      'compose.yaml',
      'services:\n  a:\n    image: a:1\n    command: |+\n      x\n\n    # seaworthy: ignore[privilege/privileged-container]\n    # more\n\n    privileged: false\n',
      'services:\n  a:\n    image: a:1\n    command: |+\n      x\n\n    # seaworthy: ignore[privilege/privileged-container]\n    # more\n\n    privileged: false\n',
    ],
    ['.env', 'A=1 # seaworthy: ignore[secret/hardcoded-secret]\nB=2\n', 'A=1\nB=2\n'],
    ['pod.yaml', `--- # seaworthy: ignore[user/root-user]\n${POD}`, `---\n${POD}`],
  ];
  for (const [path, before, after] of cases) assert.equal(fixed(path, before), after, before);
});

test('a name in another spelling is corrected, and a guess is not', () => {
  const with_ = (name: string): string => `FROM a:1\n# seaworthy: ignore[${name}] why\nUSER root\n`;
  for (const name of ['User/Root-User', 'user/root_user', 'root-user', 'ROOT_USER'])
    assert.equal(fixed('Dockerfile', with_(name)), with_('user/root-user'), name);
  for (const name of ['user/rot-user', 'DL3002', 'user/qqqqqqqqqqqq'])
    assert.equal(fixed('Dockerfile', with_(name)), with_(name), name);
  const titles = (name: string): string[] =>
    engineOver(new Map([['Dockerfile', with_(name)]]), rules)
      .check('Dockerfile')
      .findings.filter((f) => f.rule === 'comment/unknown-rule')
      .flatMap((f) => f.fixes.map((fix) => `${fix.safety}: ${fix.title}`));
  assert.deepEqual(titles('user/rot-user'), ['review: Change to `user/root-user`', 'review: Remove the comment']);
  assert.deepEqual(titles('DL3002'), ['review: Change to `user/root-user`', 'review: Remove the comment']);
  assert.deepEqual(titles('user/root-user, user/root_user'), ['review: Remove `user/root_user` from the comment']);
});
