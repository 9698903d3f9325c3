/** Mounts of a container that the host sees. */
import type { Container } from '../domain/container.ts';

/**
 * Whether a container of a pod passes its own mounts on to the host. The API server allows this in privileged containers only. Source:
 * `validateMountPropagation` in Kubernetes' `pkg/apis/core/validation`.
 */
export const propagatesMounts = (container: Container): boolean =>
  container.origin === 'kubernetes' &&
  container.lens
    .get('volumeMounts')
    .items()
    .some((mount) => mount.get('mountPropagation').text === 'Bidirectional');
