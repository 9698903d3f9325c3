import type { Standard } from '../standard.ts';

export const owaspDocker: Standard = {
  name: 'owasp-docker',
  title: 'OWASP Docker Security Cheat Sheet',
  version: 'as of 2026-08-17',
  source: 'the cheat sheet itself, in https://github.com/OWASP/CheatSheetSeries at 6b8819d',
  read: '2026-11-30',
  files: ['docker', 'other'],
  refs: ['owaspDocker'],
  table: `
# rules|Rules
0|Host and Docker are up to date|host
1|Socket of the daemon is not given to containers or the network
2|Containers have a user who is not root
3|Only the capabilities that are needed|intent
4|Programs gain no privileges
5|Containers are connected by networks of their own
5a|Published ports do not pass the firewall
6|Seccomp, AppArmor or SELinux is on
7|Resources are limited
8|File systems and volumes are read-only
9|Scanners of images and files run in the pipeline|pipeline
10|The daemon logs at the level info|flags|daemon/debug-mode
11|Docker without root|host
12|Secrets reach containers as secrets
13|Supply chain is verified|pipeline
`,
};
