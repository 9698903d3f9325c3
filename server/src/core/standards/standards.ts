/** The standards that `seaworthy report` knows. */
import { cisDocker } from './data/cis-docker.ts';
import { cisKubernetes } from './data/cis-kubernetes.ts';
import { nist800190 } from './data/nist-800-190.ts';
import { nsaCisa } from './data/nsa-cisa.ts';
import { owaspDocker } from './data/owasp-docker.ts';
import { pciDss4 } from './data/pci-dss-4.ts';
import { pss } from './data/pss.ts';
import type { Standard } from './standard.ts';

export const STANDARDS: readonly Standard[] = [
  cisDocker,
  cisKubernetes,
  pss,
  nsaCisa,
  nist800190,
  owaspDocker,
  pciDss4,
];
