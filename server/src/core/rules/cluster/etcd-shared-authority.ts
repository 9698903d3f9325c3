import { componentOf } from '../../kubernetes/component.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/etcd-shared-authority',
    title: 'etcd trusts the authority of all clients',
    why: 'The authority that signs the certificates of users and nodes also signs those of etcd. Everyone with such a certificate, each kubelet for one, then speaks to etcd directly, and reads and changes every object past the API server and its roles.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['2.7'],
      cwe: ['CWE-653'],
      kubescape: ['~C-0159'],
      kics: ['~cb7e695d-6a85-495c-b15f-23aed2519303'],
    },
  },
  {
    *container(container) {
      if (container.origin !== 'kubernetes') return;
      const component = componentOf(container);
      if (component?.name !== 'kube-apiserver') return;
      const [ofEtcd, ofClients] = ['etcd-cafile', 'client-ca-file'].map((flag) => component.get(flag));
      if (!ofEtcd?.value || ofEtcd.value !== ofClients?.value) return;
      yield {
        at: ofEtcd.at,
        message: `One authority signs for etcd and for all clients: \`--etcd-cafile\` and \`--client-ca-file\` are \`${ofEtcd.value}\``,
      };
    },
  },
);
