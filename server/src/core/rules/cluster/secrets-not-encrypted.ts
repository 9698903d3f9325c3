import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/secrets-not-encrypted',
    title: 'Secrets are not encrypted in etcd',
    why: 'Secrets lie in etcd as they are. Anyone who gets its disk or a backup reads all of them. An encryption configuration, best with a key of a KMS, prevents it.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.27'],
      nsa: ['Secrets'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0030'],
      checkov: ['CKV_K8S_104'],
      kubescape: ['~C-0141', '~C-0066'],
      kics: ['cbd2db69-0b21-4c14-8a40-7710a50571a9'],
    },
  },
  componentChecks('stores Secrets without encryption', [
    { of: 'kube-apiserver', flag: 'encryption-provider-config', wrong: missing },
  ]),
);
