import { platformOn } from '../platform.ts';
import kubernetes from './kubernetes.ts';

/**
 * Pods that `podman kube play` starts, told by Podman's own annotations. Podman applies its default seccomp and AppArmor profiles, and reads
 * others from annotations only.
 */
export default platformOn(kubernetes, {
  name: 'podman',
  title: 'a pod that Podman plays',
  changes: {
    seccomp: 'ignored',
    appArmor: 'ignored',
    runAsNonRoot: 'ignored',
    storageLimit: 'none',
    serviceAccountToken: 'none',
    networkPolicy: 'none',
    windowsHostProcess: 'ignored',
  },
  sources: [
    {
      address:
        'https://github.com/containers/podman/blob/c6580b4a5219c9efb9ab79a540637d8a58b736f8/docs/kubernetes_support.md',
      day: '2026-05-19',
    },
    {
      address:
        'https://github.com/containers/podman/blob/c6580b4a5219c9efb9ab79a540637d8a58b736f8/pkg/specgen/generate/kube/kube.go',
      day: '2026-05-19',
    },
  ],
  recognisesPod: ({ object, template }) =>
    [object, template].some((from) =>
      from
        .get('metadata', 'annotations')
        .entries()
        .some((e) => e.key.startsWith('io.podman.annotations.')),
    ),
});
