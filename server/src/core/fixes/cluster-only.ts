/** Makes a Service one that only the cluster reaches. */
import { sensitiveBehind } from '../checks/service-images.ts';
import type { ServiceObject, ServicePort } from '../kubernetes/kinds/service.ts';
import type { Context, Fix } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import { mayBeSame } from '../workspace/keys.ts';
import { isToldToCall } from '../workspace/told-to-call.ts';
import { removes, sets } from './effect.ts';
import { fixIf } from './fix.ts';
import { changeScalar, deleteNodes } from './yaml-node.ts';

/**
 * `type: ClusterIP`, where it is known that callers outside of the cluster do not need the Service: an Ingress or a route beside it leads to it, or it has
 * ports of databases and caches only, which are for programs of the cluster. Empty for all others: who opens a Service wants it reached, and so does
 * who tells people or scripts its port of the nodes. `note`: what callers lose.
 */
export function clusterOnlyFix(service: ServiceObject, ctx: Context, note: string): Fix[] {
  const { object, type, ports } = service;
  if (!(ports.length > 0 && ports.every((port) => isOfStore(service, port, ctx))) && !hasRoute(service, ctx)) return [];
  if (hasTwin(service, ctx)) return [];
  const numbers = object.lens
    .get('spec', 'ports')
    .items()
    .flatMap((port) => (port.get('nodePort').absent ? [] : [port.get('nodePort')]));
  const told = numbers.flatMap(({ text }) => text ?? []);
  if (isToldToCall(ctx.workspace, ctx.unit.path, told, object.name)) return [];
  const edits = () => {
    const changed = changeScalar(ctx, type.node, 'ClusterIP');
    const removed = deleteNodes(
      ctx,
      numbers.map(({ node }) => node),
    );
    return changed.length > 0 && (removed.length > 0 || numbers.length === 0) ? [...changed, ...removed] : [];
  };
  const effect = [
    sets(object, 'spec', 'type'),
    ...(numbers.length > 0 ? [removes(object, 'spec', 'ports', '*', 'nodePort')] : []),
  ];
  return fixIf('Open it inside of the cluster only: `type: ClusterIP`', 'review', edits, effect, [note]);
}

/**
 * Whether a Service for the cluster alone leads to the same ports of the same pods: this one is there for callers outside, and a second one for the cluster
 * helps nobody. Reads the whole workspace: only fixes may ask.
 */
const hasTwin = ({ object, selector, ports }: ServiceObject, { workspace }: Context): boolean => {
  const labels = JSON.stringify([...(selector ?? [])].sort());
  return (
    selector !== undefined &&
    workspace
      .of('kubernetes-service')
      .some(
        ({ fact }) =>
          fact.type === 'ClusterIP' &&
          !fact.published &&
          mayBeSame(fact.namespace, object.namespace) &&
          JSON.stringify([...(fact.selector ?? [])].sort()) === labels &&
          ports.every(({ targetPort, protocol }) =>
            fact.ports.some((one) => one.targetPort === targetPort && one.protocol === protocol),
          ),
      )
  );
};

/** Ports that people and machines outside of a cluster call: SSH, LDAP, file shares, MQTT, remote desktops, Kafka. */
const FOR_OUTSIDE = /^(?:22|389|445|1883|3389|5900|7900|9092)$/;

const isOfStore = (service: ServiceObject, port: ServicePort, { workspace }: Context): boolean =>
  !FOR_OUTSIDE.test(port.port) && sensitiveBehind(service, port, workspace) !== undefined;

/**
 * Whether an Ingress or a route of the same folder leads callers to the Service: one of another folder may be of another deployment. Reads the whole workspace:
 * only fixes may ask.
 */
const hasRoute = ({ object }: ServiceObject, { unit, workspace }: Context): boolean =>
  workspace
    .of('service-reference')
    .some(
      ({ fact, place }) =>
        fact.service === object.name &&
        mayBeSame(fact.namespace, object.namespace) &&
        posix.dirname(place.unit.path) === posix.dirname(unit.path) &&
        !FROM_INSIDE.test(fact.type),
    );

/** Objects by which the API server calls a Service from inside of the cluster. */
const FROM_INSIDE = /WebhookConfiguration$|^(?:APIService|CustomResourceDefinition)$/;
