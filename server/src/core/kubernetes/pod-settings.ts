/** Maps that plainly hold settings of pods or containers, whatever reads them. */
import type { Found } from '../yaml/lens.ts';
import { booleanOf } from './scalar.ts';

const SWITCHES = ['hostNetwork', 'hostPID', 'hostIPC'];

/** Whether a map has a `securityContext` with a value of its own. What `enabled: false` switches off does not count, nor a container without an image, which shows a schema. */
export function hasSecurityContext(from: Found): boolean {
  const context = from.get('securityContext');
  return (
    from.get('image').text !== '' &&
    context.map !== undefined &&
    !isOff(context) &&
    context.entries().some(({ text }) => text !== undefined)
  );
}

/** Whether a map gives a pod a namespace of the host. */
export const sharesHost = (from: Found): boolean => SWITCHES.some((key) => booleanOf(from.get(key)) === true);

/** Whether a map mounts a path of the host. */
export const mountsHost = (from: Found): boolean =>
  from
    .get('volumes')
    .items()
    .some((volume) => volume.get('name').text !== undefined && volume.get('hostPath').map !== undefined);

/** Whether `enabled: false` switches a map off. */
export const isOff = (from: Found): boolean => booleanOf(from.get('enabled')) === false;
