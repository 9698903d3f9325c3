/** The lists of new rules in CHANGELOG.md: a block for each version, one line a rule. */
import type { RuleMeta } from '../../server/src/core/rule/rule.ts';
import { withBlock } from './derived-blocks.ts';

/** Replaces the block of every version that added a rule. Throws if a version has no block: write its section by hand first. */
export function withNewRules(changelog: string, metas: readonly RuleMeta[]): string {
  const versions = [...new Set(metas.map((m) => m.since))];
  return versions.reduce(
    (page, version) =>
      withBlock(
        page,
        `new-rules-${version}`,
        metas.filter((m) => m.since === version).map((m) => `- [${m.id}](docs/rules/${m.id}.md): ${m.title}`),
      ),
    changelog,
  );
}
