import { platformOn } from '../platform.ts';
import kubernetes from './kubernetes.ts';

/**
 * Pods on Windows nodes. With `os.name: windows` the API server refuses the settings of Linux; without it the kubelet of a Windows node
 * removes them.
 */
export default platformOn(kubernetes, {
  name: 'windows',
  title: 'a pod on Windows nodes',
  changes: {
    addedCapabilities: 'ignored',
    droppedCapabilities: 'ignored',
    seccomp: 'ignored',
    appArmor: 'ignored',
    seLinux: 'ignored',
    privilegeEscalation: 'ignored',
    procMount: 'ignored',
    sysctls: 'ignored',
    readOnlyRoot: 'ignored',
    user: 'ignored',
  },
  sources: [
    { address: 'https://kubernetes.io/docs/concepts/windows/intro/', day: '2026-11-29' },
    { address: 'https://github.com/kubernetes/kubernetes/pull/93475', day: '2026-11-29' },
  ],
  recognisesPod: ({ windows }) => windows,
});
