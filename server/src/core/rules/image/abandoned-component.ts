import { ObjectName } from '../../checks/shown-name.ts';
import { rule } from '../../rule/rule.ts';

/** Components that were given up, by the path of the repository. */
const ABANDONED: readonly (readonly [RegExp, string])[] = [
  // Source: helm.sh/blog/helm-v2-deprecation-timeline, read 2026-11-29.
  [
    /(?:^|\/)(?:kubernetes-helm\/)?tiller(?:$|[-_])/,
    'Tiller, which ended with Helm 2 in November 2020 and gives everyone who reaches it its rights',
  ],
  // Source: github.com/kubernetes-retired/dashboard, README, read 2026-11-29.
  [
    /(?:^|\/)(?:kubernetes-dashboard(?:-\w+)?|kubernetesui\/dashboard(?:-\w+)?)$/,
    'the Kubernetes Dashboard, which was given up in January 2026',
  ],
];

export default rule(
  {
    id: 'image/abandoned-component',
    title: 'Component that was given up',
    why: 'Nobody mends this program any longer, and it has rights over the whole cluster. Attackers look for it: a dashboard that was open to the internet was how miners got into many clusters.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'supply-chain'],
    refs: {
      cwe: ['CWE-1104'],
      trivy: ['~KSV-0102'],
      checkov: ['~CKV_K8S_34', '~CKV_K8S_33', '~CKV_K8S_44'],
      kics: [
        '~6d173be7-545a-46c6-a81d-2ae52ed1605d',
        'd2ad057f-0928-41ef-a83c-f59203bb855b',
        '8b862ca9-0fbd-4959-ad72-b6609bdaa22d',
      ],
      kyverno: ['~disallow-helm-tiller'],
    },
  },
  {
    *container(container) {
      if (container.origin !== 'kubernetes' || !container.image?.reference) return;
      const { repository } = container.image.reference;
      const found = ABANDONED.find(([pattern]) => pattern.test(repository));
      if (!found) return;
      yield { at: container.image.at, message: `\`${container.image.raw}\` is ${found[1]}` };
    },
    *'object:Service'({ object }) {
      // The labels that Helm 2 gave to Tiller's pods. Source: Helm 2.17.0, `cmd/helm/installer/install.go`, read 2026-11-30.
      const selector = object.lens.get('spec', 'selector');
      if (selector.get('app').text !== 'helm' || selector.get('name').text !== 'tiller' || !selector.at) return;
      yield { at: selector.at, message: `${ObjectName(object)} leads to ${ABANDONED[0]![1]}` };
    },
  },
);
