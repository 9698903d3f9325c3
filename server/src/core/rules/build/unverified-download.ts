import { type UsedDownload, usedDownloads } from '../../checks/used-downloads.ts';
import { addressOf } from '../../network/hosts.ts';
import { type Finding, rule } from '../../rule/rule.ts';
import { knownStart } from '../../shell/shell.ts';

export default rule(
  {
    id: 'build/unverified-download',
    title: 'Download used without verification',
    why: 'The next build may get another file under the same address: from an attacker who has the account of the publisher, its storage, or its name. A program of it then runs in every container, and a package runs its scripts as root during the build. With a checksum the build fails instead.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: { cisDocker: ['4.11'], nist800190: ['4.1.5'], owaspDocker: ['13'], cwe: ['CWE-494'] },
  },
  {
    *stage(stage) {
      for (const found of usedDownloads(stage)) {
        const { from, use, fetched, used } = found;
        yield {
          at: from.span,
          covers: fetched.span,
          ...(USES[use].more ?? {}),
          message: `Downloaded${hostOf(from)} and ${USES[use].does} without verification${fetched === used ? '' : ` by a later \`${found.by.name}\``}`,
        };
      }
    },
  },
);

/** A package's scripts run as root at once, and so does a program: a maintainer adds a checksum there first. */
const USES: Readonly<Record<UsedDownload['use'], { readonly does: string; readonly more?: Partial<Finding> }>> = {
  run: { does: 'run', more: { severity: 'warning', profile: 'default' } },
  install: { does: 'installed', more: { profile: 'default' } },
  unpack: { does: 'unpacked' },
  allow: { does: 'made executable' },
};

const hostOf = (from: UsedDownload['from']): string => {
  const host = from.words.map((w) => addressOf(knownStart(w))?.host).find((h) => h?.includes('.'));
  return host ? ` from \`${host}\`` : '';
};
