import type { Workload } from '../domain/kubernetes.ts';

/**
 * Whether OpenShift writes the image of a stream in the place of this one: an ImageChange trigger of a DeploymentConfig (also one that is not automatic does at
 * the first deployment), or the annotation for other kinds. Sources: openshift/api, `DeploymentTriggerImageChangeParams`; OpenShift documentation, "Triggering
 * updates on image stream changes"; read on 2026-12-01.
 */
export function isOfStream(container: string, { object: { kind, lens } }: Workload): boolean {
  const annotation = lens.get('metadata', 'annotations', 'image.openshift.io/triggers').text;
  if (annotation?.includes(`@.name=="${container}"`) || annotation?.includes(`@.name==\\"${container}\\"`)) return true;
  if (kind !== 'DeploymentConfig') return false;
  const triggers = lens.get('spec', 'triggers').items();
  return triggers.some((one) =>
    one
      .get('imageChangeParams', 'containerNames')
      .items()
      .some(({ text }) => text === container),
  );
}
