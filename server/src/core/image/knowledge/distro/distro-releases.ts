/** The end of security updates of distributions. Dates are ISO days; if only a month was announced, its last day. */
import type { Day } from '../../../text/day.ts';
import { DEBIAN_CODENAMES, type DistroName, type TagParts, UBUNTU_CODENAMES, versionLines } from '../tag/tags.ts';

/** By distribution: the end of each release line. As of `KNOWLEDGE_DATE`. */
export const DISTRO_END: Readonly<Partial<Record<DistroName, Readonly<Record<string, string>>>>> = {
  // End of LTS; the official images are rebuilt until then (wiki.debian.org/LTS)
  debian: {
    '6': '2016-02-29',
    '7': '2018-05-31',
    '8': '2020-06-30',
    '9': '2022-06-30',
    '10': '2024-06-30',
    '11': '2026-08-31',
  },
  // End of standard security maintenance (ubuntu.com/about/release-cycle); the public images do not get Ubuntu Pro's updates
  ubuntu: {
    '12.04': '2017-04-28',
    '14.04': '2019-04-25',
    '16.04': '2021-04-30',
    '18.04': '2023-05-31',
    '20.04': '2025-05-31',
    '20.10': '2021-07-22',
    '21.04': '2022-01-20',
    '21.10': '2022-07-14',
    '22.10': '2023-07-20',
    '23.04': '2024-01-25',
    '23.10': '2024-07-11',
    '24.10': '2025-07-10',
    '25.04': '2026-01-31',
    '25.10': '2026-07-31',
  },
  // alpinelinux.org/releases
  alpine: {
    '2': '2017-11-01',
    '3.1': '2016-11-01',
    '3.2': '2017-05-01',
    '3.3': '2017-11-01',
    '3.4': '2018-05-01',
    '3.5': '2018-11-01',
    '3.6': '2019-05-01',
    '3.7': '2019-11-01',
    '3.8': '2020-05-01',
    '3.9': '2020-11-01',
    '3.10': '2021-05-01',
    '3.11': '2021-11-01',
    '3.12': '2022-05-01',
    '3.13': '2022-11-01',
    '3.14': '2023-05-01',
    '3.15': '2023-11-01',
    '3.16': '2024-05-23',
    '3.17': '2024-11-22',
    '3.18': '2025-05-09',
    '3.19': '2025-11-01',
    '3.20': '2026-04-01',
    '3.21': '2026-11-01',
  },
  // centos.org/centos-linux-eol
  centos: { '5': '2017-03-31', '6': '2020-11-30', '7': '2024-06-30', '8': '2021-12-31' },
  // docs.fedoraproject.org, "End of Life Releases"
  fedora: {
    '33': '2021-11-30',
    '34': '2022-06-07',
    '35': '2022-12-13',
    '36': '2023-05-16',
    '37': '2023-12-05',
    '38': '2024-05-21',
    '39': '2024-11-26',
    '40': '2025-05-13',
    '41': '2025-12-15',
    '42': '2026-05-31',
  },
  // access.redhat.com, "Red Hat Enterprise Linux Life Cycle": end of maintenance
  ubi: { '7': '2024-06-30' },
  // aws.amazon.com/amazon-linux-2/faqs
  amazon: { '1': '2023-12-31', '2': '2026-06-30', '2016': '2023-12-31', '2017': '2023-12-31', '2018': '2023-12-31' },
  // oracle.com, "Lifetime Support Policy": end of premier support
  oracle: { '6': '2021-03-31', '7': '2024-12-31' },
};

/** Display names. */
export const DISTRO_LABEL: Readonly<Partial<Record<DistroName, string>>> = {
  debian: 'Debian',
  ubuntu: 'Ubuntu',
  alpine: 'Alpine',
  centos: 'CentOS',
  fedora: 'Fedora',
  ubi: 'Red Hat Enterprise Linux',
  amazon: 'Amazon Linux',
  oracle: 'Oracle Linux',
};

/** The release line of `release` (`10.3`, `3.12.1`) and its last day, if it ended by `today`. */
export function endedRelease(
  name: DistroName,
  release: string,
  today: Day,
): { release: string; day: string } | undefined {
  const table = DISTRO_END[name];
  const line = table && versionLines(release).find((candidate) => Object.hasOwn(table, candidate));
  const day = line === undefined ? undefined : table?.[line];
  return line !== undefined && day !== undefined && day <= today ? { release: line, day } : undefined;
}

/** A supported release of each distribution, by number and by name; chosen for a long remaining support. */
const SUPPORTED: Readonly<Partial<Record<DistroName, { readonly number: string; readonly codename?: string }>>> = {
  debian: { number: '13', codename: 'trixie' },
  ubuntu: { number: '24.04', codename: 'noble' },
  alpine: { number: '3.22' },
  fedora: { number: '43' },
  amazon: { number: '2023' },
  oracle: { number: '9' },
};

/** The tag of a supported release in place of a tag of a distribution's own image: `buster-20200101-slim` gives `trixie-slim`. */
export function replacedDistroTag(name: DistroName, tag: TagParts): string | undefined {
  const supported = SUPPORTED[name];
  if (supported === undefined) return undefined;
  const [first = '', ...rest] = tag.words;
  const named = DEBIAN_CODENAMES.has(first) || UBUNTU_CODENAMES.has(first);
  const variant = rest.filter((word) => !/^\d{8}(?:\.\d+)?$/.test(word));
  const slim = variant.length === 1 && variant[0] === 'slim' && (name === 'debian' || name === 'oracle');
  if (variant.length > 0 && !slim) return undefined;
  return [named ? (supported.codename ?? supported.number) : supported.number, ...variant].join('-');
}
