import type { Standard } from '../standard.ts';

export const nist800190: Standard = {
  name: 'nist-800-190',
  title: 'NIST SP 800-190, Application Container Security Guide',
  version: 'September 2017',
  source:
    'numbers, headings and excerpts of chapter 4 in https://github.com/stackrox/stackrox at 2e5aa27; the publication itself was not read',
  read: '2026-11-30',
  files: ['docker', 'kubernetes', 'other'],
  refs: ['nist800190'],
  table: `
# 4.1|Images
4.1.1|Known vulnerabilities of images|scan
4.1.2|Images that are set up insecurely
4.1.3|Malware in images|scan
4.1.4|Secrets in plain text in images
4.1.5|Images that are not trusted|pipeline
# 4.2|Registries
4.2.1|Insecure connections to registries|host
4.2.2|Stale images in registries|pipeline
4.2.3|Who may push and pull images|pipeline
# 4.3|Orchestrator
4.3.1|Administration without bounds|cluster
4.3.2|Access that is not authorized|cluster
4.3.3|Traffic between containers is not separated
4.3.4|Workloads of different sensitivity together|intent
4.3.5|Trust in nodes|cluster
# 4.4|Containers
4.4.1|Known vulnerabilities of the runtime|host
4.4.2|Network access without bounds
4.4.3|Containers that are set up insecurely
4.4.4|Vulnerabilities of programs|running
4.4.5|Containers that nobody planned|running
# 4.5|Host
4.5.1|Hosts that run more than containers need|host
4.5.2|Other workloads on the same kernel|host
4.5.3|Known vulnerabilities of the host|host
4.5.4|Who may log in on hosts|host
4.5.5|Files of the host that containers may change
# 4.6|Hardware
4.6|Trust that begins in hardware|host
`,
};
