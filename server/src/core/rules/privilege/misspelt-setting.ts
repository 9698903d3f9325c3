import { type LostKey, lostKeys } from '../../checks/security-keys.ts';
import { adds, removes } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import { renameKey } from '../../fixes/yaml-node.ts';
import { type Context, type Fix, rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/misspelt-setting',
    title: 'Security setting with a wrong name or place',
    why: 'The API knows no field of this name in this place. `kubectl` refuses such an object, but other clients send it, and the cluster drops the field without a word. The file looks hardened, and the container runs as root, with all capabilities, or with a writable mount.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: { cwe: ['CWE-693'], nist800190: ['4.4.3'], 'kube-linter': ['~schema-validation'] },
  },
  {
    *workload(workload, ctx) {
      // Behind an error the keys may stand elsewhere than they seem to: a half-typed key, a template of another program.
      if (yamlOf(ctx)?.problems.some(({ kind }) => kind === 'syntax')) return;
      for (const lost of lostKeys(workload))
        yield { at: lost.at, message: `\`${lost.key}\` ${lost.problem}`, fixes: () => renamed(lost, ctx) };
    },
  },
);

function renamed({ key, rename, of, path }: LostKey, ctx: Context): Fix[] {
  if (!rename) return [];
  const { entry, to } = rename;
  return fixIf(`Rename to \`${to}\``, 'review', () => renameKey(ctx, entry, to), [
    removes(of, ...path, key),
    adds(of, ...path, to),
  ]);
}
