/**
 * Options and settings that make package managers install packages without a valid signature. Sources: apt-get(8), apt.conf(5),
 * sources.list(5), apk(8), dnf(8), dnf.conf(5), rpm(8), zypper(8), pacman.conf(5).
 */
import type { Switch } from '../shell/switches.ts';

const APT = ['apt-get', 'apt', 'aptitude'];
const RPM_TOOLS = ['yum', 'dnf', 'tdnf', 'microdnf', 'yum-config-manager', 'dnf-config-manager', 'yum-builddep'];
const UNSAFE_APT = `(?:APT::Get::AllowUnauthenticated|APT::Get::force-yes|Acquire::Allow(?:DowngradeTo)?InsecureRepositories)=(?:"?(?:true|1|yes|on)"?)`;

export const SIGNATURE_SWITCHES: readonly Switch[] = [
  { programs: APT, flag: /^--(?:allow-unauthenticated|force-yes|allow-insecure-repositories)(?:=(?:true|yes|1))?$/ },
  { programs: APT, flag: /^(?:-o|--option)$/, next: new RegExp(`^${UNSAFE_APT}$`, 'i') },
  { programs: APT, flag: new RegExp(`^(?:-o|--option=)${UNSAFE_APT}$`, 'i') },
  // `apk index`, `verify` and `fetch` install no packages.
  { programs: ['apk'], unless: /^(?:index|verify|fetch)$/, flag: /^--allow-untrusted$/ },
  { programs: RPM_TOOLS, flag: /^--no-?gpgchecks?$/ },
  { programs: RPM_TOOLS, flag: /^--setopt=(?:\S+\.)?(?:gpgcheck|localpkg_gpgcheck)=(?:0|false|no|off)$/i },
  { programs: RPM_TOOLS, flag: /^--setopt$/, next: /^(?:\S+\.)?(?:gpgcheck|localpkg_gpgcheck)=(?:0|false|no|off)$/i },
  { programs: ['rpm'], flag: /^--(?:nosignature|nodigest|noverify|nofiledigest)$/ },
  { programs: ['zypper'], flag: /^--(?:no-gpg-checks|allow-unsigned(?:-rpm)?)$/ },
  { programs: ['dpkg'], flag: /^--force-bad-verify$/ },
  {
    programs: ['add-apt-repository'],
    line: /\[[^[\]]{0,200}\btrusted=yes\b[^[\]]{0,200}\](?!\s{1,20}(?:file|copy|cdrom):)/,
  },
  {
    programs: ['write'],
    file: /\.(?:list|sources)$/,
    text: /(?:\[[^[\]\n]{0,200}\btrusted=yes\b[^[\]\n]{0,200}\](?!\s{1,20}["']?(?:file|copy|cdrom):)|^Trusted:[ \t]*yes\b)/im,
  },
  {
    programs: ['write'],
    file: /apt\.conf(?:\.d\/\S+)?$/,
    text: /(?:AllowUnauthenticated|Allow(?:DowngradeTo)?InsecureRepositories)"?\s+"?(?:true|1|yes)\b/i,
  },
  {
    programs: ['write'],
    file: /(?:(?:yum|dnf)\.conf|\.repo|\*)$/,
    text: /\bgpgcheck\s*=\s*(?:0|false|no|off)\b/i,
  },
  { programs: ['write'], file: /pacman\.conf$/, text: /SigLevel\s*=\s*Never\b/ },
];
