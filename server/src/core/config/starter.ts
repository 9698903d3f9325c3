/** The text of a first `.seaworthy.yaml`. */
import type { OtherTool } from './settings.ts';

/** What a workspace holds that the file is about. */
export interface Holds {
  /** It has Kubernetes objects. */
  readonly kubernetes: boolean;
  /** Tools whose configuration files lie in it. */
  readonly otherTools: readonly OtherTool[];
  /** The rules that find most, the first one most, each with its findings and the files that they are in. */
  readonly found: readonly { readonly rule: string; readonly findings: number; readonly files: number }[];
}

/** The most rules to list: who wants to change more looks at the findings first. */
const MOST = 5;

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/**
 * The file, with line feeds. Only `profile` is set, to its default; each other key is a comment that is valid once its `# ` is taken away.
 * Lines that stay comments then begin with `##`.
 */
export function starterConfig({ kubernetes, otherTools, found }: Holds): string {
  const width = Math.max(0, ...found.slice(0, MOST).map(({ rule }) => rule.length));
  const rules = found
    .slice(0, MOST)
    .map(
      ({ rule, findings, files }) =>
        `#   ${`${rule}:`.padEnd(width + 1)} info # ${counted(findings, 'finding')} in ${counted(files, 'file')}`,
    );
  const parts = [
    ['## The configuration of Seaworthy, for this folder and those below.'],
    ['## How much to report: default, strict (hardening too), audit (everything).', 'profile: default'],
    ['## Paths that are not checked, as in .gitignore.', '# exclude:', '#   - third_party/'],
    rules.length > 0 && [
      '## The rules that find most here: with `info` they do not fail a check. Severities: off, error, warning, info, hint. `seaworthy explain RULE` says why.',
      '# rules:',
      ...rules,
    ],
    [
      '## Images that are trusted: patterns over registry, namespace and name. Then others are reported.',
      '# images:',
      '#   trusted:',
      '#     - docker.io/library/*',
      '#     - registry.example.com/**',
    ],
    kubernetes && [
      '## The Pod Security Standard that the cluster enforces: privileged, baseline, restricted.',
      '# podSecurity:',
      '#   level: restricted',
    ],
    [
      '## Findings that are accepted, with a reason and a last day.',
      '# ignore:',
      '#   - rules: [user/root-user]',
      '#     paths: [legacy/]',
      '#     until: 2027-12-31',
      '#     reason: is replaced this year',
    ],
    otherTools.length > 0 && [
      `## What the configuration of ${otherTools.join(' and ')} ignores is not reported either. An empty list changes that.`,
      `# otherTools: [${otherTools.join(', ')}]`,
    ],
  ];
  return `${parts
    .filter((part) => part !== false)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}
