/** The images behind a port of a Kubernetes Service. */
import type { ServiceObject, ServicePort } from '../kubernetes/kinds/service.ts';
import { matches } from '../kubernetes/selectors.ts';
import { sensitiveService } from '../network/sensitive-ports.ts';
import { podLabelsOf } from '../workspace/facts/workload.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { factsNear } from './may-be-selected.ts';

/** `sensitiveService` for a port of a Service, unless an image behind it is known to use the port for something else. */
export function sensitiveBehind(service: ServiceObject, port: ServicePort, index: WorkspaceIndex): string | undefined {
  const protocol = port.protocol.toLowerCase();
  const name = sensitiveService(port.port, undefined, protocol);
  if (name === undefined) return undefined;
  const images = repositoriesBehind(service, port, index);
  const isMeant = images.length === 0 || images.some((image) => sensitiveService(port.port, image, protocol) === name);
  return isMeant ? name : undefined;
}

/**
 * The repositories of the images that listen on a port of a Service, by the containers of its pods that declare the port; `undefined` for an image that is
 * not known. Empty where no workload of the workspace certainly has such a port.
 */
function repositoriesBehind(
  { object, selector }: ServiceObject,
  { targetPort, protocol }: ServicePort,
  index: WorkspaceIndex,
): (string | undefined)[] {
  if (selector === undefined || selector.length === 0) return [];
  const requirements = selector.map(([key, value]) => ({ key, operator: 'In' as const, values: [value] }));
  const selected = factsNear(object.namespace, index).filter(
    (workload) => matches({ requirements, known: true }, podLabelsOf(workload)) === true,
  );
  return selected.flatMap(({ ports }) =>
    ports
      .filter((one) => one.protocol === protocol && (one.port === targetPort || one.name === targetPort))
      .map(({ repository }) => repository),
  );
}
