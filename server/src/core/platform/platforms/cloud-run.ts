import type { Lens } from '../../yaml/lens.ts';
import { platformOn } from '../platform.ts';
import knative from './knative.ts';

/** Whether a key says that Google Cloud reads the object. */
const isGoogles = (key: string): boolean =>
  key.startsWith('run.googleapis.com/') || key === 'cloud.googleapis.com/location';

const isMarked = (metadata: Lens): boolean =>
  ['annotations', 'labels'].some((part) =>
    metadata
      .get(part)
      .entries()
      .some((e) => isGoogles(e.key)),
  );

/**
 * Cloud Run. It reads the format of Knative, documents the `securityContext` as "Not supported by Cloud Run" and has no objects of a
 * cluster. Each container runs in a sandbox of Cloud Run, as the user of its image, and with limits even if none are written. Secrets come
 * from Secret Manager.
 */
export default platformOn(knative, {
  name: 'cloud-run',
  title: 'Cloud Run',
  changes: {
    privileged: 'ignored',
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
    runAsNonRoot: 'ignored',
    memoryLimit: 'supplied',
    cpuLimit: 'supplied',
    // What it writes lies in memory. Source: Cloud Run, "Container runtime contract", read 2026-11-30.
    storageLimit: 'supplied',
    hostPort: 'ignored',
    hostNamespaces: 'ignored',
    hostMounts: 'ignored',
    serviceAccountToken: 'none',
    networkPolicy: 'none',
    probeHost: 'ignored',
    windowsHostProcess: 'ignored',
  },
  writes: { secrets: 'secret-manager' },
  sources: [
    { address: 'https://docs.cloud.google.com/run/docs/reference/yaml/v1', day: '2026-11-29' },
    {
      address:
        'https://googleapis.dev/dotnet/Google.Apis.CloudRun.v1/latest/api/Google.Apis.CloudRun.v1.Data.SecurityContext.html',
      day: '2026-11-29',
    },
    { address: 'https://docs.cloud.google.com/run/docs/container-contract', day: '2026-11-29' },
    { address: 'https://cloud.google.com/run/docs/configuring/memory-limits', day: '2026-11-29' },
  ],
  recognisesPod: ({ apiVersion, object, template }) =>
    apiVersion.startsWith('run.googleapis.com/') ||
    (apiVersion.startsWith('serving.knative.dev/') &&
      (isMarked(object.get('metadata')) || isMarked(template.get('metadata')))),
});
