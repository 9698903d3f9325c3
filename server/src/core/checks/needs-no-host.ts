/** Whether it is known that a program uses nothing of its host. Who writes a setting that opens the host mostly has a reason that no file states. */
import type { Container } from '../domain/container.ts';
import { worksThroughSocket } from '../image/knowledge/host-jobs.ts';
import { isDataImage } from '../network/sensitive-ports.ts';
import { knownService } from './known-container.ts';

/**
 * Whether the container runs the program of a data store, a broker or an administration page as its image runs it: it serves its own port, and neither
 * the host's network, processes and files nor a further capability changes what it does. `false` for all other images, also known ones: a build server
 * calls Docker, and a name server answers DHCP.
 */
export const needsNoHost = (container: Container): boolean => {
  const { image } = container;
  return (
    image?.reference !== undefined &&
    isDataImage(image.reference.repository) &&
    !worksThroughSocket(image) &&
    knownService(container) !== undefined
  );
};
