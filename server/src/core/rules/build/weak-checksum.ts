import { commandSwitchChecks } from '../../families/command-switch.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'build/weak-checksum',
    title: 'Download verified with a weak checksum',
    why: 'For MD5 and SHA-1 anyone can make two files with the same checksum: a publisher who means harm shows you one and serves the other.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: { cisDocker: ['4.11'], nist800190: ['4.1.5'], cwe: ['CWE-328'] },
  },
  commandSwitchChecks(
    [{ programs: ['md5sum', 'sha1sum'], flag: /^(?:-\w*c\w*|--check)$/ }],
    'verifies with a checksum that two files can be made to share',
    (hit) => ({
      at: hit.command.span,
      message: `\`${hit.command.name}\` verifies with a checksum that two files can be made to share`,
      fixes: [],
    }),
  ),
);
