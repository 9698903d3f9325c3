import type { Run } from '../../server/src/core/report/finding.ts';
import { github } from '../../server/src/core/report/github.ts';
import { gitlabQuality, gitlabSast } from '../../server/src/core/report/gitlab.ts';
import { markdown } from '../../server/src/core/report/markdown.ts';
import { checkstyle, junit } from '../../server/src/core/report/xml.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';

/** A run in the formats of other programs, by their names. */
export const others = (run: Run): [string, string][] => [
  ['github', github(run)],
  ['gitlab', gitlabQuality(run)],
  [
    'gitlab-sast',
    gitlabSast(
      run,
      rules.map((rule) => rule.meta),
    ),
  ],
  ['junit', junit(run)],
  ['checkstyle', checkstyle(run)],
  ['markdown', markdown(run)],
];
